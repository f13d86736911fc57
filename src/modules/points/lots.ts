import { DAY_MS, endOfMonthAfter } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';

/** When points die: never, or N months after they were earned, rounded up to the end of that month. */
export type Expiry = { readonly kind: 'never' } | { readonly kind: 'rolling'; readonly months: number };

/** An open or closed lot as deciding sees it. */
export interface Lot {
  readonly id: string;
  readonly wallet: string;
  readonly issuerId: string;
  readonly funderId: string;
  readonly causeId: string;
  readonly amount: number;
  readonly remaining: number;
  readonly reversed: number;
  readonly occurredAt: Instant;
  readonly occurredOn: string;
  readonly availableAt: Instant;
  readonly expiresAt: Instant | null;
  readonly isPending: boolean;
}

/** A part of a lot that a transfer takes; negative where it gives back. */
export interface Draw {
  readonly lotId: string;
  readonly amount: number;
}

export interface WalletRule {
  readonly code: string;
  readonly isSpendable: boolean;
  readonly pendingDays: number;
  readonly expiry: Expiry;
}

/** When points earned at `at` can be spent, and when they die. Pending never outlives the points: expiry counts from availability if later. */
export function lifeOf(
  wallet: WalletRule,
  at: Instant,
  zone: string,
): { availableAt: Instant; expiresAt: Instant | null } {
  const availableAt = at + wallet.pendingDays * DAY_MS;
  if (wallet.expiry.kind === 'never') return { availableAt, expiresAt: null };
  const expiresAt = endOfMonthAfter(at, wallet.expiry.months, zone);
  return { availableAt, expiresAt: Math.max(expiresAt, availableAt + DAY_MS) };
}

/** When something happens to a lot next, or null when nothing will. */
export function dueAt(lot: Lot): Instant | null {
  if (lot.remaining <= 0) return null;
  return lot.isPending ? lot.availableAt : lot.expiresAt;
}

/** Takes `amount` from available lots, those that die first first. Answers fewer when there are not enough. */
export function drawToSpend(lots: Iterable<Lot>, wallet: string, amount: number): Draw[] {
  const open = [...lots].filter((lot) => lot.wallet === wallet && lot.remaining > 0 && !lot.isPending);
  return draw(open.sort(byExpiry), amount);
}

/** Takes `amount` back: from the named lot first, then from the newest, because what is returned was bought last. */
export function drawToTakeBack(lots: Iterable<Lot>, wallet: string, amount: number, first: string | null): Draw[] {
  const open = [...lots].filter((lot) => lot.wallet === wallet && lot.remaining > 0);
  return draw(
    open.sort((a, b) => Number(b.id === first) - Number(a.id === first) || byNewest(a, b)),
    amount,
  );
}

function draw(ordered: readonly Lot[], amount: number): Draw[] {
  const draws: Draw[] = [];
  let missing = amount;
  for (const lot of ordered) {
    if (missing === 0) break;
    const taken = Math.min(missing, lot.remaining);
    draws.push({ lotId: lot.id, amount: taken });
    missing -= taken;
  }
  return draws;
}

function byExpiry(a: Lot, b: Lot): number {
  if (a.expiresAt === b.expiresAt) return byOldest(a, b);
  return (a.expiresAt ?? Number.MAX_SAFE_INTEGER) - (b.expiresAt ?? Number.MAX_SAFE_INTEGER);
}

function byOldest(a: Lot, b: Lot): number {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1);
}

function byNewest(a: Lot, b: Lot): number {
  return byOldest(b, a);
}
