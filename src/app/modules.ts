import type { Module } from '../kernel/module.js';
import { analyticsModule } from '../modules/analytics/module.js';
import { benefitsModule } from '../modules/benefits/module.js';
import { brandsModule } from '../modules/brands/module.js';
import { campaignsModule } from '../modules/campaigns/module.js';
import { engineModule } from '../modules/engine/module.js';
import { importsModule } from '../modules/imports/module.js';
import { mediaModule } from '../modules/media/module.js';
import { membersModule } from '../modules/members/module.js';
import { operatorsModule } from '../modules/operators/module.js';
import { pointsModule } from '../modules/points/module.js';
import { sandboxModule } from '../modules/sandbox/module.js';
import { segmentsModule } from '../modules/segments/module.js';
import { settlementsModule } from '../modules/settlements/module.js';
import { tiersModule } from '../modules/tiers/module.js';

/** Every module of the house, in the order of the rows: the order in which the engine folds, decides and applies. */
export const modules: readonly Module[] = [
  brandsModule,
  operatorsModule,
  membersModule,
  settlementsModule,
  pointsModule,
  mediaModule,
  tiersModule,
  segmentsModule,
  benefitsModule,
  campaignsModule,
  engineModule,
  importsModule,
  analyticsModule,
  sandboxModule,
];
