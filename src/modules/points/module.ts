import type { Module } from '../../kernel/module.js';
import {
  PointAccount,
  PointClaim,
  PointDraw,
  PointHold,
  PointLot,
  PointReserve,
  PointTransfer,
  Wallet,
} from './points.entity.js';
import { pointsActivityTypes, pointsFunctions } from './points.attributes.js';
import { pointsParticipant } from './points.participant.js';
import { pointNouns, pointsRefusals } from './points.refusals.js';
import { walletsSection } from './points.section.js';
import { noticesSchedule } from './notices.schedule.js';
import { settleSchedule } from './settle.schedule.js';
import { OutcomePointsFields, PaymentFields, PointsPayloadFields } from './ledger.fields.js';
import { BalanceFields, MemberPointsFields } from './member.fields.js';
import { insufficientPoints } from './points.errors.js';
import { CorrectionsResolver } from './corrections.resolver.js';
import { HoldPayloadFields, MemberHoldsFields, PointHoldFields } from './holds.fields.js';
import { HoldsResolver } from './holds.resolver.js';
import { adjustPoints, givePoints } from './points.approvals.js';
import { pointsNodes } from './points.nodes.js';
import { MemberReportFields } from './reports/member.reports.js';
import { PointReportsResolver } from './reports/reports.resolver.js';
import { sealSchedule } from './reports/seal.schedule.js';
import { PointDayTotal, PointSeal } from './reports/seals.entity.js';
import { PointsResolver } from './points.resolver.js';
import { WalletsResolver } from './wallets.resolver.js';
import { StatementFields } from './statement.fields.js';
import { statementsSchedule } from './statements.schedule.js';
import { WalletFields } from './wallet.fields.js';

export const pointsModule: Module = {
  name: 'points',
  entities: [
    Wallet,
    PointAccount,
    PointTransfer,
    PointLot,
    PointDraw,
    PointHold,
    PointReserve,
    PointClaim,
    PointSeal,
    PointDayTotal,
  ],
  resolvers: [
    PointsResolver,
    WalletFields,
    WalletsResolver,
    MemberPointsFields,
    BalanceFields,
    PointsPayloadFields,
    OutcomePointsFields,
    PaymentFields,
    HoldsResolver,
    PointHoldFields,
    MemberHoldsFields,
    HoldPayloadFields,
    CorrectionsResolver,
    PointReportsResolver,
    MemberReportFields,
    StatementFields,
  ],
  errorTypes: [insufficientPoints],
  nodes: pointsNodes,
  participant: pointsParticipant,
  section: walletsSection,
  functions: pointsFunctions,
  activityTypes: pointsActivityTypes,
  refusals: pointsRefusals,
  nouns: pointNouns,
  approvals: [givePoints, adjustPoints],
  schedules: [settleSchedule, noticesSchedule, sealSchedule, statementsSchedule],
};
