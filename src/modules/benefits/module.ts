import type { Module } from '../../kernel/module.js';
import { benefitActivityTypes } from './benefits.activities.js';
import { Fulfilment, FulfilmentAddress } from './fulfilment/fulfilment.entity.js';
import { FulfilmentFields, FulfilmentSavePayloadFields, FulfilmentResultFields, GrantFulfilmentFields } from './fulfilment/fulfilment.fields.js'; // prettier-ignore
import { FulfilmentsResolver } from './fulfilment/fulfilments.resolver.js';
import { ShipListResolver } from './fulfilment/ship-list.resolver.js';
import { eraseSchedule } from './fulfilment/erase.schedule.js';
import { lateEvent, lateSchedule } from './fulfilment/late.schedule.js';
import {
  Benefit,
  BenefitPurchase,
  BenefitUnit,
  Grant,
  Obligation,
  Redemption,
  BenefitReview,
} from './benefits.entity.js';
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
import { paidForNouns, paidForRefusals } from './exchange/paid-for.refusals.js';
import { paidForUndoing } from './exchange/paid-for.js';
import { paidForBenefit } from './exchange/paid-for.types.js';
import { deliverSchedule } from './obligations/deliver.schedule.js';
import { AssignPayloadFields, GrantObligationFields, ObligationFields, SettlePayloadFields } from './obligations/obligation.fields.js'; // prettier-ignore
import { ObligationsResolver } from './obligations/obligations.resolver.js';
import { overdueEvent, overdueSchedule } from './obligations/overdue.schedule.js';
import { MemberOffersFields, OffersResolver } from './offers/offers.resolver.js';
import { BenefitPurchaseFields, GrantPurchaseFields, MemberPurchasesFields, ObligationPurchaseFields, paymentMismatch, PaymentMismatchFields, PurchasePayloadFields } from './purchases/purchase.fields.js'; // prettier-ignore
import { PurchasesResolver } from './purchases/purchases.resolver.js';
import { benefitFunctions } from './holding.js';
import { CardCycleFields, CardFields, GrantPackageFields, MemberCardsFields, OutcomePackagesFields, PackageIssueFields, PackageIssuePayloadFields, RevokePayloadFields } from './packages/card.fields.js'; // prettier-ignore
import { cyclesSchedule } from './packages/cycles.schedule.js';
import { PackageIssuingResolver } from './packages/issuing.resolver.js';
import { cardNoticesSchedule } from './packages/notices.schedule.js';
import { PackageChangesResolver } from './packages/package-changes.resolver.js';
import { PackageFields } from './packages/package.fields.js';
import { multiplyingRefusals } from './multiplying/multiplying.refusals.js';
import { packageNouns, packageRefusals } from './packages/packages.refusals.js';
import { BenefitPackage, PackageIssue } from './packages/packages.entity.js';
import { PackagesResolver } from './packages/packages.resolver.js';
import { packagesSection } from './packages/packages.section.js';
import { retireSchedule } from './retire.schedule.js';
import { CodesResolver } from './codes.resolver.js';
import { GrantCheckFields, GrantRedemptionsFields, RedemptionFields, UsePayloadFields } from './redemption.fields.js';
import { settleSchedule } from './settle.schedule.js';
import { BookingFields, BookingPayloadFields, GrantBookingsFields } from './slots/booking.fields.js';
import { ServiceBooking, ServiceSlot } from './slots/slots.entity.js';
import { unmarkedSchedule } from './slots/unmarked.schedule.js';
import { SlotsResolver } from './slots/slots.resolver.js';
import { UseResolver } from './use.resolver.js';
import { watchedEvent } from './watch/review.js';
import { watchSchedule } from './watch/watch.schedule.js';

export const benefitsModule: Module = {
  name: 'benefits',
  entities: [
    Benefit,
    BenefitUnit,
    Grant,
    Redemption,
    Obligation,
    BenefitPurchase,
    BenefitReview,
    Fulfilment,
    FulfilmentAddress,
    ServiceSlot,
    ServiceBooking,
    BenefitPackage,
    PackageIssue,
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
    PurchasesResolver,
    BenefitPurchaseFields,
    MemberPurchasesFields,
    GrantPurchaseFields,
    ObligationPurchaseFields,
    PurchasePayloadFields,
    PaymentMismatchFields,
    OffersResolver,
    MemberOffersFields,
    PackagesResolver,
    PackageChangesResolver,
    PackageIssuingResolver,
    PackageFields,
    PackageIssueFields,
    PackageIssuePayloadFields,
    RevokePayloadFields,
    MemberCardsFields,
    CardFields,
    CardCycleFields,
    GrantPackageFields,
    OutcomePackagesFields,
  ],
  nodes: benefitNodes,
  participant: benefitsParticipant,
  section: [benefitsSection, packagesSection],
  functions: benefitFunctions,
  activityTypes: benefitActivityTypes,
  refusals: { ...benefitRefusals, ...packageRefusals, ...paidForRefusals, ...multiplyingRefusals },
  nouns: { ...benefitNouns, ...packageNouns, ...paidForNouns },
  schedules: [
    settleSchedule,
    deliverSchedule,
    overdueSchedule,
    bulkSchedule,
    retireSchedule,
    watchSchedule,
    lateSchedule,
    eraseSchedule,
    unmarkedSchedule,
    cyclesSchedule,
    cardNoticesSchedule,
  ],
  events: [overdueEvent, watchedEvent, lateEvent],
  errorTypes: [priceChanged, paymentMismatch, paidForBenefit],
  undoings: [paidForUndoing],
};
