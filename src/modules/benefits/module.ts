import type { Module } from '../../kernel/module.js';
import { benefitActivityTypes } from './benefits.activities.js';
import { Benefit, BenefitUnit, Grant, Obligation, Redemption } from './benefits.entity.js';
import { benefitsParticipant } from './benefits.participant.js';
import { BenefitChangesResolver } from './benefit-changes.resolver.js';
import { BenefitMineFields, TierBenefitsFields } from './benefit-mine.fields.js';
import { BenefitTermsFields } from './benefit-terms.fields.js';
import { BenefitFields } from './benefit.fields.js';
import { benefitNodes } from './benefits.nodes.js';
import { BenefitsResolver } from './benefits.resolver.js';
import { GrantFields, GrantPayloadFields, MemberGrantsFields, OutcomeGrantsFields } from './grant.fields.js';
import { GrantsResolver } from './grants.resolver.js';
import { benefitNouns, benefitRefusals } from './benefits.refusals.js';
import { benefitsSection } from './benefits.section.js';
import { retireSchedule } from './retire.schedule.js';
import { CodesResolver } from './codes.resolver.js';
import { GrantCheckFields, GrantRedemptionsFields, RedemptionFields, UsePayloadFields } from './redemption.fields.js';
import { settleSchedule } from './settle.schedule.js';
import { UseResolver } from './use.resolver.js';

export const benefitsModule: Module = {
  name: 'benefits',
  entities: [Benefit, BenefitUnit, Grant, Redemption, Obligation],
  resolvers: [
    BenefitsResolver,
    BenefitChangesResolver,
    BenefitFields,
    BenefitTermsFields,
    BenefitMineFields,
    TierBenefitsFields,
    GrantsResolver,
    GrantFields,
    GrantPayloadFields,
    MemberGrantsFields,
    OutcomeGrantsFields,
    UseResolver,
    CodesResolver,
    RedemptionFields,
    GrantRedemptionsFields,
    UsePayloadFields,
    GrantCheckFields,
  ],
  nodes: benefitNodes,
  participant: benefitsParticipant,
  section: benefitsSection,
  activityTypes: benefitActivityTypes,
  refusals: benefitRefusals,
  nouns: benefitNouns,
  schedules: [settleSchedule, retireSchedule],
};
