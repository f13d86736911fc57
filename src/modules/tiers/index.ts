/** Tiers: ladders, where members stand on them, and what moving up brings. */
export { Tier, TierLadder, TierStanding } from './tiers.entity.js';
export type { Entry, Ladder, TierRule } from './ladder.js';
export { tierOf } from './ladder.js';
export { tiersParticipant } from './tiers.participant.js';
export type { TiersPart, TiersSlice } from './tiers.participant.js';
