import type { Module } from '../../kernel/module.js';
import { PointAccount, PointDraw, PointLot, PointTransfer, Wallet } from './points.entity.js';
import { pointsActivityTypes, pointsFunctions } from './points.attributes.js';
import { pointsParticipant } from './points.participant.js';
import { pointsRefusals } from './points.refusals.js';
import { walletsSection } from './points.section.js';
import { settleSchedule } from './settle.schedule.js';

export const pointsModule: Module = {
  name: 'points',
  entities: [Wallet, PointAccount, PointTransfer, PointLot, PointDraw],
  participant: pointsParticipant,
  section: walletsSection,
  functions: pointsFunctions,
  activityTypes: pointsActivityTypes,
  refusals: pointsRefusals,
  schedules: [settleSchedule],
};
