import { dayOf } from '../../kernel/calendar.js';
import type { Effect } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { Resolved } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import type { Intent, PointsPart, PointsSlice, Settled } from './balances.js';
import { accountOf, packKey, roomUnder, walletOf } from './balances.js';
import type { Hold } from './holds.js';
import { captured, leftIn, released } from './holds.js';
import type { Draw, Lot } from './lots.js';
import { drawFrom, drawToSpend, drawToTakeBack, openIn, opposite, sumOf, together } from './lots.js';
import type { Life, WalletRule } from './wallet-rules.js';
import { lifeOf, POINTS_MAX } from './wallet-rules.js';
import { pointReasons as reasons } from './points.reasons.js';

type Resolver<I> = (part: PointsPart, slice: PointsSlice, effect: Effect<I>) => Resolved;

/** How each kind of effect turns out, given where the member stands: spelled out for the ledger, or why nothing comes of it. */
export const RESOLVERS: Readonly<Record<string, Resolver<never>>> = {
  'points.earn': resolveEarn,
  'points.spend': resolveSpend,
  'points.take-back': resolveTakeBack,
  'points.give-back': resolveGiveBack,
  'points.mature': resolveMature,
  'points.expire': resolveExpire,
  'points.hold': resolveHold,
  'points.capture': resolveCapture,
  'points.release': resolveRelease,
  'points.adjust': resolveAdjust,
  'points.transfer-out': resolveTransferOut,
  'points.transfer-in': resolveTransferIn,
  'points.recover': resolveRecover,
  'points.offset': resolveOffset,
};

function resolveEarn(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['earn']>): Resolved {
  const { wallet, source = 'rule', availableAt, expiresAt } = effect.intent;
  const rule = walletOf(part, wallet);
  const on = dayOf(effect.at, part.zone);
  const room = source === 'rule' ? roomUnder(rule.caps, slice, wallet, effect.causeId, on) : Infinity;
  const amount = Math.min(effect.intent.amount, room);
  if (effect.intent.amount === 0) return { skipped: 'nothing to earn' };
  if (amount === 0) return { skipped: 'the cap of the wallet is reached' };
  if (!isCountable(slice, wallet, amount)) return tooMany(slice, wallet, effect);
  const usual = lifeOf(rule, effect.at, part.zone);
  const life = {
    availableAt: Math.max(effect.at, availableAt ?? usual.availableAt), // nothing can be spent, or die, before it was given
    expiresAt: expiresAt ?? usual.expiresAt,
  };
  if (isStillborn(life)) {
    if (effect.isRequired) refuse('EXPIRES_BEFORE_AVAILABLE', {}, ['expiresAt']);
    return { skipped: 'these points would die before they can be spent' };
  }
  const lot = lotOf(effect, part.zone, { wallet, amount, source, ...life });
  if (!part.isPrepaid(effect.brandId, on)) return settled(effect, { wallet, amount, lot, draws: [], kind: 'earn' });
  const left = slice.packs === null ? Infinity : (slice.packs.get(packKey(effect.brandId, wallet)) ?? 0);
  if (left < amount) {
    if (effect.isRequired) refuse('PACK_EMPTY', { left }, ['amount']);
    return { skipped: 'the brand has too few points left of those it bought ahead' };
  }
  const prepaid = { ...lot, funderId: part.hostBrandId }; // the host was paid for them: now it owes whoever takes them
  return settled(effect, { wallet, amount, lot: prepaid, draws: [], kind: 'earn' });
}

function resolveSpend(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['spend']>): Resolved {
  const { wallet, amount, orderId } = effect.intent;
  const draws = drawAvailable(walletOf(part, wallet), slice, effect, amount);
  if (!draws) return { skipped: 'not enough points' };
  return settled(effect, { wallet, amount: -amount, draws, kind: 'spend', orderId });
}

