import type { Instant } from '../../kernel/clock.js';

/** Who gave the points of a lot: a rule, a brand by hand, the pack of a tier, a correction, another member. */
export type LotSource = 'rule' | 'given' | 'pack' | 'adjusted' | 'transferred';

/** An open or closed lot as deciding sees it. */
export interface Lot {
  readonly id: string;
  readonly wallet: string;
  readonly issuerId: string;
  readonly funderId: string;
  readonly causeId: string;
  readonly source: LotSource;
  readonly amount: number;
  /** What is left, that held by holds included; below zero where a wallet allows debts. */
  readonly remaining: number;
  readonly held: number;
  readonly reversed: number;
  readonly expired: number;
  readonly occurredAt: Instant;
  readonly occurredOn: string;
  readonly recordedAt: Instant;
  readonly availableAt: Instant;
  readonly expiresAt: Instant | null;
  readonly isPending: boolean;
  readonly maturedAt: Instant | null;
  readonly noticeAt: Instant | null;
}

/** A part of a lot that a transfer takes; negative where it gives back. */
export interface Draw {
  readonly lotId: string;
  readonly amount: number;
}

/** What of a lot nobody has a claim on: neither gone nor held. Below zero it is a debt. */
export function openIn({ remaining, held }: Lot): number {
  return remaining - held;
}

/** When something happens to a lot next, or null when nothing will. What is held waits for its hold to end. */
export function dueAt(lot: Lot): Instant | null {
  if (openIn(lot) <= 0) return null;
  return lot.isPending ? lot.availableAt : lot.expiresAt;
}

/** Takes `amount` from available lots, those that die first first. Answers fewer when there are not enough. */
export function drawToSpend(lots: Iterable<Lot>, wallet: string, amount: number): Draw[] {
  const open = [...lots].filter((lot) => lot.wallet === wallet && openIn(lot) > 0 && !lot.isPending);
  return draw(open.sort(byExpiry), amount);
}

/** Takes `amount` back: from the named lot first, then from the newest, because what is returned was bought last. */
export function drawToTakeBack(lots: Iterable<Lot>, wallet: string, amount: number, first: string | null): Draw[] {
  const open = [...lots].filter((lot) => lot.wallet === wallet && openIn(lot) > 0);
  return draw(
    open.sort((a, b) => Number(b.id === first) - Number(a.id === first) || byNewest(a, b)),
    amount,
  );
}

/** Takes `amount` out of what was drawn before, in its order: of what a hold reserved, or of what an order was paid with. */
export function drawFrom(draws: readonly Draw[], amount: number): Draw[] {
  const taken: Draw[] = [];
  let missing = amount;
  for (const { lotId, amount: there } of draws) {
    if (missing === 0) break;
    const part = Math.min(missing, there);
    if (part > 0) taken.push({ lotId, amount: part });
    missing -= part;
  }
  return taken;
}

/** Two lists of draws as one, each lot once. */
export function together(...lists: readonly (readonly Draw[])[]): Draw[] {
  const sums = new Map<string, number>();
  for (const { lotId, amount } of lists.flat()) sums.set(lotId, (sums.get(lotId) ?? 0) + amount);
  return [...sums].filter(([, amount]) => amount !== 0).map(([lotId, amount]) => ({ lotId, amount }));
}

export function opposite(draws: readonly Draw[]): Draw[] {
  return draws.map(({ lotId, amount }) => ({ lotId, amount: -amount }));
}

export function sumOf(draws: readonly Draw[]): number {
  return draws.reduce((sum, { amount }) => sum + amount, 0);
}

function draw(ordered: readonly Lot[], amount: number): Draw[] {
  return drawFrom(
    ordered.map((lot) => ({ lotId: lot.id, amount: openIn(lot) })),
    amount,
  );
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
