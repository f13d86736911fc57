import type { Day } from '../../../kernel/calendar.js';
import { addDays, DAY_MS } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import { localeOf, nameOf, tastes } from '../people.js';
import { partners } from '../catalogue.js';
import { Random } from '../random.js';

/** How often somebody buys and calls, and how long it stays. */
export interface Way {
  readonly name: 'silent' | 'once' | 'occasional' | 'regular' | 'devoted' | 'lapsed';
  readonly weight: number;
  /** Average days between two orders; null for who never buys. */
  readonly everyDays: number | null;
  readonly ordersMax: number;
  /** Average days between two check-ins, shares or reviews. */
  readonly callsEveryDays: number;
  /** Days after joining at least and at most that it stays; null for who is still there. */
  readonly stays: readonly [number, number] | null;
}

/** About five orders a member over the two years, from nobody's to dozens; a part has gone, a part has just come. */
const ways: readonly Way[] = [
  { name: 'silent', weight: 9, everyDays: null, ordersMax: 0, callsEveryDays: 400, stays: null },
  { name: 'once', weight: 18, everyDays: 30, ordersMax: 1, callsEveryDays: 500, stays: null },
  { name: 'occasional', weight: 27, everyDays: 110, ordersMax: 99, callsEveryDays: 320, stays: null },
  { name: 'regular', weight: 24, everyDays: 45, ordersMax: 99, callsEveryDays: 180, stays: null },
  { name: 'devoted', weight: 11, everyDays: 20, ordersMax: 99, callsEveryDays: 70, stays: null },
  { name: 'lapsed', weight: 11, everyDays: 30, ordersMax: 99, callsEveryDays: 90, stays: [40, 200] },
];

export const CROWD_DAYS = 730;

/** Later years bring more members than earlier ones. */
const GROWTH = 0.8;

/** Enrolling takes as long for everybody: a part of the work that does not depend on what somebody did. */
const SAME_FOR_ALL = 0.2;

/** One of the crowd. Nobody of this name is meant. */
export interface Somebody {
  /** What makes its ids and its history; the same for the same seed. */
  readonly index: number;
  readonly externalId: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly displayName: string;
  readonly locale: 'zh-CN' | 'zh-TW' | 'en';
  readonly birthday: Day | null;
  readonly channel: string;
  readonly joinedAt: Instant;
  readonly way: Way;
  readonly taste: string;
  /** The partners that know it, the one that enrolled it first; none for most. */
  readonly partners: readonly number[];
}

/** Of which crowd: how many, up to when they lived, and how many members there were before them. */
export interface Crowd {
  readonly seed: number;
  readonly members: number;
  readonly until: Instant;
  readonly before: number;
}

/** Everybody has random numbers of their own, so that a crowd can be gone on with anywhere. */
export function randomOf({ seed }: Crowd, index: number): Random {
  return new Random(Math.imul(seed, 0x85ebca6b) ^ Math.imul(index + 1, 0x9e3779b1));
}

export function somebodyOf(crowd: Crowd, random: Random, index: number): Somebody {
  const locale = localeOf(random);
  const displayName = nameOf(random, locale);
  const number = String(crowd.before + index + 1).padStart(7, '0');
  const way = random.weighted(ways);
  const known = partnersOf(random);
  return {
    index,
    externalId: `M${number}`,
    phone: locale === 'en' ? null : `+${locale === 'zh-CN' ? '861370' : '88697'}${number}`,
    email: locale === 'en' ? `${displayName.toLowerCase().replace(' ', '.')}.${number}@example.com` : null,
    displayName,
    locale,
    birthday: random.chance(0.85) ? addDays('1958-01-01', random.whole(0, 17_500)) : null,
    channel: known.length > 0 ? 'partner' : random.pick(['app', 'mini-program', 'mini-program', 'store', 'web']),
    joinedAt: joinedAt(crowd, random, index),
    way,
    taste: random.pick(tastes),
    partners: known,
  };
}

/** One in eight came through a partner; some of those are known to another too. */
function partnersOf(random: Random): number[] {
  if (!random.chance(0.12)) return [];
  const first = random.whole(0, partners.length - 1);
  return random.chance(0.2) ? [first, (first + random.whole(1, partners.length - 1)) % partners.length] : [first];
}

/** Of the work of a crowd, what its first members are: who joined long ago has more behind it than who came yesterday. */
export function workDone(done: number, members: number): number {
  const share = done / members;
  const lived = (share - share ** (GROWTH + 1) / (GROWTH + 1)) / (1 - 1 / (GROWTH + 1));
  return SAME_FOR_ALL * share + (1 - SAME_FOR_ALL) * lived;
}

/** In the order of their numbers, between nine in the morning and nine in the evening. */
function joinedAt({ members, until }: Crowd, random: Random, index: number): Instant {
  const days = CROWD_DAYS * ((index + random.next()) / members) ** GROWTH;
  const day = Math.floor(days);
  return until + Math.round((day - CROWD_DAYS + (9 + 12 * (days - day)) / 24) * DAY_MS);
}
