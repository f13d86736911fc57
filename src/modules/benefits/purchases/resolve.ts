import { DAY_MS } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { Effect } from '../../../kernel/effect.js';
import { configId, derivedId, sibling } from '../../../kernel/id.js';
import type { Resolved, State } from '../../../kernel/participant.js';
import { sliceOf } from '../../../kernel/participant.js';
import { refuse } from '../../../kernel/refusal.js';
import { accountOf, pointsParticipant } from '../../points/index.js';
import type { BenefitsPart, Offered } from '../compile.js';
import { sendingOf } from '../fulfilment/sending.js';
import { endOf, grantOf, presaleOf, whyNot } from '../issue.js';
import { isSamePrice, priceOf, priceTold } from '../price.js';
import type { Intent, Missing, Obliged } from '../settled.js';
import { declined, fact, settled } from '../settled.js';
import { sliceIn } from '../slice.js';
import type { Purchase } from './purchase.js';

/** What it came to before there is a grant: the purchase as it is afterwards. */
export interface Reserved {
  readonly purchase: Purchase;
  readonly takesUnit?: boolean;
  readonly givesUnitBack?: boolean;
}

/** Whoever has paid hears within a day, or somebody is alarmed. */
const LATE_DAYS = 1;

/** Kept for a member while it pays; or promised for a day, where it is sold before it is there. Nothing else stands in for it. */
export function reserve(part: BenefitsPart, state: State, effect: Effect<Intent['reserve']>): Resolved {
  const { benefit: code, price, expiresAt } = effect.intent;
  const offered = part.benefits.get(code);
  if (!offered) return declined(effect, 'UNKNOWN_BENEFIT', { benefit: code });
  if (!isSamePrice(priceOf(offered), price)) return declined(effect, 'PRICE_CHANGED', priceTold(offered));
  const why = whyNot(part, state, offered, effect.at);
  const promisedAt = why?.code === 'OUT_OF_STOCK' ? presaleOf(part, offered, effect.at) : null;
  if (why && promisedAt === null) return declined(effect, why.code, why.details);
  const purchase: Purchase = {
    id: sibling(effect.id, 'pur'),
    grantId: sibling(effect.id, 'grt'),
    benefit: code,
    brandId: effect.brandId,
    status: 'open',
    ...price,
    currency: part.currency,
    holdId: price.points > 0 ? derivedId(effect.causeId, 2, 'hld') : null, // the hold is what is asked for next
    openedAt: effect.at,
    reservedAt: effect.at,
    expiresAt,
    paidAt: null,
    endedAt: null,
    paymentId: null,
    causeId: effect.causeId,
    paidCauseId: null,
    promisedAt,
    unitCode: null,
  };
  return reserved(effect, { purchase, takesUnit: promisedAt === null && isCounted(offered) });
}

export function release(_part: BenefitsPart, state: State, effect: Effect<Intent['ofPurchase']>): Resolved {
  const purchase = purchaseNamed(state, effect.intent.purchaseId);
  if (purchase.status !== 'open') return declined(effect, 'PURCHASE_ENDED', { status: purchase.status });
  return reserved(effect, { purchase: { ...purchase, status: 'released', endedAt: effect.at }, givesUnitBack: true });
}

/** Nobody paid in time. */
export function lapse(_part: BenefitsPart, state: State, effect: Effect<Intent['ofPurchase']>): Resolved {
  const purchase = purchaseNamed(state, effect.intent.purchaseId);
  const { id, benefit, status, expiresAt } = purchase;
  if (status !== 'open' || expiresAt > effect.at) return { skipped: 'it does not run out now' };
  const payload = { purchaseId: id, benefit, status: 'expired' };
  return {
    ...reserved(effect, { purchase: { ...purchase, status: 'expired', endedAt: effect.at }, givesUnitBack: true }),
    fact: { type: 'payment.released', subjectId: configId('bnf', benefit), payload },
  };
}

