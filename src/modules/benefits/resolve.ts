import type { Instant } from '../../kernel/clock.js';
import type { Effect } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { Resolved, State } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import type { BenefitsPart } from './compile.js';
import type { Promised, Use } from './grants.js';
import { isHolding, isKept, moneyLeft, promiseEnd, statusAt, withUse } from './grants.js';
import { sendingOf } from './fulfilment/sending.js';
import { expiryOf, issued } from './issue.js';
import { purchaseOf } from './purchases/purchase.js';
import type { Purchase, PurchaseStatus } from './purchases/purchase.js';
import { buy, lapse as lapsePurchase, release as releasePurchase, reserve } from './purchases/resolve.js';
import type { Intent, Settled } from './settled.js';
import { declined, fact, settled } from './settled.js';
import { sliceIn } from './slice.js';
import { whyNotHere, whyNotUsable } from './usable.js';

type Resolver<I> = (part: BenefitsPart, state: State, effect: Effect<I>) => Resolved;

/** How each kind of effect turns out, given where the member stands. */
export const RESOLVERS: Readonly<Record<string, Resolver<never>>> = {
  'benefit.issue': issued,
  'benefit.deliver': deliver,
  'benefit.claim': claim,
  'benefit.hold': hold,
  'benefit.redeem': redeem,
  'benefit.release': release,
  'benefit.reverse': reverse,
  'benefit.lapse': lapse,
  'benefit.expire': expire,
  'benefit.revoke': revoke,
  'benefit.buy': buy,
  'purchase.reserve': reserve,
  'purchase.release': releasePurchase,
  'purchase.lapse': lapsePurchase,
};

/** What is owed is there at last, and lives from now on; it still cannot be where there is no unit of it. */
function deliver(part: BenefitsPart, state: State, effect: Effect<Intent['ofGrant']>): Resolved {
  const grant = grantOf(state, effect.intent.grantId);
  if (grant.over !== 'owed') return declined(effect, 'GRANT_NOT_OWED');
  const slice = sliceIn(state);
  if ((slice.stock.get(grant.benefit) ?? 1) <= 0) return declined(effect, 'OUT_OF_STOCK', { benefit: grant.benefit });
  const offered = part.benefits.get(grant.benefit);
  const usableFrom = Math.max(effect.at, grant.usableFrom);
  const own = offered ? expiryOf(part, offered, usableFrom) : grant.expiresAt;
  const until = promiseEnd(grant);
  const expiresAt = until === null ? own : Math.min(until, own ?? Infinity);
  if (expiresAt !== null && expiresAt <= effect.at) return declined(effect, 'BENEFIT_NOT_LIVE', { benefit: grant.benefit, status: 'over' }); // prettier-ignore
  const there = { ...grant, over: null, usableFrom, expiresAt };
  const takesUnit = offered?.stock.kind !== 'unlimited';
  const purchase = purchaseAfter(state, grant, 'paid', effect.at);
  const sends = sendingOf(part, grant.benefit);
  return settled(
    effect,
    { grant: there, takesUnit, closes: 'settled', sends, ...purchase },
    fact('benefit.issued', there),
  );
}

function claim(_part: BenefitsPart, state: State, effect: Effect<Intent['ofGrant']>): Resolved {
  const grant = usable(state, effect);
  if ('skipped' in grant) return grant;
  if (grant.claimedAt !== null) return { skipped: 'it was claimed before' };
  return settled(effect, { grant: { ...grant, claimedAt: effect.at } });
}

function hold(part: BenefitsPart, state: State, effect: Effect<Intent['use']>): Resolved {
  const use = useOf(part, state, effect, 'held');
  return 'skipped' in use ? use : used(state, effect, use);
}

function redeem(part: BenefitsPart, state: State, effect: Effect<Intent['use']>): Resolved {
  const { redemptionId } = effect.intent;
  if (redemptionId == null) {
    const use = useOf(part, state, effect, 'redeemed');
    return 'skipped' in use ? use : used(state, effect, use);
  }
  const held = useNamed(state, effect.intent.grantId, redemptionId);
  if (isElsewhere(held, effect)) return declined(effect, 'GRANT_KEPT');
  if (!isHolding(held, effect.at)) return declined(effect, 'HOLD_ENDED', { status: held.status === 'held' ? 'expired' : held.status }); // prettier-ignore
  const amountMinor = held.amountMinor === null ? null : (effect.intent.amountMinor ?? held.amountMinor);
  if ((amountMinor ?? 0) > (held.amountMinor ?? 0)) return declined(effect, 'REDEEM_EXCEEDS_HOLD', { held: held.amountMinor ?? 0 }); // prettier-ignore
  const { orderId, storeId } = effect.intent;
  const use: Use = { ...held, status: 'redeemed', amountMinor, orderId: orderId ?? held.orderId, storeId: storeId ?? held.storeId, causeId: effect.causeId, redeemedAt: effect.at, expiresAt: null }; // prettier-ignore
  return effect.intent.isUnmarked ? unmarked(state, effect, use) : used(state, effect, use);
}

