import type { Metric } from './metric.js';
import { activityRate } from './metrics/activity.js';
import { benefitUseRate, claimRate, redemptionRate } from './metrics/benefits.js';
import { benefitCoverage } from './metrics/coverage.js';
import { benefitExposure } from './metrics/exposure.js';
import { clvForecast } from './metrics/forecast.js';
import { issueAccuracy } from './metrics/issue.js';
import { potentialConversion, segmentAccuracy } from './metrics/layers.js';
import { newMemberRate, partnerShare } from './metrics/membership.js';
import { pointsUseRate, pointsUseRateByCohort } from './metrics/points.js';
import { firstOrderRepurchase30, repurchaseRate } from './metrics/purchases.js';
import { averageOrder, clv, spendPerBuyer } from './metrics/sales.js';
import { churnRate, retention, retention12 } from './metrics/staying.js';
import { layerFlow, upgradeRate } from './metrics/tiers.js';

/** Every figure there is. Boards, goals, reports and exports show these and no others. */
export const metrics: readonly Metric[] = [
  activityRate,
  newMemberRate,
  churnRate,
  retention,
  retention12,
  repurchaseRate,
  firstOrderRepurchase30,
  spendPerBuyer,
  averageOrder,
  clv,
  clvForecast,
  pointsUseRate,
  pointsUseRateByCohort,
  upgradeRate,
  layerFlow,
  potentialConversion,
  segmentAccuracy,
  partnerShare,
  benefitUseRate,
  redemptionRate,
  claimRate,
  benefitExposure,
  benefitCoverage,
  issueAccuracy,
];
