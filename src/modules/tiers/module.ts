import type { Module } from '../../kernel/module.js';
import { MemberTierFields, OutcomeTierFields, TierProgressFields } from './member.fields.js';
import { tiersSchedule } from './settle.schedule.js';
import { TierChangesResolver } from './tier-changes.resolver.js';
import { TierFields, TierLadderFields } from './tier.fields.js';
import { tierActivityTypes, tierAttributes } from './tiers.attributes.js';
import { Tier, TierLadder, TierStanding } from './tiers.entity.js';
import { tierNodes } from './tiers.nodes.js';
import { tiersParticipant } from './tiers.participant.js';
import { tiersRefusals } from './tiers.refusals.js';
import { TiersResolver } from './tiers.resolver.js';
import { laddersSection } from './tiers.section.js';

export const tiersModule: Module = {
  name: 'tiers',
  entities: [TierLadder, Tier, TierStanding],
  resolvers: [
    TiersResolver,
    TierChangesResolver,
    TierFields,
    TierLadderFields,
    MemberTierFields,
    TierProgressFields,
    OutcomeTierFields,
  ],
  nodes: tierNodes,
  participant: tiersParticipant,
  section: laddersSection,
  attributes: tierAttributes,
  activityTypes: tierActivityTypes,
  refusals: tiersRefusals,
  schedules: [tiersSchedule],
};