/** It happened at the brand that keeps the place, whoever finds out that nobody marked it. */
function unmarked(state: State, effect: Effect, use: Use): Resolved {
  const grant = withUse(grantOf(state, use.grantId), use, effect.at);
  const tells = fact('service.attended', grant, { redemptionId: use.id, isAssumed: true });
  return settled(effect, { grant, use }, { ...tells, brandId: use.brandId });
}

function release(_part: BenefitsPart, state: State, effect: Effect<Intent['ofUse']>): Resolved {
  const held = useNamed(state, effect.intent.grantId, effect.intent.redemptionId);
  if (held.status !== 'held') return declined(effect, 'HOLD_ENDED', { status: held.status });
  if (isElsewhere(held, effect)) return declined(effect, 'GRANT_KEPT');
  const after = { ...held, status: 'released', endedAt: effect.at } as const;
  return effect.intent.endsBooking ? unbooked(state, effect, after) : used(state, effect, after);
}

/** The time that was booked with a use is cancelled with it, which nobody has told of yet. */
function unbooked(state: State, effect: Effect, use: Use): Resolved {
  const grant = withUse(grantOf(state, use.grantId), use, effect.at);
  const startsAt = new Date(sliceIn(state).bookings.get(use.id) ?? 0).toISOString();
  const tells = fact('service.cancelled', grant, { redemptionId: use.id, startsAt, reason: 'cancelled' });
  return settled(effect, { grant, use, endsBooking: true }, { ...tells, brandId: use.brandId });
}

/** It is held for a parcel or a booking, which alone ends it: a till that did would leave that with nothing to give. */
function isElsewhere(held: Use, { intent }: Effect<Pick<Intent['ofUse'], 'isAhead'>>): boolean {
  return isKept(held) && !intent.isAhead;
}

/** A hold nobody came back for. */
function lapse(_part: BenefitsPart, state: State, effect: Effect<Intent['ofUse']>): Resolved {
  const held = useNamed(state, effect.intent.grantId, effect.intent.redemptionId);
  if (held.status !== 'held' || isHolding(held, effect.at)) return { skipped: 'it does not run out now' };
  return used(state, effect, { ...held, status: 'expired', endedAt: effect.at }, 'benefit.released');
}

/**
 * What was used is there again; where it has died meanwhile, it stays dead. What was shipped comes back as a parcel, and what
 * has multiplied the points of an order with that.
 */
function reverse(part: BenefitsPart, state: State, effect: Effect<Intent['ofUse']>): Resolved {
  const made = useNamed(state, effect.intent.grantId, effect.intent.redemptionId);
  if (made.status !== 'redeemed') return declined(effect, 'NOT_REDEEMED', { status: made.status });
  if (made.multipliedId !== null && !effect.intent.isRefunded) return declined(effect, 'USE_MULTIPLIED');
  if (sendingOf(part, made.benefit) && !effect.intent.isAhead) return declined(effect, 'SENT_NOT_USED');
  return used(state, effect, { ...made, status: 'reversed', endedAt: effect.at }, effect.intent.isTold ? undefined : 'benefit.reversed'); // prettier-ignore
}

function expire(part: BenefitsPart, state: State, effect: Effect<Intent['ofGrant']>): Resolved {
  const grant = grantOf(state, effect.intent.grantId);
  if ((promiseEnd(grant) ?? Infinity) <= effect.at) return promiseEnded(effect, grant);
  if (grant.over !== null || statusAt(grant, effect.at) !== 'expired') return { skipped: 'it does not expire now' };
  const over = { ...grant, over: 'expired', endedAt: effect.at } as const;
  const stopsSending = sendingOf(part, grant.benefit);
  return settled(effect, { grant: over, givesUnitBack: givesBack(part, grant), stopsSending }, fact('benefit.expired', over)); // prettier-ignore
}

/** The stretch it was good for has passed, and there never was one: the next stretch brings its own. */
function promiseEnded(effect: Effect, grant: Promised): Resolved {
  const over = { ...grant, over: 'expired', endedAt: effect.at } as const;
  return settled(effect, { grant: over, closes: 'cancelled' }, fact('benefit.expired', over));
}

/**
 * Takes back what was not used yet. Of what was bought nobody says by that alone that money was given back: its brand does,
 * also when the grant is gone. It owes that unless it was lost, or something else is given instead.
 */
