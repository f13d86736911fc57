import { DAY_MS } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Entry, Ladder } from '../tiers/index.js';
import { isCondition } from '../tiers/index.js';

export const PersonaKind = {
  NEWCOMER: 'NEWCOMER',
  REGULAR: 'REGULAR',
  LOYAL: 'LOYAL',
  NEARLY_THERE: 'NEARLY_THERE',
  LAPSING: 'LAPSING',
  EXPIRING: 'EXPIRING',
  RETURNER: 'RETURNER',
  SUSPENDED: 'SUSPENDED',
} as const;

export type Persona = keyof typeof PersonaKind;

/** Something a persona did, so long ago. */
export interface Deed {
  readonly type: string;
  readonly at: Instant;
  /** The order it is about, of the persona's own. */
  readonly orderNumber?: number;
  readonly payload: JsonObject;
}

/** What a persona is made from: the rules it lives under, as far as its life depends on them. */
export interface Circumstances {
  readonly now: Instant;
  /** The first ladder of the program, if it has one. */
  readonly ladder: Ladder | null;
  /** Months after which points of the first wallet that forgets them die; null when none does. */
  readonly expiryMonths: number | null;
}

export interface Life {
  readonly displayName: string;
  readonly joinedAt: Instant;
  /** Oldest first. */
  readonly deeds: readonly Deed[];
  /** Whether it was suspended after all that. */
  readonly isSuspended: boolean;
}

/** What people spend in a go where the program says nothing about it, in minor units. */
const USUAL_MINOR = 20_000;
const WINDOW_DAYS = 365;
/** Programs give about a point for a whole unit of currency; ladders that count points are climbed by that. */
const MINOR_A_POINT = 100;

/** The life of a persona up to now. The same circumstances make the same life. */
export function lifeOf(persona: Persona, circumstances: Circumstances): Life {
  const deeds = LIVES[persona](circumstances).toSorted((a, b) => a.at - b.at);
  const { now } = circumstances;
  const first = deeds[0]?.at ?? now;
  return {
    displayName: NAMES[persona],
    joinedAt: persona === 'NEWCOMER' ? now : first - DAY_MS,
    deeds,
    isSuspended: persona === 'SUSPENDED',
  };
}

const NAMES: Readonly<Record<Persona, string>> = {
  NEWCOMER: 'Nia Newcomer',
  REGULAR: 'Rui Regular',
  LOYAL: 'Lan Loyal',
  NEARLY_THERE: 'Noor Nearly',
  LAPSING: 'Lee Lapsing',
  EXPIRING: 'Emi Expiring',
  RETURNER: 'Rae Returner',
  SUSPENDED: 'Sam Suspended',
};

const LIVES: Readonly<Record<Persona, (circumstances: Circumstances) => Deed[]>> = {
  NEWCOMER: () => [],

  REGULAR: ({ now }) => regular(now),
  SUSPENDED: ({ now }) => regular(now),

  LOYAL({ now, ladder }) {
    const entry = countedIn(ladder).at(-1) ?? null;
    const days = spread(24, 2, Math.min(daysOf(entry), WINDOW_DAYS) - 20);
    return [
      ...climb(now, days, entry, 1.1),
      ...[5, 12, 40].map((ago) => ({ type: 'check_in', at: now - ago * DAY_MS, payload: {} })),
    ];
  },

  NEARLY_THERE({ now, ladder }) {
    const entry = entryOf(ladder, 1);
    return climb(now, spread(9, 5, Math.min(daysOf(entry), WINDOW_DAYS) / 2), entry, 0.9);
  },

  LAPSING({ now, ladder }) {
    const entry = entryOf(ladder, 1);
    const oldest = daysOf(entry);
    return climb(now, spread(4, oldest - 10, oldest - 4), entry, 1.1);
  },

  EXPIRING({ now, expiryMonths }) {
    const at = monthsBefore(now, expiryMonths ?? 12);
    return purchasesAt([at], USUAL_MINOR);
  },

  RETURNER({ now }) {
    const bought = purchases(now, [30, 9], USUAL_MINOR * 2);
    const refund = { type: 'refund', at: now - 2 * DAY_MS, orderNumber: 2, payload: { amountMinor: USUAL_MINOR } };
    return [...bought, refund];
  },
};

/** Half a year of ordinary life. */
function regular(now: Instant): Deed[] {
  const checkIn = { type: 'check_in', at: now - 3 * DAY_MS, payload: {} };
  return [...purchases(now, spread(6, 20, 180), USUAL_MINOR * 6), checkIn];
}

/** What takes a member to so much of what a tier asks for. */
function climb(now: Instant, daysAgo: readonly number[], entry: Entry | null, share: number): Deed[] {
  if (entry?.measure === 'orders') {
    const orders = Math.floor(share < 1 ? entry.atLeast - 1 : entry.atLeast * share);
    return purchases(now, spread(orders, daysAgo[0] ?? 1, daysAgo.at(-1) ?? 1), USUAL_MINOR * orders);
  }
  const perUnit = entry?.measure === 'points' ? MINOR_A_POINT : 1;
  return purchases(now, daysAgo, (entry?.atLeast ?? USUAL_MINOR * 10) * perUnit * share);
}

function purchases(now: Instant, daysAgo: readonly number[], totalMinor: number): Deed[] {
  return purchasesAt(daysAgo.map((days) => now - days * DAY_MS), totalMinor / Math.max(daysAgo.length, 1)); // prettier-ignore
}

function purchasesAt(instants: readonly Instant[], eachMinor: number): Deed[] {
  return instants.map((at, nth) => ({
    type: 'purchase',
    at,
    orderNumber: nth + 1,
    payload: { amountMinor: Math.ceil(eachMinor) },
  }));
}

/** So many days, evenly from the first to the last. */
function spread(count: number, first: number, last: number): number[] {
  const step = count > 1 ? (last - first) / (count - 1) : 0;
  return Array.from({ length: count }, (_, nth) => Math.round(first + nth * step));
}

function entryOf(ladder: Ladder | null, nth: number): Entry | null {
  return countedIn(ladder)[nth - 1] ?? null;
}

/** What tiers ask for, where that can be counted. */
function countedIn(ladder: Ladder | null): Entry[] {
  const asked = ladder?.tiers.map(({ entry }) => entry) ?? [];
  return asked.filter((entry): entry is Entry => entry !== null && !isCondition(entry));
}

function daysOf(entry: Entry | null): number {
  return entry?.days ?? WINDOW_DAYS;
}

/** The same time of day so many months ago; never later in its month than the 28th, which every month has. */
function monthsBefore(now: Instant, months: number): Instant {
  const date = new Date(now);
  date.setUTCDate(Math.min(date.getUTCDate(), 28));
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.getTime();
}