/** The lots that pay an amount; null where there are not enough. A required effect is refused instead. */
function drawAvailable(
  { code, isSpendable }: WalletRule,
  slice: PointsSlice,
  { isRequired }: Effect,
  amount: number,
): Draw[] | null {
  if (!isSpendable) refuse('WALLET_NOT_SPENDABLE', { wallet: code }, ['wallet']);
  const { available } = accountOf(slice, code);
  if (available >= amount) return drawToSpend(slice.lots.values(), code, amount);
  if (isRequired) refuse('INSUFFICIENT_POINTS', { needed: amount, available: Math.max(0, available) });
  return null;
}

/**
 * Takes back what is left of it. What had died by then is nobody's any more; what was spent is let go, becomes a debt, or
 * is claimed from later earnings, as the wallet says.
 */
function resolveTakeBack(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['takeBack']>): Resolved {
  const { wallet, amount, lotId, reversesId, bookedFor = effect.brandId } = effect.intent;
  const lot = lotId === null ? undefined : slice.lots.get(lotId);
  const due = lot ? Math.max(0, Math.min(amount, lot.amount - lot.expired - lot.reversed)) : amount;
  const draws = drawToTakeBack(slice.lots.values(), wallet, due, lotId);
  const short = due - sumOf(draws);
  if (effect.isRequired && short > 0) refuse('INSUFFICIENT_POINTS', { needed: amount, available: due - short });
  const { debt, owes } = lot ? shortfall(walletOf(part, wallet), slice, draws, short) : { debt: 0, owes: 0 };
  const taken = together(draws, lot && debt > 0 ? [{ lotId: lot.id, amount: debt }] : []);
  if (taken.length === 0 && owes === 0) {
    if (effect.isRequired) refuse('NOT_REVERSIBLE', { reason: reasons.pointsExpired }, ['transferId']);
    return { skipped: 'these points were spent or had expired' };
  }
  const booked = { ...effect, brandId: bookedFor };
  return settled(booked, {
    wallet,
    amount: -sumOf(taken),
    draws: taken,
    kind: 'take_back',
    ...(lotId === null ? {} : { claims: { lotId, amount } }),
    ...(owes > 0 ? { owes } : {}),
    reversesId,
  });
}

/** What becomes of points that were spent before they could be taken back. What is only held is not spent: it is claimed. */
function shortfall(
  { code, negative }: WalletRule,
  slice: PointsSlice,
  draws: readonly Draw[],
  short: number,
): { readonly debt: number; readonly owes: number } {
  if (negative.policy === 'recover') return { debt: 0, owes: short };
  const { available, held, owed } = accountOf(slice, code);
  if (negative.policy === 'forbid') return { debt: 0, owes: Math.max(0, Math.min(short, held - owed)) };
  const spendable = draws.filter(({ lotId }) => slice.lots.get(lotId)?.isPending === false);
  const room = negative.floor + available - sumOf(spendable);
  return { debt: Math.max(0, Math.min(short, room)), owes: 0 };
}

function resolveGiveBack(_part: PointsPart, _slice: PointsSlice, effect: Effect<Intent['giveBack']>): Resolved {
  const { wallet, draws, reversesId, orderId, bookedFor = effect.brandId } = effect.intent;
  const booked = { ...effect, brandId: bookedFor };
  return settled(booked, {
    wallet,
    amount: sumOf(draws),
    draws: opposite(draws),
    kind: 'give_back',
    reversesId,
    orderId,
  });
}

function resolveMature(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['lot']>): Resolved {
  const lot = slice.lots.get(effect.intent.lotId);
  if (!lot?.isPending) return { skipped: 'not pending' };
  return settled(effect, { wallet: lot.wallet, amount: 0, draws: [], kind: 'mature', matures: lot.id });
}

/** What is held lives until its hold ends. */
function resolveExpire(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['lot']>): Resolved {
  const lot = slice.lots.get(effect.intent.lotId);
  if (!lot || openIn(lot) <= 0 || (lot.expiresAt ?? Infinity) > effect.at) return { skipped: 'nothing left' };
  const draws = [{ lotId: lot.id, amount: openIn(lot) }];
  return settled(
    { ...effect, brandId: lot.issuerId },
    { wallet: lot.wallet, amount: -openIn(lot), draws, kind: 'expire' },
  );
}

