/** Campaigns: who, when, if, then. By now the base program of earning rules. */
export { Campaign, CampaignRule } from './campaigns.entity.js';
export { campaignsParticipant, scopeOf } from './campaigns.participant.js';
export type { CampaignsPart, CompiledRule } from './campaigns.participant.js';
export { isValidAt, pointsFor } from './rules.js';
export type { EarnEffect } from './rules.js';
