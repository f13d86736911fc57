import { money } from '../../../kernel/expression/index.js';
import { derivedId } from '../../../kernel/id.js';
import type { JsonObject } from '../../../kernel/json.js';
import { inEveryLanguage, refuse, refuseInput } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow } from '../../../kernel/unit-of-work.js';
import { canSpend, leftOfHold, takenOfHold } from '../../points/index.js';
import type { Offered } from '../compile.js';
import { refundPoints, refundTaken } from '../exchange/refund.js';
import { replacementsOf } from '../obligations/replaced.js';
import { checkedReason, recordAndAsk } from '../operations.js';
import type { Expected } from '../price.js';
import { isExpected, priceOf, priceTold } from '../price.js';
import type { Purchase } from './purchase.js';
import { statusAt } from './purchase.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

const MINUTE_MS = 60_000;
/** How many purchases a member may have open at once. */
const OPEN_MAX = 10;

interface Whose {
  readonly memberId: string;
  readonly brandId: string;
}

/**
 * Keeps a benefit for a member while it pays: one unit of the stock, room under the limits and the points that are a part
 * of the price, for as many minutes as the benefit says. Refuses NOT_FOR_SALE, PRICE_CHANGED, TOO_MANY_OPEN, INSUFFICIENT_POINTS, and as
 * `issue` does; nothing stands in for what there is none left of. Answers the activity; the purchase has its ULID
 * (`purchaseOfActivity`).
 */
export async function buy(
  session: WriteSession,
  { offered, expected, ...whose }: Whose & { readonly offered: Offered; readonly expected: Expected | null },
): Promise<string> {
  const { code: benefit, priceMinor, holdMinutes } = offered;
  const price = priceOf(offered);
  if (priceMinor === null) refuse('NOT_FOR_SALE', { benefit }, ['benefitId']);
  const isSeen = isExpected(price, expected, session.house.programs.current().currency);
  if (!isSeen) refuse('PRICE_CHANGED', priceTold(offered), ['expectedPrice']);
  await requireFewOpen(session, whose.memberId);
  const { wallet, points } = price;
  const paidIn: JsonObject = wallet === null ? {} : { wallet, points };
  const expiresAt = session.now + holdMinutes * MINUTE_MS;
  return recordAndAsk(session, 'payment.awaited', { ...whose, amountMinor: priceMinor }, { benefit, amountMinor: priceMinor, ...paidIn, expiresAt, reason: 'purchase' }); // prettier-ignore
}

/** Nobody keeps the stock from others without paying. The member is locked: nobody begins another meanwhile. */
async function requireFewOpen({ sql, now }: WriteSession, memberId: string): Promise<void> {
  const text = "SELECT id FROM benefit_purchases WHERE memberId = ? AND status = 'open' AND expiresAt > ?";
  const open = await sql.rows(text, [memberId, now]);
  if (open.length >= OPEN_MAX) refuse('TOO_MANY_OPEN', { max: OPEN_MAX }, ['benefitId']);
}

/** The purchase that recording `payment.awaited` begins. */
export function purchaseOfActivity(activityId: string): string {
  return derivedId(activityId, 1, 'pur');
}

