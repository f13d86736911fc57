/** Benefits: what a member may get, what it was promised, and how it used that. */
export { Benefit, BenefitUnit, Grant, Obligation, Redemption } from './benefits.entity.js';
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
export { BOOKING_STATUSES } from './slots/booking-acts.js';
export { servedBy as bookingsServedBy } from './slots/booking-rows.js';
export { ServiceBooking, ServiceSlot } from './slots/slots.entity.js';
export { exchange } from './exchange/exchange.js';
export { requireNothingOwed } from './obligations/owed.js';
export { assignObligation, settleObligation } from './obligations/settle.js';
export { offeredOf } from './compile.js';
export { storedBenefits } from './benefits.section.js';
export type { StoredBenefit } from './benefits.section.js';
export { KINDS, LEVELS, STATUSES } from './terms.js';
export type { BenefitEntry } from './terms.js';
export { stockLeft } from './stock.js';
