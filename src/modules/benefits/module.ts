import type { Module } from '../../kernel/module.js';
import { benefitActivityTypes } from './benefits.activities.js';
import { Fulfilment, FulfilmentAddress } from './fulfilment/fulfilment.entity.js';
import { FulfilmentFields, FulfilmentSavePayloadFields, FulfilmentResultFields, GrantFulfilmentFields } from './fulfilment/fulfilment.fields.js'; // prettier-ignore
import { FulfilmentsResolver } from './fulfilment/fulfilments.resolver.js';
import { ShipListResolver } from './fulfilment/ship-list.resolver.js';
import { eraseSchedule } from './fulfilment/erase.schedule.js';
import { lateEvent, lateSchedule } from './fulfilment/late.schedule.js';
import { Benefit, BenefitUnit, Grant, Obligation, Redemption } from './benefits.entity.js';
import { benefitsParticipant } from './benefits.participant.js';
import {
  BasketPointsFields,
  BasketQuoteResolver,
  BasketRefusalFields,
  BasketUseFields,
} from './basket/quote.resolver.js';
import { BenefitChangesResolver } from './benefit-changes.resolver.js';
import { BenefitMineFields, TierBenefitsFields } from './benefit-mine.fields.js';
import { BenefitTermsFields } from './benefit-terms.fields.js';
import { BenefitFields } from './benefit.fields.js';
import { benefitNodes } from './benefits.nodes.js';
import { BenefitsResolver } from './benefits.resolver.js';
import { GrantFields, GrantPayloadFields, MemberGrantsFields, OutcomeGrantsFields } from './grant.fields.js';
import { GrantsResolver } from './grants.resolver.js';
import { TierPackFields } from './pack.fields.js';
import { benefitNouns, benefitRefusals } from './benefits.refusals.js';
import { benefitsSection } from './benefits.section.js';
import { BulkResolver } from './bulk/bulk.resolver.js';
import { bulkSchedule } from './bulk/bulk.schedule.js';
import { ExchangeResolver, priceChanged, PriceChangedFields } from './exchange/exchange.resolver.js';
import { deliverSchedule } from './obligations/deliver.schedule.js';
import { AssignPayloadFields, GrantObligationFields, ObligationFields, SettlePayloadFields } from './obligations/obligation.fields.js'; // prettier-ignore
import { ObligationsResolver } from './obligations/obligations.resolver.js';
import { overdueEvent, overdueSchedule } from './obligations/overdue.schedule.js';
import { retireSchedule } from './retire.schedule.js';
import { CodesResolver } from './codes.resolver.js';
import { GrantCheckFields, GrantRedemptionsFields, RedemptionFields, UsePayloadFields } from './redemption.fields.js';
import { settleSchedule } from './settle.schedule.js';
import { BookingFields, BookingPayloadFields, GrantBookingsFields } from './slots/booking.fields.js';
import { ServiceBooking, ServiceSlot } from './slots/slots.entity.js';
import { SlotsResolver } from './slots/slots.resolver.js';
import { UseResolver } from './use.resolver.js';

export const benefitsModule: Module = {
  name: 'benefits',
  entities: [
    Benefit,
    BenefitUnit,
    Grant,
    Redemption,
    Obligation,
    Fulfilment,
    FulfilmentAddress,
    ServiceSlot,
    ServiceBooking,
  ],
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
    ObligationsResolver,
    ObligationFields,
    GrantObligationFields,
    SettlePayloadFields,
    AssignPayloadFields,
    FulfilmentsResolver,
    ShipListResolver,
    FulfilmentFields,
    FulfilmentResultFields,
    FulfilmentSavePayloadFields,
    GrantFulfilmentFields,
    SlotsResolver,
    BookingFields,
    BookingPayloadFields,
    GrantBookingsFields,
    BulkResolver,
    ExchangeResolver,
    PriceChangedFields,
    UseResolver,
    CodesResolver,
    RedemptionFields,
    GrantRedemptionsFields,
    UsePayloadFields,
    GrantCheckFields,
    TierPackFields,
    BasketQuoteResolver,
    BasketUseFields,
    BasketRefusalFields,
    BasketPointsFields,
  ],
  nodes: benefitNodes,
  participant: benefitsParticipant,
  section: benefitsSection,
  activityTypes: benefitActivityTypes,
  refusals: benefitRefusals,
  nouns: benefitNouns,
  schedules: [
    settleSchedule,
    deliverSchedule,
    overdueSchedule,
    bulkSchedule,
    retireSchedule,
    lateSchedule,
    eraseSchedule,
  ],
  events: [overdueEvent, lateEvent],
  errorTypes: [priceChanged],
};
