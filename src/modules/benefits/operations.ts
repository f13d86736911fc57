import type { Instant } from '../../kernel/clock.js';
import type { Wish } from '../../kernel/effect.js';
import { derivedId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { queueActivity } from '../../kernel/unit-of-work.js';
import { refundPoints } from './exchange/refund.js';
import type { GrantSource } from './grants.js';
import { refundPackages } from './packages/refund.js';
import { PAYMENT_ASKS } from './purchases/asks.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

export const HOLD_MINUTES = 15;
export const HOLD_MINUTES_MAX = 30 * 24 * 60;
const MINUTE_MS = 60_000;

interface Whose {
  readonly memberId: string;
  readonly brandId: string;
}

/** Gives a member a benefit by hand. Refuses UNKNOWN_BENEFIT, BENEFIT_NOT_LIVE, NOT_ELIGIBLE, LIMIT_REACHED, OUT_OF_STOCK. Answers the activity; the grant has its ULID (`grantOf`). */
export function issue(
  session: WriteSession,
  { benefit, reason, source = 'hand', ...whose }: Whose & { readonly benefit: string; readonly reason: string; readonly source?: GrantSource }, // prettier-ignore
): string {
  return recordAndAsk(session, 'benefit.given', whose, { benefit, source, reason: checkedReason(reason) });
}

/** A member takes a benefit by itself, or what the code opens that it has entered. Refuses as `issue` does, NOT_CLAIMABLE, CODE_NEEDED, CODE_TAKEN. */
export function claim(
  session: WriteSession,
  { benefit, code, ...whose }: Whose & { readonly benefit: string; readonly code?: string },
): string {
  return recordAndAsk(session, 'benefit.claimed', whose, {
    benefit,
    ...(code === undefined ? {} : { code }),
    source: 'claim',
    isClaimed: true,
    reason: 'claim',
  });
}

/** A member takes what was issued to it. Refuses GRANT_EXPIRED, GRANT_ENDED, GRANT_HELD. */
export function take(session: WriteSession, { grantId, ...whose }: Whose & { readonly grantId: string }): string {
  return recordAndAsk(session, 'benefit.claimed', whose, { grantId, reason: 'claim' });
}

export interface Using extends Whose {
  readonly grantId: string;
  /** The hold it is redeemed from. */
  readonly redemptionId?: string | null;
  /** Of money that is used bit by bit, in minor units; all that is left when nothing is said. */
  readonly amountMinor?: number | null;
  readonly orderId?: string | null;
  readonly storeId?: string | null;
}

/** Reserves a use for a payment that is under way. Refuses GRANT_EXPIRED, GRANT_ENDED, GRANT_HELD, GRANT_NOT_YET, VALUE_EXCEEDED. The redemption has the activity's ULID (`redemptionOf`). */
export function hold(session: WriteSession, { memberId, brandId, ...use }: Using & { readonly expiresAt: Instant }): string {
  return recordAndAsk(session, 'benefit.held', { memberId, brandId }, { ...said(use), reason: 'held' });
} // prettier-ignore

/** Uses a grant, from a hold or at once. Refuses as `hold` does, HOLD_ENDED, REDEEM_EXCEEDS_HOLD, and GRANT_KEPT for what a parcel or a booking holds. */
export function redeem(session: WriteSession, { memberId, brandId, ...use }: Using): string {
  return recordAndAsk(session, 'benefit.used', { memberId, brandId }, { ...said(use), reason: 'used' });
}

/** The purchase that has made a use of what was held for its order already; null where there is nothing to answer but what redeeming says. */
export async function multipliedBy({ sql }: WriteSession, { redemptionId, orderId }: Using): Promise<string | null> {
  const text = "SELECT orderId, multipliedId FROM redemptions WHERE id = ? AND status = 'redeemed' AND multipliedId IS NOT NULL";
  const [made] = await sql.rows<{ orderId: string | null; multipliedId: string }>(text, [redemptionId ?? '']);
  return made && (orderId ?? made.orderId) === made.orderId ? made.multipliedId : null;
} // prettier-ignore

/** Lets go of a hold. Refuses HOLD_ENDED, and GRANT_KEPT for what a parcel or a booking holds. */
export function release(session: WriteSession, { memberId, brandId, grantId, redemptionId }: Using): string {
  return recordAndAsk(session, 'benefit.released', { memberId, brandId }, said({ grantId, redemptionId, reason: 'released' })); // prettier-ignore
}

/** Takes a use back: the grant is there again. Refuses NOT_REDEEMED, SENT_NOT_USED for what was shipped, and USE_MULTIPLIED for what goes with its order. */
export function reverse(session: WriteSession, { memberId, brandId, grantId, redemptionId, reason }: Using & { readonly reason: string }): string {
  return recordAndAsk(session, 'benefit.reversed', { memberId, brandId }, said({ grantId, redemptionId, reason: checkedReason(reason) })); // prettier-ignore
} // prettier-ignore

/** Takes a grant back that was not used yet; what was paid for it in points goes back, once: for a package that is gone with the last of its parts. Refuses GRANT_ENDED, GRANT_IN_USE. */
export async function revoke(session: WriteSession, { memberId, brandId, grantId, reason }: Whose & { readonly grantId: string; readonly reason: string }): Promise<string> {
  const id = recordAndAsk(session, 'benefit.revoked', { memberId, brandId }, { grantId, reason: checkedReason(reason) });
  await refundPoints(session, { memberId, brandId, grantId, reason });
  await refundPackages(session, [{ memberId, brandId, grantId, reason }]);
  return id;
} // prettier-ignore

/** The grant that recording `benefit.given`, `benefit.claimed` or `benefit.exchanged` makes. */
export function grantOf(activityId: string): string {
  return derivedId(activityId, 1, 'grt');
}

/** The redemption that recording `benefit.held` makes, and `benefit.used` without a hold. */
export function redemptionOf(activityId: string): string {
  return derivedId(activityId, 1, 'rdm');
}

/** When a hold made now ends. Refuses INVALID_HOLD_TIME beyond 1 to 43,200 minutes. */
export function holdUntil(now: Instant, minutes: number): Instant {
  const isPossible = Number.isInteger(minutes) && minutes >= 1 && minutes <= HOLD_MINUTES_MAX;
  if (!isPossible) refuse('INVALID_HOLD_TIME', { max: HOLD_MINUTES_MAX }, ['minutes']);
  return now + minutes * MINUTE_MS;
}

/** What recording an activity of these types asks for. */
export const ASKS: Readonly<Record<string, (payload: JsonObject) => readonly Wish[]>> = {
  'benefit.given': (payload) => [wish('benefit.issue', payload)],
  'benefit.claimed': (payload) => [wish('grantId' in payload ? 'benefit.claim' : 'benefit.issue', payload)],
  'benefit.held': (payload) => [wish('benefit.hold', payload)],
  'benefit.used': (payload) => [wish('benefit.redeem', payload)],
  'benefit.released': (payload) => [wish('benefit.release', payload)],
  'benefit.reversed': (payload) => [wish('benefit.reverse', { ...payload, isTold: true })],
  'benefit.exchanged': ({ wallet, points, ...payload }) => [
    wish('benefit.issue', { ...payload, paid: { wallet, points } as JsonObject }), // the first that follows, by which its id is known
    wish('points.spend', { wallet: wallet as string, amount: points as number, reason: payload['reason'] as string }),
  ],
  'obligation.settled': ({ grantId, benefit, how, ...payload }) => {
    if (how === 'deliver') return [wish('benefit.deliver', { ...payload, grantId: grantId as string })];
    const ends = wish('benefit.revoke', { ...payload, grantId: grantId as string, isTold: true, isSettled: how === 'instead' }); // prettier-ignore
    return how === 'instead' ? [wish('benefit.issue', { ...payload, benefit: benefit as string }), ends] : [ends];
  },
  'fulfilment.addressed': (payload) => [wish('benefit.hold', payload)],
  'fulfilment.shipped': (payload) => ('redemptionId' in payload ? [wish('benefit.redeem', payload)] : []),
  'service.booked': (payload) => [wish('benefit.hold', payload)],
  'service.cancelled': (payload) => [wish('benefit.release', { ...payload, isAhead: true })],
  'service.attended': (payload) => [wish('benefit.redeem', { ...payload, isAhead: true })],
  'service.missed': (payload) => [wish('benefit.redeem', { ...payload, isAhead: true })],
  'fulfilment.cancelled': ({ undo, ...payload }) => {
    const ends = wish('benefit.revoke', { ...payload, isTold: true });
    return typeof undo === 'string'
      ? [wish(`benefit.${undo}`, { ...payload, isTold: true, isAhead: true }), ends]
      : [ends];
  },
  'package.given': (payload) => [wish('benefit.package', payload)],
  'package.exchanged': ({ wallet, points, ...payload }) => [
    wish('benefit.package', { ...payload, paid: { wallet, points } as JsonObject }),
    wish('points.spend', { wallet: wallet as string, amount: points as number, reason: payload['reason'] as string }),
  ],
  'package.revoked': (payload) => [wish('benefit.unpack', { ...payload, isTold: true })],
  'benefit.revoked': (payload) => [wish('benefit.revoke', { ...payload, isTold: true })],
  ...PAYMENT_ASKS,
};

/** Records what somebody did and asks for what it means, which happens or is refused unless it says that it need not happen. */
export function recordAndAsk(
  session: WriteSession,
  type: string,
  whose: Whose & { readonly amountMinor?: number },
  payload: JsonObject,
): string {
  return ask(session, session.record({ type, ...whose, payload }), type, payload);
}

/** The same for a line of a list: what is refused is found in the results of the drain, and keeps nothing else out. */
export function recordLine(session: WriteSession, type: string, { memberId, brandId }: Whose, payload: JsonObject): string {
  return ask(session, queueActivity(session, { type, memberId, brandId, payload }, { inputHash: null, isLine: true }), type, payload);
} // prettier-ignore

function ask(session: WriteSession, cause: string, type: string, payload: JsonObject): string {
  for (const each of ASKS[type]?.(payload) ?? []) session.grant(each, { cause, isRequired: each.isRequired ?? true });
  return cause;
}

function wish(kind: string, { reason, ...intent }: JsonObject): Wish {
  return { kind, reason: reason as string, intent };
}

function said(facts: Readonly<Record<string, string | number | null | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null)) as JsonObject;
}

/** Refuses REASON_MISSING, and INVALID_INPUT beyond 120 characters. */
export function checkedReason(reason: string): string {
  if (reason.trim() === '') refuse('REASON_MISSING', {}, ['reason']);
  if (reason.length > 120) refuseInput(reasons.reasonTooLong, ['reason']);
  return reason;
}
