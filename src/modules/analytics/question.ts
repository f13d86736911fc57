import { dayOf, daysBetween, startOfDay } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import type { BenefitsPart } from '../benefits/index.js';
import { benefitsParticipant } from '../benefits/index.js';
import type { WalletEntry } from '../points/index.js';
import type { SegmentsPart } from '../segments/index.js';
import { segmentsParticipant } from '../segments/index.js';
import type { TiersPart } from '../tiers/index.js';
import { tiersParticipant } from '../tiers/index.js';
import { benefitsOf, givenOf, ladderOf, layeringOf, numbersOf, segmentsOf, walletOf } from './given.js';
import type { By, Metric, Question } from './metric.js';
import { cut } from './periods.js';
import { metrics } from './registry.js';
import { isStep } from './slots.js';

/** What somebody asks for, in its own words. */
export interface Asked {
  readonly key: string;
  readonly by: By | null;
  readonly from: Day;
  readonly to: Day;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Three years with a leap day. */
export const DAYS_MAX = 1_096;
const PIECES_MAX = 366;
const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2999-12-31'];

/** The metric of a key. Refuses UNKNOWN_METRIC. */
export function metricOf(key: string): Metric {
  return metrics.find((metric) => metric.key === key) ?? refuse('UNKNOWN_METRIC', { key }, ['key']);
}

/**
 * Checks what is asked of a metric. Refuses METRIC_HOST_ONLY, METRIC_NOT_BY, PERIOD_EMPTY, PERIOD_TOO_LONG and
 * METRIC_PARAMETER_WRONG.
 */
export function questionOf({ caller, now, house }: ReadSession, metric: Metric, asked: Asked): Question {
  const { by, from, to } = asked;
  const isPartner = windowOf(caller) !== null;
  if (isPartner && metric.isHostOnly) refuse('METRIC_HOST_ONLY', { key: metric.key }, ['key']);
  if (by !== null && !metric.by.includes(by)) refuse('METRIC_NOT_BY', { key: metric.key, by, known: metric.by.join(', ') || '-' }, ['by']); // prettier-ignore
  // tiers are reached by what was done with every brand, and who enrolled whom is told to nobody else
  if (isPartner && (by === 'TIER' || by === 'BRAND' || by === 'BENEFIT')) refuse('METRIC_HOST_ONLY', { key: `${metric.key} × ${by}` }, ['by']); // prettier-ignore
  checkPeriod(asked);
  const pieces = isStep(by) ? cut({ from, to }, by) : [{ from, to }];
  if (pieces.length > PIECES_MAX) refuse('PERIOD_TOO_LONG', { days: PIECES_MAX }, ['to']);
  const { zone, hostBrandId, parts, sections } = house.programs.current();
  const given = givenOf(metric, asked);
  const wallets = sections['wallets'] as readonly WalletEntry[];
  const { ladders } = parts[tiersParticipant.name] as TiersPart;
  const segmented = parts[segmentsParticipant.name] as SegmentsPart;
  const { engine } = house.database;
  const today = dayOf(now, zone);
  const context = { engine, now: startOfDay(today, zone), today, zone, parts };
  return {
    by,
    from,
    to,
    pieces,
    numbers: numbersOf(metric, given),
    wallet: walletOf(wallets, given.get('wallet')),
    ladder: ladderOf(ladders, given.get('ladder')),
    layering: layeringOf(segmented, given.get('layering'), context),
    benefits: benefitsOf(parts[benefitsParticipant.name] as BenefitsPart, metric, given, context),
    segments: segmentsOf(metric, segmented, given),
    zone,
    now,
    today,
    hostBrandId,
    caller,
    engine,
    acts: [...house.activityTypes.values()].filter(({ origin, type }) => origin !== 'HOUSE' && type !== 'refund').map(({ type }) => type), // prettier-ignore
  };
}

function checkPeriod({ from, to }: Asked): void {
  if (from >= to) refuse('PERIOD_EMPTY', {}, ['to']);
  if (daysBetween(from, to) > DAYS_MAX || from < FIRST_DAY || to > LAST_DAY) {
    refuse('PERIOD_TOO_LONG', { days: DAYS_MAX }, ['to']);
  }
}
