import type { Module } from '../../kernel/module.js';
import { PointAccount, PointDraw, PointLot, PointTransfer, Wallet } from './points.entity.js';
import { pointsActivityTypes, pointsFunctions } from './points.attributes.js';
import { pointsParticipant } from './points.participant.js';
import { pointNouns, pointsRefusals } from './points.refusals.js';
import { walletsSection } from './points.section.js';
import { settleSchedule } from './settle.schedule.js';
import { OutcomePointsFields, PointsPayloadFields } from './ledger.fields.js';
import { BalanceFields, MemberPointsFields } from './member.fields.js';
import { insufficientPoints } from './points.errors.js';
import { givePoints } from './points.approvals.js';
import { pointsNodes } from './points.nodes.js';
import { PointsResolver } from './points.resolver.js';
import { WalletFields } from './wallet.fields.js';

export const pointsModule: Module = {
  name: 'points',
  entities: [Wallet, PointAccount, PointTransfer, PointLot, PointDraw],
  resolvers: [
    PointsResolver,
    WalletFields,
    MemberPointsFields,
    BalanceFields,
    PointsPayloadFields,
    OutcomePointsFields,
  ],
  errorTypes: [insufficientPoints],
  nodes: pointsNodes,
  participant: pointsParticipant,
  section: walletsSection,
  functions: pointsFunctions,
  activityTypes: pointsActivityTypes,
  refusals: pointsRefusals,
  nouns: pointNouns,
  approvals: [givePoints],
  schedules: [settleSchedule],
};
