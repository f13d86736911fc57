/** Points: a double-entry ledger with lots. Every point has an origin, an owner and an end. */
export { PointAccount, PointDraw, PointLot, PointTransfer, Wallet } from './points.entity.js';
export { adjust, earn, hold, ownerOfTransfer, reverse, spend } from './operations.js';
export type { EarnOrder, PointsOrder, SpendOrder } from './operations.js';
export { capture, holdOf, holdUntil, ownerOfHold, release } from './hold-operations.js';
export { transfer } from './transfer.js';
export { EARNED_DAYS_WANTED } from './points.load.js';
export { pointsParticipant } from './points.participant.js';
export { accountOf, earnedWithin } from './balances.js';
export type { Intent as PointsIntent, PointsPart, PointsSlice } from './balances.js';
export type { WalletEntry } from './points.section.js';
export { dueAt } from './lots.js';
export type { Hold } from './holds.js';
export type { Lot } from './lots.js';
export { verifyLedger } from './verify.js';
export type { Difference, Verified } from './verify.js';
export { earnedPoints } from './earned.js';
export { walletType } from './wallet-type.js';