/** It is paid: the member has it, or is owed it where it was not kept any more and cannot be had. */
export function buy(part: BenefitsPart, state: State, effect: Effect<Intent['buy']>): Resolved {
  const before = purchaseNamed(state, effect.intent.purchaseId);
  const { benefit: code, grantId, unitCode } = before;
  const benefit = part.benefits.get(code) ?? refuse('UNKNOWN_BENEFIT', { benefit: code });
  const isKept = before.status === 'open';
  const missing = missingTo(part, state, benefit, before, effect);
  const owed = owedFor(before, missing, effect.at);
  const purchase: Purchase = {
    ...before,
    status: owed?.kind === 'late-payment' ? 'late' : 'paid',
    paidAt: effect.at,
    reservedAt: isKept ? before.reservedAt : effect.at,
    endedAt: null,
    paymentId: effect.intent.paymentId,
    paidCauseId: effect.causeId,
  };
  const of = { benefit: code, grantId, source: 'purchase', isClaimed: true } as const;
  const grant = grantOf(part, { ...effect, intent: of }, benefit, null);
  if (owed) {
    const promised = { ...grant, over: 'owed' } as const;
    return settled(effect, { grant: promised, owed, purchase, givesUnitBack: isKept }, fact('benefit.owed', grant, { ...owed })); // prettier-ignore
  }
  const sends = sendingOf(part, code);
  if (isKept)
    return settled(effect, { grant: { ...grant, code: unitCode }, purchase, sends }, fact('benefit.issued', grant));
  return settled(effect, { grant, purchase, takesUnit: isCounted(benefit), isCountedAnew: true, sends }, fact('benefit.issued', grant)); // prettier-ignore
}

/** What the member is owed now that it has paid: what was promised for a day, or what should be there and is not. */
function owedFor({ status, promisedAt }: Purchase, missing: Missing | undefined, at: Instant): Obliged | undefined {
  const isPromised = promisedAt !== null && (missing === undefined ? status === 'open' : missing === 'stock' && promisedAt > at); // prettier-ignore
  if (isPromised) return { kind: 'pre-sale', dueAt: promisedAt };
  return missing && { kind: 'late-payment', dueAt: at + LATE_DAYS * DAY_MS, missing };
}

/** Why what was paid for cannot be had at once; undefined where it can. Who may have it was asked when it was reserved. */
function missingTo(part: BenefitsPart, state: State, benefit: Offered, purchase: Purchase, effect: Effect<Intent['buy']>): Missing | undefined {
  const { wallet, points, status } = purchase;
  const available = wallet === null ? 0 : accountOf(sliceOf(state, pointsParticipant), wallet).available;
  const isPaidInPoints = points === 0 || effect.intent.points === 'held' || (effect.intent.points === 'spent' && available >= effect.intent.due);
  if (!isPaidInPoints) return 'points';
  if (isOver(benefit, effect.at)) return 'benefit';
  if (status === 'open') return undefined;
  const why = whyNot(part, state, { ...benefit, eligibility: null }, effect.at);
  if (why === undefined) return undefined;
  return why.code === 'LIMIT_REACHED' ? 'limit' : why.code === 'OUT_OF_STOCK' ? 'stock' : 'benefit';
} // prettier-ignore

/** Its validity is over, or it retires and was honoured until then: what is granted now would be dead at once. */
function isOver(benefit: Offered, at: Instant): boolean {
  const { status, honourUntil } = benefit;
  const isLeaving = status === 'retiring' || status === 'retired';
  const ends = [endOf(benefit), isLeaving && honourUntil !== null ? Date.parse(honourUntil) : null];
  return ends.some((end) => end !== null && end <= at);
}

function isCounted({ stock }: Offered): boolean {
  return stock.kind !== 'unlimited';
}

function reserved(effect: Effect, intent: Reserved): { readonly effect: Effect<Reserved> } {
  return { effect: { ...effect, intent } };
}

function purchaseNamed(state: State, purchaseId: string): Purchase {
  return sliceIn(state).purchases.get(purchaseId) ?? refuse('NOT_FOUND', { what: 'purchase' }, ['purchaseId']);
}