function resolveHold(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['hold']>): Resolved {
  const { wallet, amount, expiresAt, orderId = null } = effect.intent;
  const reserves = drawAvailable(walletOf(part, wallet), slice, effect, amount);
  if (!reserves) return { skipped: 'not enough points' };
  const hold: Hold = {
    id: sibling(effect.id, 'hld'),
    wallet,
    brandId: effect.brandId,
    causeId: effect.causeId,
    reason: effect.reason,
    subjectId: orderId,
    amount,
    captured: 0,
    released: 0,
    status: 'held',
    occurredAt: effect.at,
    recordedAt: effect.at,
    expiresAt,
    endedAt: null,
    reserves,
  };
  return settled(effect, { wallet, amount: 0, draws: [], kind: 'hold', reserves, hold });
}

function resolveCapture(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['capture']>): Resolved {
  const { holdId, amount, isFinal } = effect.intent;
  const hold = heldOf(slice, holdId);
  if (amount > leftIn(hold)) refuse('CAPTURE_EXCEEDS_HOLD', { held: leftIn(hold) }, ['amount']);
  const draws = drawFrom(hold.reserves, amount);
  const after = captured(hold, draws, isFinal, effect.at);
  return settled(
    { ...effect, brandId: hold.brandId },
    {
      wallet: hold.wallet,
      amount: -amount,
      draws,
      kind: 'spend',
      reserves: together(after.reserves, opposite(hold.reserves)),
      hold: after,
      orderId: hold.subjectId ?? undefined,
    },
  );
}

function resolveRelease(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['release']>): Resolved {
  const { holdId, isTimeout = false } = effect.intent;
  if (isTimeout && slice.holds.get(holdId)?.status !== 'held') return { skipped: 'it had ended' };
  const hold = heldOf(slice, holdId);
  const after = released(hold, isTimeout ? 'expired' : 'released', effect.at);
  const reserves = opposite(hold.reserves);
  return settled(
    { ...effect, brandId: hold.brandId },
    { wallet: hold.wallet, amount: 0, draws: [], kind: 'release', reserves, hold: after },
  );
}

/** A hold that is still one. Refuses NOT_FOUND, HOLD_ENDED. */
function heldOf({ holds }: PointsSlice, holdId: string): Hold {
  const hold = holds.get(holdId) ?? refuse('NOT_FOUND', { what: 'hold' }, ['holdId']);
  if (hold.status !== 'held') refuse('HOLD_ENDED', { status: hold.status }, ['holdId']);
  return hold;
}

/** A correction by hand: new points, or available ones taken away. */
function resolveAdjust(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['adjust']>): Resolved {
  const { wallet, amount } = effect.intent;
  const rule = walletOf(part, wallet);
  if (amount > 0) {
    if (!isCountable(slice, wallet, amount)) return tooMany(slice, wallet, effect);
    const { expiresAt } = lifeOf(rule, effect.at, part.zone);
    if (isStillborn({ availableAt: effect.at, expiresAt })) refuse('EXPIRES_BEFORE_AVAILABLE', {}, ['amount']);
    const lot = lotOf(effect, part.zone, { wallet, amount, source: 'adjusted', availableAt: effect.at, expiresAt });
    return settled(effect, { wallet, amount, lot, draws: [], kind: 'adjust' });
  }
  const { available } = accountOf(slice, wallet);
  if (available < -amount) refuse('INSUFFICIENT_POINTS', { needed: -amount, available: Math.max(0, available) });
  return settled(effect, { wallet, amount, draws: drawToSpend(slice.lots.values(), wallet, -amount), kind: 'adjust' });
}