function revoke(part: BenefitsPart, state: State, effect: Effect<Intent['ofGrant']>): Resolved {
  const grant = grantOf(state, effect.intent.grantId);
  const { isSettled = false, isLost = false, isPaidBack = false } = effect.intent;
  if (isPaidBack && grant.over === 'revoked') return settled(effect, { grant, ...purchaseAfter(state, grant, 'refunded', effect.at) }); // prettier-ignore
  if (grant.over !== null && grant.over !== 'owed') return declined(effect, 'GRANT_ENDED', { status: grant.over });
  const isTouched = grant.uses.some((use) => use.status === 'redeemed' || isHolding(use, effect.at));
  if (isTouched && effect.isRequired) return declined(effect, 'GRANT_IN_USE');
  if (isTouched) return { skipped: 'it is in use' };
  const over = { ...grant, over: 'revoked', endedAt: effect.at } as const;
  const tells = effect.intent.isTold ? undefined : fact('benefit.revoked', over);
  const purchase = purchaseAfter(state, grant, isPaidBack ? 'refunded' : isSettled || isLost ? 'paid' : 'refund-due', effect.at); // prettier-ignore
  if (grant.over === 'owed') return settled(effect, { grant: over, closes: isSettled ? 'settled' : 'cancelled', ...purchase }, tells); // prettier-ignore
  const givesUnitBack = givesBack(part, grant) && !isLost;
  return settled(
    effect,
    { grant: over, givesUnitBack, stopsSending: sendingOf(part, grant.benefit), ...purchase },
    tells,
  );
}

/** How the purchase stands after something became of what was bought; nothing where it was not bought. */
function purchaseAfter(state: State, { id }: Promised, status: PurchaseStatus, at: Instant): Pick<Settled, 'purchase'> {
  const bought = sliceIn(state).purchases.get(purchaseOf(id));
  const after = (before: Purchase): Purchase => ({ ...before, status, endedAt: status === 'refunded' ? at : null });
  return bought ? { purchase: after(bought) } : {};
}

/** Printed codes were shown to somebody: nobody else gets them. */
export function givesBack(part: BenefitsPart, grant: Promised): boolean {
  return (
    part.benefits.get(grant.benefit)?.stock.kind === 'counted' &&
    grant.uses.every(({ status }) => status !== 'redeemed')
  );
}

function used(state: State, effect: Effect, use: Use, tells?: string): Resolved {
  const grant = withUse(grantOf(state, use.grantId), use, effect.at);
  return settled(effect, { grant, use }, tells ? fact(tells, grant, { redemptionId: use.id }) : undefined);
}

/** A new use, if the grant has one left and is good where and when it is to be used. */
function useOf(part: BenefitsPart, state: State, effect: Effect<Intent['use']>, status: 'held' | 'redeemed'): Use | { readonly skipped: string } {
  const grant = usable(state, effect, effect.intent.isAhead);
  if ('skipped' in grant) return grant;
  const { intent, at, brandId } = effect;
  const why = intent.isAhead ? undefined : whyNotHere(part, grant, { brandId, storeId: intent.storeId ?? null }, at);
  if (why) return declined(effect, why.code, why.details);
  const use = newUse(grant, effect);
  const amountMinor = amountIn(grant, effect);
  return status === 'redeemed' ? { ...use, amountMinor } : { ...use, amountMinor, status, expiresAt: intent.expiresAt ?? null, redeemedAt: null };
} // prettier-ignore

/** A use of a grant that is made now. */
export function newUse(grant: Promised, { id, causeId, brandId, at, intent }: Effect<Pick<Intent['use'], 'orderId' | 'storeId'>>): Use {
  return {
    id: sibling(id, 'rdm'),
    grantId: grant.id,
    benefit: grant.benefit,
    status: 'redeemed',
    amountMinor: null,
    orderId: intent.orderId ?? null,
    brandId,
    storeId: intent.storeId ?? null,
    causeId,
    heldAt: at,
    expiresAt: null,
    redeemedAt: at,
    endedAt: null,
    multipliedId: null,
  };
} // prettier-ignore

function amountIn(grant: Promised, { intent, at }: Effect<Intent['use']>): number | null {
  const left = moneyLeft(grant, at);
  if (left === null) return null;
  const amount = intent.amountMinor ?? left;
  if (amount > left || amount < 1) refuse('VALUE_EXCEEDED', { left }, ['amountMinor']);
  return amount;
}

/** The grant, if it can be used at the instant of the effect, or later where it is spoken for until then. */
function usable(
  state: State,
  effect: Effect<Intent['ofGrant']>,
  isLater = false,
): Promised | { readonly skipped: string } {
  const grant = grantOf(state, effect.intent.grantId);
  const why = whyNotUsable(grant, effect.at);
  const isInTime = isLater && why?.code === 'GRANT_NOT_YET';
  return why && !isInTime ? declined(effect, why.code, why.details) : grant;
}

function grantOf(state: State, grantId: string): Promised {
  return sliceIn(state).grants.get(grantId) ?? refuse('NOT_FOUND', { what: 'grant' }, ['grantId']);
}

function useNamed(state: State, grantId: string, redemptionId: string): Use {
  const use = grantOf(state, grantId).uses.find(({ id }) => id === redemptionId);
  return use ?? refuse('NOT_FOUND', { what: 'redemption' }, ['redemptionId']);
}
