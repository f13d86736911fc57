import { DAY_MS } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Json, JsonObject } from '../../kernel/json.js';
import type { Shop } from './catalogue.js';
import { aurora, basketOf, partners } from './catalogue.js';
import type { Person } from './people.js';
import type { Random } from './random.js';

/** Something somebody of the demo did. */
export interface Deed {
  readonly person: Person;
  /** The brand that reports it. */
  readonly brand: string;
  readonly type: string;
  readonly externalId: string;
  readonly at: Instant;
  readonly payload: JsonObject;
}

const WEEK_MS = 7 * DAY_MS;
const HOUR_MS = 3_600_000;

/** Everything the people did up to now, in order of time. */
export function deedsOf(random: Random, people: readonly Person[], now: Instant): Deed[] {
  const deeds = people.flatMap((person) => [...ordersOf(random, person, now), ...visitsOf(random, person, now)]);
  return deeds.filter(({ at }) => at < now).sort((a, b) => a.at - b.at);
}

function* ordersOf(random: Random, person: Person, now: Instant): Generator<Deed> {
  const { everyDays, name } = person.habit;
  const until = name === 'lapsed' ? person.joinedAt + random.whole(40, 140) * DAY_MS : now;
  let number = 0;
  for (let at = person.joinedAt + random.whole(0, 10) * HOUR_MS; at < until; at = later(random, at, everyDays)) {
    const shop = shopOf(random, person);
    number += 1;
    const order = `${shop.brand}-${person.externalId}-${number}`;
    const { lines, amountMinor } = basketOf(random, shop, person.taste);
    const store = random.chance(0.4) ? random.pick(shop.stores) : null;
    const channel = store ? 'store' : random.pick(['app', 'mini-program', 'web']);
    const where: Record<string, Json> = store ? { store, channel } : { channel };
    yield deed(person, shop, 'purchase', order, at, { orderId: order, amountMinor, lines, ...where });
    if (random.chance(0.06)) yield returned(random, person, shop, order, at, lines, amountMinor);
    if (random.chance(0.15))
      yield deed(person, shop, 'review', `${order}-review`, at + random.whole(3, 12) * DAY_MS, { orderId: order });
  }
}

/** Most of the time one piece comes back, now and then everything. */
function returned(
  random: Random,
  person: Person,
  shop: Shop,
  order: string,
  at: Instant,
  lines: readonly { amountMinor: number }[],
  whole: number,
): Deed {
  const amountMinor = random.chance(0.3) ? whole : Math.max(1, random.pick(lines).amountMinor);
  const payload = { orderId: order, amountMinor, reason: random.pick(['changed my mind', 'damaged', 'wrong size']) };
  return deed(person, shop, 'refund', `${order}-return`, at + random.whole(2, 9) * DAY_MS, payload);
}

function* visitsOf(random: Random, person: Person, now: Instant): Generator<Deed> {
  const id = (kind: string, at: Instant) => `${kind}-${person.externalId}-${Math.floor(at / HOUR_MS)}`;
  if (random.chance(0.55)) {
    const at = person.joinedAt + random.whole(1, 20) * HOUR_MS;
    yield deed(person, aurora, 'profile.completed', id('profile', at), at, {});
  }
  for (let week = person.joinedAt; week < now; week += WEEK_MS) {
    if (!random.chance(person.habit.isActive)) continue;
    const at = week + random.whole(1, 160) * HOUR_MS;
    const kind = random.weighted([
      { is: 'check_in', weight: 60 },
      { is: 'store.visited', weight: 15 },
      { is: 'live.attended', weight: 15 },
      { is: 'share', weight: 10 },
    ]).is;
    yield deed(
      person,
      aurora,
      kind,
      id(kind, at),
      at,
      kind === 'store.visited' ? { store: random.pick(aurora.stores) } : {},
    );
  }
}

/** Guests of a partner buy there mostly, and are known by both. */
function shopOf(random: Random, { partner }: Person): Shop {
  const own = partner === null ? undefined : partners[partner];
  return own && random.chance(0.6) ? own : aurora;
}

function later(random: Random, at: Instant, everyDays: number): Instant {
  return at + Math.round((0.3 + random.next() * 1.4) * everyDays * DAY_MS);
}

function deed(
  person: Person,
  { brand }: Shop,
  type: string,
  externalId: string,
  at: Instant,
  payload: JsonObject,
): Deed {
  return { person, brand, type, externalId, at, payload };
}