function resolveTransferOut(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['spend']>): Resolved {
  const { wallet, amount } = effect.intent;
  const draws = drawAvailable(walletOf(part, wallet), slice, effect, amount);
  if (!draws) return { skipped: 'not enough points' };
  return settled(effect, { wallet, amount: -amount, draws, kind: 'transfer_out' });
}

/** What another member gave lives as long as it would have lived there, and its issuer and funder stay who they were. */
function resolveTransferIn(part: PointsPart, slice: PointsSlice, effect: Effect<Intent['transferIn']>): Resolved {
  const { wallet, amount, expiresAt, issuerId, funderId } = effect.intent;
  if (!isCountable(slice, wallet, amount)) return tooMany(slice, wallet, effect);
  const life = { availableAt: effect.at, expiresAt };
  const lot = { ...lotOf(effect, part.zone, { wallet, amount, source: 'transferred', ...life }), issuerId, funderId };
  return settled(effect, { wallet, amount, lot, draws: [], kind: 'transfer_in' });
}

/** What a refund could not take is taken from what came in since. */
function resolveRecover(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['wallet']>): Resolved {
  const { wallet } = effect.intent;
  const draws = drawToTakeBack(slice.lots.values(), wallet, accountOf(slice, wallet).owed, null);
  if (draws.length === 0) return { skipped: 'nothing to take' };
  return settled(effect, { wallet, amount: -sumOf(draws), draws, kind: 'recover' });
}

/** Lots pay what other lots of the wallet owe: the balance stays what it is. */
function resolveOffset(_part: PointsPart, slice: PointsSlice, effect: Effect<Intent['wallet']>): Resolved {
  const { wallet } = effect.intent;
  const debts = [...slice.lots.values()].filter((lot) => lot.wallet === wallet && openIn(lot) < 0);
  const owed = debts.map((lot) => ({ lotId: lot.id, amount: -openIn(lot) }));
  const draws = drawToTakeBack(slice.lots.values(), wallet, sumOf(owed), null);
  if (draws.length === 0) return { skipped: 'nothing to pay with' };
  const paid = opposite(drawFrom(owed, sumOf(draws)));
  return settled(effect, { wallet, amount: 0, draws: together(draws, paid), kind: 'offset' });
}

function isCountable(slice: PointsSlice, wallet: string, amount: number): boolean {
  return (
    amount > 0 &&
    Number.isSafeInteger(amount) &&
    balanceIn(slice, wallet) + amount <= POINTS_MAX &&
    Number.isSafeInteger(accountOf(slice, wallet).earned + amount)
  );
}

function tooMany(slice: PointsSlice, wallet: string, { isRequired }: Effect): Resolved {
  if (isRequired) refuse('INVALID_POINTS', { max: Math.max(0, POINTS_MAX - balanceIn(slice, wallet)) }, ['amount']);
  return { skipped: 'more points than a wallet can hold' };
}

/** What is there, and not what was ever earned: a brand that gives points is told no more than it may see anyway. */
function balanceIn(slice: PointsSlice, wallet: string): number {
  const { available, pending, held } = accountOf(slice, wallet);
  return available + pending + held;
}

function isStillborn({ availableAt, expiresAt }: Life): boolean {
  return expiresAt !== null && expiresAt <= availableAt;
}

function lotOf(effect: Effect, zone: string, facts: Pick<Lot, 'wallet' | 'amount' | 'source'> & Life): Lot {
  const { wallet, amount, source, availableAt, expiresAt } = facts;
  return {
    id: sibling(effect.id, 'lot'),
    wallet,
    amount,
    source,
    availableAt,
    expiresAt,
    issuerId: effect.brandId,
    funderId: effect.brandId,
    causeId: effect.causeId,
    remaining: amount,
    held: 0,
    reversed: 0,
    expired: 0,
    occurredAt: effect.at,
    occurredOn: dayOf(effect.at, zone),
    recordedAt: effect.at,
    isPending: availableAt > effect.at,
    maturedAt: null,
    noticeAt: null,
  };
}

function settled(effect: Effect, intent: Settled): Resolved {
  return { effect: { ...effect, intent } };
}
