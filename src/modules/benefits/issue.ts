import { addDays, DAY_MS, dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Effect } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { Resolved, State } from '../../kernel/participant.js';
import type { RefusalDetails } from '../../kernel/refusal.js';
import type { BenefitsPart, Offered } from './compile.js';
import { sendingOf } from './fulfilment/sending.js';
import type { GrantSource, Promised } from './grants.js';
import { roomUnder } from './limits.js';
import { priceTold } from './price.js';
import type { Intent, Obliged } from './settled.js';
import { declined, fact, settled } from './settled.js';
import { sliceIn } from './slice.js';
import type { Fallback } from './terms.js';

/** Why somebody cannot have a benefit. */
export interface Refused {
  readonly code: string;
  readonly details: RefusalDetails;
}

/** A benefit for a member; where there is none left, the first of its alternatives that works. */
export function issued(part: BenefitsPart, state: State, effect: Effect<Intent['issue']>): Resolved {
  const { grantId } = effect.intent;
  if (grantId !== undefined && sliceIn(state).grants.has(grantId)) return { skipped: 'it was given before' };
  const wanted = part.benefits.get(effect.intent.benefit);
  if (!wanted) return declined(effect, 'UNKNOWN_BENEFIT', { benefit: effect.intent.benefit });
  if (isOtherPrice(wanted, effect.intent)) return declined(effect, 'PRICE_CHANGED', priceTold(wanted));
  const isShown = effect.intent.code !== undefined;
  const isPromised = effect.intent.within?.isPromised ?? false;
  const why = whyNot(part, state, wanted, effect.at, { isCodeShown: isShown, isPromised });
  if (!why) return given(part, effect, wanted, effect.intent.instead ?? null);
  if (why.code === 'OUT_OF_STOCK' && isShown) return declined(effect, 'CODE_TAKEN');
  if (why.code !== 'OUT_OF_STOCK') return declined(effect, why.code, why.details);
  return instead(part, state, effect, wanted) ?? declined(effect, why.code, why.details);
}

function isOtherPrice({ price }: Offered, { paid }: Intent['issue']): boolean {
  return paid !== undefined && (price?.points !== paid.points || price.wallet !== paid.wallet);
}

/** Why a member cannot have a benefit now, or undefined when it can. Stock counts only where it is known to be gone. */
export function whyNot(
  part: BenefitsPart,
  state: State,
  benefit: Offered,
  at: Instant,
  { isCodeShown = false, isPromised = false }: { readonly isCodeShown?: boolean; readonly isPromised?: boolean } = {},
): Refused | undefined {
  const { code, status, eligibility, limits, stock } = benefit;
  const isOpen = status === 'live' || status === 'watch' || (isPromised && status === 'retiring');
  if (!isOpen) return { code: 'BENEFIT_NOT_LIVE', details: { benefit: code, status } };
  if (benefit.isStanding) return { code: 'BENEFIT_STANDING', details: { benefit: code } };
  if (stock.kind === 'pool' && stock.isPrinted && !isCodeShown)
    return { code: 'CODE_NEEDED', details: { benefit: code } };
  const end = endOf(benefit);
  if (end !== null && end <= at) return { code: 'BENEFIT_NOT_LIVE', details: { benefit: code, status: 'over' } };
  const scope = { state, activity: undefined, now: at, zone: part.zone };
  if (eligibility && !eligibility.holds(scope)) {
    return { code: 'NOT_ELIGIBLE', details: { benefit: code, unmet: eligibility.firstUnmet(scope)?.text ?? eligibility.source } }; // prettier-ignore
  }
  const slice = sliceIn(state);
  const own = roomUnder(limits, slice.issuedAts.get(code) ?? [], at, part.zone);
  const known = slice.rooms.get(code);
  const room = known && known.left < own.left ? known : own;
  if (room.left <= 0) {
    const { resetsAt } = room;
    return { code: 'LIMIT_REACHED', details: { benefit: code, resetsAt } };
  }
  if ((slice.stock.get(code) ?? 1) <= 0) return { code: 'OUT_OF_STOCK', details: { benefit: code } };
}

function instead(part: BenefitsPart, state: State, effect: Effect<Intent['issue']>, wanted: Offered): Resolved | undefined {
  for (const step of wanted.otherwise) {
    const outcome = alternative(part, state, effect, wanted, step);
    if (outcome) return outcome;
  }
} // prettier-ignore

