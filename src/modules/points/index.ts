/** Points: a double-entry ledger with lots. Every point has an origin, an owner and an end. */
export { PointAccount, PointDraw, PointLot, PointTransfer, Wallet } from './points.entity.js';
export { earn, ownerOfTransfer, reverse, spend } from './operations.js';
export type { PointsOrder } from './operations.js';
export { EARNED_DAYS_WANTED, pointsParticipant } from './points.participant.js';
export { accountOf, earnedWithin } from './balances.js';
export type { Intent as PointsIntent, PointsPart, PointsSlice } from './balances.js';
export type { WalletEntry } from './points.section.js';
export { dueAt } from './lots.js';
export type { Lot } from './lots.js';
export { verifyLedger } from './verify.js';
export type { Difference, Verified } from './verify.js';
export { payablesIn, verifyStatements } from './payables.js';
export type { StatementDifference } from './payables.js';
export { earnedPoints } from './earned.js';
export { walletType } from './wallet-type.js';
