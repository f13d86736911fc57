import type { Module } from '../../kernel/module.js';
import { tierActivityTypes, tierAttributes } from './tiers.attributes.js';
import { Tier, TierLadder, TierStanding } from './tiers.entity.js';
import { tierNodes } from './tiers.nodes.js';
import { tiersParticipant } from './tiers.participant.js';
import { laddersSection } from './tiers.section.js';
import { MemberTierFields, OutcomeTierFields } from './member.fields.js';
import { TierFields, TierLadderFields } from './tier.fields.js';
import { TiersResolver } from './tiers.resolver.js';

export const tiersModule: Module = {
  name: 'tiers',
  entities: [TierLadder, Tier, TierStanding],
  resolvers: [TiersResolver, TierFields, TierLadderFields, MemberTierFields, OutcomeTierFields],
  nodes: tierNodes,
  participant: tiersParticipant,
  section: laddersSection,
  attributes: tierAttributes,
  activityTypes: tierActivityTypes,
};