function alternative(
  part: BenefitsPart,
  state: State,
  effect: Effect<Intent['issue']>,
  wanted: Offered,
  step: Fallback,
): Resolved | undefined {
  if (step.kind === 'wait') return owed(part, effect, wanted, { kind: 'wait', dueAt: effect.at + step.days * DAY_MS });
  if (step.kind === 'pre-sale') {
    const dueAt = dayOfSale(part, step, effect.at);
    const isInTime = dueAt !== null && dueAt < endOfStretch(effect); // nobody is promised what is over by then
    return isInTime ? owed(part, effect, wanted, { kind: 'pre-sale', dueAt }) : undefined;
  }
  const other = part.benefits.get(step.benefit);
  if (!other) return undefined;
  const why = whyNot(part, state, other, effect.at);
  if (!why) return given(part, effect, other, wanted.code);
  return why.code === 'OUT_OF_STOCK' ? instead(part, state, effect, other) : undefined;
}

/** From when on something is given that is promised for a day; null for anything else, and once that day has come. */
export function dayOfSale({ zone }: BenefitsPart, step: Fallback, at: Instant): Instant | null {
  const dueAt = step.kind === 'pre-sale' ? startOfDay(step.on, zone) : 0;
  return dueAt > at ? dueAt : null;
}

/** From when on something is given that may be paid for before it is there. */
export function presaleOf(part: BenefitsPart, { otherwise }: Offered, at: Instant): Instant | null {
  return otherwise.map((step) => dayOfSale(part, step, at)).find((dueAt) => dueAt !== null) ?? null;
}

function given(part: BenefitsPart, effect: Effect<Intent['issue']>, benefit: Offered, standsFor: string | null): Resolved {
  const grant = grantOf(part, effect, benefit, standsFor);
  const takesUnit = benefit.stock.kind !== 'unlimited';
  return settled(effect, { grant, takesUnit, sends: sendingOf(part, benefit.code) }, fact('benefit.issued', grant));
} // prettier-ignore

/** A part of a package is owed as long as the stretch it is good for lasts, and no longer: that is its end. */
function owed(part: BenefitsPart, effect: Effect<Intent['issue']>, benefit: Offered, { kind, dueAt: by }: Obliged): Resolved {
  const { within } = effect.intent;
  const usual = grantOf(part, effect, benefit, null);
  const grant: Promised = { ...usual, over: 'owed', expiresAt: within ? (within.until ?? null) : usual.expiresAt };
  const dueAt = Math.min(by, endOfStretch(effect));
  return settled(effect, { grant, owed: { kind, dueAt } }, fact('benefit.owed', grant, { kind, dueAt }));
} // prettier-ignore

function endOfStretch({ intent: { within } }: Effect<Intent['issue']>): Instant {
  return within?.until ?? Infinity;
}

export function grantOf(part: BenefitsPart, effect: Effect<Intent['issue']>, benefit: Offered, standsFor: string | null): Promised {
  const { source = 'rule', isClaimed = false, orderId = null, within } = effect.intent;
  const usableFrom = Math.max(startOf(part, benefit, effect.at), within?.from ?? 0);
  const expiresAt = expiryOf(part, benefit, usableFrom);
  return {
    id: effect.intent.grantId ?? sibling(effect.id, 'grt'),
    benefit: benefit.code,
    over: null,
    code: effect.intent.code ?? null,
    brandId: effect.brandId,
    causeId: effect.causeId,
    source: sourceOf(source, standsFor),
    orderId,
    reason: effect.reason.slice(0, 120),
    instead: standsFor,
    packageIssueId: within?.packageIssueId ?? null,
    usesMax: benefit.usesMax,
    valueMinor: benefit.isPartial ? (benefit.face.amountMinor ?? null) : null,
    issuedAt: effect.at,
    claimedAt: isClaimed ? effect.at : null,
    usableFrom,
    expiresAt: within?.until == null ? expiresAt : Math.min(within.until, expiresAt ?? Infinity),
    endedAt: null,
    uses: [],
  };
} // prettier-ignore

function sourceOf(source: GrantSource, standsFor: string | null): GrantSource {
  return standsFor === null ? source : 'compensation';
}

function startOf({ zone }: BenefitsPart, { face, validity }: Offered, at: Instant): Instant {
  const from = validity.kind === 'fixed' && validity.from !== null ? Math.max(at, Date.parse(validity.from)) : at;
  return face.startsNextDay ? Math.max(from, startOfDay(addDays(dayOf(at, zone), 1), zone)) : from;
}

/** A validity of N days ends with the last of them, in the zone of the program; the day it may first be used counts. */
export function expiryOf({ zone }: BenefitsPart, { validity }: Offered, usableFrom: Instant): Instant | null {
  if (validity.kind === 'ever') return null;
  if (validity.kind === 'fixed') return Date.parse(validity.until);
  return startOfDay(addDays(dayOf(usableFrom, zone), validity.days), zone);
}

/** When the benefit itself is over. */
export function endOf({ validity }: Offered): Instant | null {
  return validity.kind === 'fixed' ? Date.parse(validity.until) : null;
}
