/** Tiers: ladders, where members stand on them, and what moving up brings. */
export { Tier, TierLadder, TierStanding } from './tiers.entity.js';
export type { Entry, Ladder, PackItem, Requirement, TierRule, Validity } from './ladder.js';
export { isBenefit, isCondition, isPackage, isPoints, tierOf } from './ladder.js';
export type { TiersPart } from './compile.js';
export { multiplied } from './multiplier.js';
export type { Multiplied } from './multiplier.js';
export { tiersParticipant } from './tiers.participant.js';
export type { TiersSlice } from './tiers.participant.js';
export { recalculateTiers } from './recalculate.js';
export type { Recalculated } from './recalculate.js';
export { setTier } from './set.js';
export type { TierOrder } from './set.js';
export type { LadderEntry, TierEntry } from './ladder.schema.js';
export { storedLadders } from './tiers.section.js';
export type { StoredLadder } from './tiers.section.js';
export { keepOf } from './ladder.js';
