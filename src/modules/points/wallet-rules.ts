import type { Day } from '../../kernel/calendar.js';
import { addDays, DAY_MS, dayOf, endOfMonthAfter, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import { wholeShare } from '../../kernel/money.js';

/**
 * When points die: never; N months after they were earned, rounded up to the end of that month; N months after the member
 * did anything, likewise; or at the end of a day, `MM-DD` of every year or one `YYYY-MM-DD`.
 */
export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'rolling'; readonly months: number }
  | { readonly kind: 'inactivity'; readonly months: number }
  | { readonly kind: 'fixed'; readonly on: string };

/** How many points rules may give, net of refunds; no limit where nothing is said. */
export interface Caps {
  readonly order?: number | undefined;
  readonly day?: number | undefined;
  readonly month?: number | undefined;
}

/**
 * What becomes of points that a refund takes back and that had been spent: they are let go (`forbid`), they make a debt
 * as deep as `floor`, or they are claimed from later earnings (`recover`).
 */
export type NegativePolicy =
  { readonly policy: 'forbid' } | { readonly policy: 'floor'; readonly floor: number } | { readonly policy: 'recover' };

/** Points members may give to one another, each day. */
export interface TransferRule {
  readonly perDay: number;
}

/** `points` are worth `minor` units of money, and pay for at most `maxPercent` of an order. */
export interface CashRate {
  readonly points: number;
  readonly minor: number;
  readonly maxPercent: number;
}

/** A wallet as deciding sees it. */
export interface WalletRule {
  readonly code: string;
  readonly isSpendable: boolean;
  readonly pendingDays: number;
  readonly expiry: Expiry;
  readonly caps: Caps;
  readonly negative: NegativePolicy;
  readonly transfer: TransferRule | null;
  readonly cash: CashRate | null;
  readonly noticeDays: readonly number[];
}

/** From when points can be spent, and when they die; `expiresAt` null for never. */
export interface Life {
  readonly availableAt: Instant;
  readonly expiresAt: Instant | null;
}

/**
 * When points earned at `at` can be spent, and when they die. What rolls never dies before it can be spent: it lives a
 * day longer at least. What dies on a fixed date of the past is dead on arrival, which callers refuse.
 */
export function lifeOf({ expiry, pendingDays }: WalletRule, at: Instant, zone: string): Life {
  const availableAt = at + pendingDays * DAY_MS;
  switch (expiry.kind) {
    case 'never':
      return { availableAt, expiresAt: null };
    case 'fixed':
      return { availableAt, expiresAt: endOfFixed(expiry.on, availableAt, zone) };
    default:
      return { availableAt, expiresAt: Math.max(endOfMonthAfter(at, expiry.months, zone), availableAt + DAY_MS) };
  }
}

/** When points of a wallet that dies of inactivity die after an act at `at`; null for other wallets. */
export function livesUntil({ expiry }: WalletRule, at: Instant, zone: string): Instant | null {
  return expiry.kind === 'inactivity' ? endOfMonthAfter(at, expiry.months, zone) : null;
}

function endOfFixed(on: string, availableAt: Instant, zone: string): Instant {
  const endOf = (day: Day): Instant => startOfDay(addDays(day, 1), zone);
  if (on.length === 10) return endOf(on);
  const year = Number(dayOf(availableAt, zone).slice(0, 4));
  const thisYear = endOf(`${String(year)}-${on}`);
  return thisYear > availableAt ? thisYear : endOf(`${String(year + 1)}-${on}`);
}

/** The next instant after `now` at which a member is told that points die at `expiresAt`; null when there is none. */
export function nextNoticeAt(days: readonly number[], expiresAt: Instant | null, now: Instant): Instant | null {
  if (expiresAt === null) return null;
  const ahead = days.map((before) => expiresAt - before * DAY_MS).filter((at) => at > now);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}

/**
 * As many points as one movement moves and one wallet of a member holds. Far beyond what anybody earns, and far enough
 * below 2^53 that nobody makes the sums of the books, which go over all members, impossible to tell.
 */
export const POINTS_MAX = 1_000_000_000_000;

/** What points are worth in minor units of money, rounded down: never more than they were sold for. */
export function worthOf({ points, minor }: CashRate, amount: number): number {
  return wholeShare(amount, minor, points);
}

/** The most points that may pay for an order of `amountMinor`: no more than its part, and never more than it costs. */
export function pointsFor(rate: CashRate, amountMinor: number): number {
  return pointsWorth(rate, wholeShare(amountMinor, rate.maxPercent, 100));
}

/** The most points that are worth no more than `minor`, and no more than there can be. */
export function pointsWorth({ points, minor: worth }: CashRate, minor: number): number {
  const most = (BigInt(minor) * BigInt(points)) / BigInt(worth);
  return most < POINTS_MAX ? Number(most) : POINTS_MAX;
}
