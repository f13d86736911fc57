/** Benefits: what a member may get, what it was promised, and how it used that. */
export {
  Benefit,
  BenefitPurchase,
  BenefitUnit,
  Grant,
  Obligation,
  Redemption,
  BenefitReview,
} from './benefits.entity.js';
export { benefitsParticipant } from './benefits.participant.js';
export type { BenefitsPart, Offered } from './compile.js';
export { grantOfCode } from './found.js';
export { CODES_MAX, codeLinesOf, generateCodes, importCodes } from './pool.js';
export type { CodeLine, CodeProblem } from './pool.js';
export type { Using } from './operations.js';
export {
  claim,
  grantOf,
  hold,
  holdUntil,
  issue,
  redeem,
  redemptionOf,
  release,
  reverse,
  revoke,
  take,
} from './operations.js';
export { BenefitPackage, PackageIssue } from './packages/packages.entity.js';
export { exchangePackage, issuePackage, packageIssueOf, revokePackage } from './packages/package-operations.js';
export { storedPackages } from './packages/packages.section.js';
export type { StoredPackage } from './packages/packages.section.js';
export { packageWorth } from './packages/worth.js';
export { CYCLE_UNITS, PACKAGE_KINDS, PACKAGE_STATUSES } from './packages/package-terms.js';
export type { PackageEntry } from './packages/package-terms.js';
export { requireHeldBenefits } from './holding.js';
export { factorFor, standingFactorFor } from './multiplying/factor.js';
export type { Factor } from './multiplying/factor.js';
export { useWishes } from './multiplying/multiply.js';
export type { Intent as BenefitIntent } from './settled.js';
export { firstLook } from './stock.js';
export { issueBatch } from './bulk/bulk.js';
export type { Issued } from './bulk/bulk.js';
export { Fulfilment, FulfilmentAddress } from './fulfilment/fulfilment.entity.js';
export { eraseAddresses } from './fulfilment/address.js';
export { FULFILMENT_STATUSES } from './fulfilment/acts.js';
export { importShipments, shipmentsIn } from './fulfilment/ship-file.js';
export { HEADING as SHIP_LIST_HEADING, SHIP_LIST_MAX, shipList } from './fulfilment/ship-list.js';
export type { Place as ShipListPlace } from './fulfilment/ship-list.js';
export { BOOKING_STATUSES, markedFrom } from './slots/booking-acts.js';
export { servedBy as bookingsServedBy } from './slots/booking-rows.js';
export { ServiceBooking, ServiceSlot } from './slots/slots.entity.js';
export { exchange } from './exchange/exchange.js';
export { buy, confirmPayment, purchaseOfActivity, refundPurchase, releasePurchase } from './purchases/operations.js';
export { seenPurchases } from './purchases/found.js';
export { PURCHASE_STATUSES } from './purchases/purchase.js';
export { requireNothingOwed } from './obligations/owed.js';
export { assignObligation, settleObligation } from './obligations/settle.js';
export { offeredOf, packageOf } from './compile.js';
export { unreportedGrants, withGrants } from './unreported.js';
export { handedOut, promisedBy, withIssued, withStock } from './due.js';
export { benefitTypeById } from './benefit-type.js';
export { entitledAndUsed, NEVER_THERE } from './in-use.js';
export type { Stretch } from './in-use.js';
export { USE_PERCENT_MIN } from './watch/verdict.js';
export { storedBenefits } from './benefits.section.js';
export type { StoredBenefit } from './benefits.section.js';
export { KINDS, LEVELS, STATUSES } from './terms.js';
export type { BenefitEntry, BenefitStatus } from './terms.js';
export { stockLeft } from './stock.js';
