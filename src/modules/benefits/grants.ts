import type { Instant } from '../../kernel/clock.js';

export type GrantStatus = 'issued' | 'claimed' | 'held' | 'used' | 'expired' | 'revoked' | 'owed';
export type RedemptionStatus = 'held' | 'redeemed' | 'released' | 'expired' | 'reversed';
/** What it was issued for: a rule, the pack of a tier, a claim, points, a hand, a file of members, a package, a date. */
export type GrantSource = 'rule' | 'pack' | 'claim' | 'exchange' | 'purchase' | 'hand' | 'bulk' | 'package' | 'date' | 'compensation'; // prettier-ignore

/** A use of a grant, as deciding sees it. */
export interface Use {
  readonly id: string;
  readonly grantId: string;
  readonly benefit: string;
  readonly status: RedemptionStatus;
  /** Money it takes; null where a use is a use. */
  readonly amountMinor: number | null;
  readonly orderId: string | null;
  readonly brandId: string;
  readonly storeId: string | null;
  readonly causeId: string;
  readonly heldAt: Instant;
  readonly expiresAt: Instant | null;
  readonly redeemedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** The purchase whose points it has multiplied: it is a use of that one, for good. */
  readonly multipliedId: string | null;
}

/** A promise to a member, as deciding sees it. */
export interface Promised {
  readonly id: string;
  readonly benefit: string;
  /** How it ended, or that it is owed; null while it can be used. */
  readonly over: 'used' | 'expired' | 'revoked' | 'owed' | null;
  readonly code: string | null;
  readonly brandId: string;
  readonly causeId: string;
  readonly source: GrantSource;
  readonly orderId: string | null;
  readonly reason: string;
  readonly instead: string | null;
  /** The package it is a part of. */
  readonly packageIssueId: string | null;
  readonly usesMax: number;
  readonly valueMinor: number | null;
  readonly issuedAt: Instant;
  readonly claimedAt: Instant | null;
  readonly usableFrom: Instant;
  readonly expiresAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly uses: readonly Use[];
}

/** What of a grant says whether it can be used. */
export type Live = Pick<Promised, 'id' | 'benefit' | 'usableFrom' | 'expiresAt'>;

/** A hold whose time is over holds nothing any more, whether that is written down yet or not. */
export function isHolding({ status, expiresAt }: Pick<Use, 'status' | 'expiresAt'>, at: Instant): boolean {
  return status === 'held' && (expiresAt === null || expiresAt > at);
}

export function usesOf({ uses }: Promised): number {
  return uses.filter(({ status }) => status === 'redeemed').length;
}

export function usedMinorOf({ uses }: Promised): number {
  return sum(uses.filter(({ status }) => status === 'redeemed'));
}

/** Uses that are neither made nor held. */
export function usesLeft(grant: Promised, at: Instant): number {
  return grant.usesMax - usesOf(grant) - grant.uses.filter((use) => isHolding(use, at)).length;
}

/** Money that is neither used nor held; null where a use is a use. */
export function moneyLeft(grant: Promised, at: Instant): number | null {
  if (grant.valueMinor === null) return null;
  return grant.valueMinor - usedMinorOf(grant) - sum(grant.uses.filter((use) => isHolding(use, at)));
}

/** Whether it is used up, once what is held is left aside. */
export function isUsedUp(grant: Promised): boolean {
  if (grant.valueMinor !== null) return usedMinorOf(grant) >= grant.valueMinor;
  return usesOf(grant) >= grant.usesMax;
}

/** How a grant stands at an instant. */
export function statusAt(grant: Promised, at: Instant): GrantStatus {
  if (grant.over) return grant.over;
  const isSpoken = (moneyLeft(grant, at) ?? usesLeft(grant, at)) <= 0;
  if (isSpoken) return 'held';
  if (grant.expiresAt !== null && grant.expiresAt <= at && !grant.uses.some((use) => isHolding(use, at)))
    return 'expired';
  return grant.claimedAt === null ? 'issued' : 'claimed';
}

/** The grant with one use added or replaced; used up when nothing of it is left. */
export function withUse(grant: Promised, use: Use, at: Instant): Promised {
  const others = grant.uses.filter(({ id }) => id !== use.id);
  const next: Promised = { ...grant, uses: [...others, use] };
  if (grant.over === 'owed' || grant.over === 'revoked') return next;
  const isOver = isUsedUp(next);
  if (isOver) return { ...next, over: 'used', endedAt: at };
  return grant.over === 'used' ? { ...next, over: null, endedAt: null } : next;
}

/** How it is written down: that it has died only once that was settled, which gives its unit back and tells of it. */
export function storedStatus(grant: Promised, at: Instant): GrantStatus {
  const status = statusAt(grant, at);
  if (status !== 'expired' || grant.over !== null) return status;
  return grant.claimedAt === null ? 'issued' : 'claimed';
}

/** When something happens to it by itself next: it dies on its day, but not under a payment that holds it, and not while it is kept. */
export function grantDueAt(grant: Promised): Instant | null {
  const { over, expiresAt, uses } = grant;
  if (over === 'owed') return promiseEnd(grant);
  if (over !== null || expiresAt === null || uses.some(isKept)) return null;
  return Math.max(expiresAt, ...uses.flatMap((use) => useDueAt(use) ?? []));
}

/** When a part of a package that is owed is not owed any more: with the stretch it belongs to. All else is owed until it is kept. */
export function promiseEnd({ over, packageIssueId, expiresAt }: Promised): Instant | null {
  return over === 'owed' && packageIssueId !== null ? expiresAt : null;
}

/** Held for as long as it takes: what is to be sent, or a time that was booked. */
export function isKept({ status, expiresAt }: Pick<Use, 'status' | 'expiresAt'>): boolean {
  return status === 'held' && expiresAt === null;
}

export function useDueAt({ status, expiresAt }: Use): Instant | null {
  return status === 'held' ? expiresAt : null;
}

function sum(uses: readonly Use[]): number {
  return uses.reduce((total, { amountMinor }) => total + (amountMinor ?? 0), 0);
}