export interface Payment {
  readonly memberId: string;
  readonly purchaseId: string;
  /** The payment as the brand knows it: 1 to 190 characters. */
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** What was written: the activity and the grant; `isRepeat` where this very payment had been reported before. */
export interface Confirmed {
  readonly id: string;
  readonly grantId: string;
  readonly isRepeat: boolean;
}

/**
 * The brand reports that a purchase was paid for: the member has the grant, and the points that were held are spent. What
 * comes when it is not kept any more is granted all the same if it can be had, else it is owed. A payment that was reported
 * before changes nothing. Refuses PAYMENT_MISMATCH for another amount than the price, PAID_BEFORE for another payment of the
 * same purchase, PAYMENT_USED for a payment of another purchase.
 */
export async function confirmPayment(session: WriteSession, payment: Payment): Promise<Confirmed> {
  const { memberId, purchaseId, paymentId, amountMinor, currency } = payment;
  checkPaymentId(paymentId);
  const purchase = await settledPurchase(session, memberId, purchaseId);
  const { grantId, brandId, benefit, paidCauseId } = purchase;
  if (amountMinor !== purchase.amountMinor || currency !== purchase.currency) {
    refuse('PAYMENT_MISMATCH', { price: told(purchase), paid: told(payment), expectedMinor: purchase.amountMinor, expectedCurrency: purchase.currency, reportedMinor: amountMinor, reportedCurrency: currency }, ['amount']); // prettier-ignore
  }
  if (purchase.paymentId === paymentId) return { id: paidCauseId ?? '', grantId, isRepeat: true };
  if (purchase.paymentId !== null) refuse('PAID_BEFORE', { status: purchase.status }, ['externalPaymentId']);
  await requireUnused(session, purchase, paymentId);
  const said = { purchaseId, benefit, paymentId, amountMinor, ...(await pointsOf(session, memberId, purchase)), reason: 'purchase' }; // prettier-ignore
  return { id: recordAndAsk(session, 'payment.confirmed', { memberId, brandId, amountMinor }, said), grantId, isRepeat: false }; // prettier-ignore
}

/** A sum of money in words; one of something that is no currency as it was reported. */
const told = ({ amountMinor, currency }: Pick<Payment, 'amountMinor' | 'currency'>) =>
  inEveryLanguage((locale) => (/^[A-Z]{3}$/.test(currency) ? money(amountMinor, { locale, currency }) : `${amountMinor} ${currency}`)); // prettier-ignore

interface OfPurchase {
  readonly memberId: string;
  readonly purchaseId: string;
}

/** Lets go of what is kept before it was paid for; points of it that were taken by hand go back. Refuses PURCHASE_ENDED. */
export async function releasePurchase(session: WriteSession, { memberId, purchaseId }: OfPurchase): Promise<string> {
  const purchase = await settledPurchase(session, memberId, purchaseId);
  const { brandId, benefit, holdId, status } = purchase;
  if (status !== 'open') refuse('PURCHASE_ENDED', { status }, ['purchaseId']);
  const isHeld = holdId !== null && (await leftOfHold(session, holdId)) > 0;
  const said = { purchaseId, benefit, ...(isHeld ? { holdId } : {}), reason: 'released' };
  const id = recordAndAsk(session, 'payment.released', { memberId, brandId }, said);
  if (holdId !== null) await refundTaken(session, { memberId, brandId, holdId, reason: 'released' });
  return id;
}

/**
 * Writes down that the brand gives the money back: the grant is taken back unless it was before, or what was owed is not owed
 * any more, and the points that were a part of the price go back. Refuses PURCHASE_NOT_PAID, REASON_MISSING, GRANT_IN_USE, GRANT_ENDED.
 */
export async function refundPurchase(
  session: WriteSession,
  { memberId, purchaseId, reason }: OfPurchase & { readonly reason: string },
): Promise<string> {
  const { brandId, benefit, grantId, status, amountMinor } = await settledPurchase(session, memberId, purchaseId);
  if (status !== 'paid' && status !== 'late' && status !== 'refund-due')
    refuse('PURCHASE_NOT_PAID', { status }, ['purchaseId']);
  const instead = await replacementsOf(session, [memberId], [grantId]);
  if (instead.size > 0) refuse('GRANT_ENDED', { status: 'revoked' }, ['purchaseId']); // the money paid for what the member has instead
  const said = { purchaseId, benefit, grantId, amountMinor, reason: checkedReason(reason) };
  const id = recordAndAsk(session, 'payment.refunded', { memberId, brandId, amountMinor }, said);
  await refundPoints(session, { memberId, brandId, grantId, reason });
  return id;
}

/** A purchase of a member that is locked, after what nobody has paid for in time was let go. Refuses NOT_FOUND. */
async function settledPurchase(session: WriteSession, memberId: string, purchaseId: string): Promise<Purchase> {
  const purchase = await storedPurchase(session, memberId, purchaseId);
  if (statusAt(purchase, session.now) === purchase.status) return purchase;
  session.queue.settle.set(memberId, session.now);
  await drainNow(session);
  return storedPurchase(session, memberId, purchaseId);
}

async function storedPurchase({ sql }: WriteSession, memberId: string, purchaseId: string): Promise<Purchase> {
  const [row] = await sql.rows<Purchase>('SELECT * FROM benefit_purchases WHERE id = ? AND memberId = ?', [purchaseId, memberId]); // prettier-ignore
  return row ?? refuse('NOT_FOUND', { what: 'purchase' }, ['purchaseId']);
}

/** One of two spaces at the end is no other payment for one of the databases: there are none. */
function checkPaymentId(paymentId: string): void {
  const isPlain = paymentId.length >= 1 && paymentId.length <= 190 && paymentId.trim() === paymentId;
  if (!isPlain) refuseInput(reasons.paymentIdPlain, ['externalPaymentId']); // prettier-ignore
}

/** Whoever reports it at the same moment fails at the unique key, and finds it here when it tries again. */
async function requireUnused({ sql }: WriteSession, { brandId }: Purchase, paymentId: string): Promise<void> {
  const used = await sql.rows('SELECT id FROM benefit_purchases WHERE brandId = ? AND paymentId = ?', [
    brandId,
    paymentId,
  ]);
  if (used.length > 0) refuse('PAYMENT_USED', {}, ['externalPaymentId']);
}

/**
 * How the points of the price are paid. What the brand took of the hold by hand is paid; the rest comes from the hold while
 * that reserves it, else it is spent anew where it can be spent at all. Then the hold is let go of first, so that what it
 * still reserves counts among what is there, and either all of the rest is taken or none of it.
 */
async function pointsOf(session: WriteSession, memberId: string, { status, holdId, wallet, points }: Purchase): Promise<JsonObject> {
  if (wallet === null || holdId === null) return {};
  const due = points - (await takenOfHold(session, memberId, holdId));
  if (due <= 0) return { isTaken: true };
  const left = status === 'open' ? await leftOfHold(session, holdId) : 0;
  if (left >= due) return { holdId, points: due };
  const letGo: JsonObject = left > 0 ? { letGoId: holdId } : {};
  return canSpend(session.house, wallet) ? { ...letGo, wallet, points: due } : letGo;
} // prettier-ignore
