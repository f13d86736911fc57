import { DAY_MS } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { Shop } from '../catalogue.js';
import { aurora, partners } from '../catalogue.js';
import type { Random } from '../random.js';
import type { Somebody } from './somebody.js';

/** Something one of the crowd did. */
export interface CrowdDeed {
  readonly brand: string;
  readonly type: string;
  /** Null for what a till does not report: a payment in points. */
  readonly externalId: string | null;
  readonly at: Instant;
  readonly payload: JsonObject;
}

const REFUNDED = 0.05;
const WHOLLY = 0.6;
const ORDER_MEDIAN_MINOR = 26_000;
const ORDER_SIGMA = 0.75;
const ORDER_MINOR_MAX = 3_000_000;
const GIFT_CARD_POINTS = 200;
const HOUR_MS = 3_600_000;
const CHANNELS = ['app', 'mini-program', 'mini-program', 'web'];

/** Everything somebody did from joining until the crowd's last day, in order of time. */
export function lifeOf(random: Random, somebody: Somebody, until: Instant): CrowdDeed[] {
  const { stays } = somebody.way;
  const end = stays ? Math.min(until, somebody.joinedAt + random.whole(...stays) * DAY_MS) : until;
  const deeds = [...orders(random, somebody, end), ...calls(random, somebody, end), ...payments(random, somebody, end)];
  return deeds.filter(({ at }) => at < until).sort((a, b) => a.at - b.at);
}

function* orders(random: Random, somebody: Somebody, end: Instant): Generator<CrowdDeed> {
  const { everyDays, ordersMax } = somebody.way;
  if (everyDays === null) return;
  let at = somebody.joinedAt + random.whole(0, everyDays * 12) * HOUR_MS;
  for (let number = 1; at < end && number <= ordersMax; number++, at = later(random, at, everyDays)) {
    const shop = shopOf(random, somebody);
    const orderId = `${somebody.externalId}-${number}`;
    const lines = linesOf(random, shop, somebody.taste);
    const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0);
    const store = random.chance(0.4) ? random.pick(shop.stores) : null;
    const where: JsonObject = store ? { store, channel: 'store' } : { channel: random.pick(CHANNELS) };
    yield { brand: shop.brand, type: 'purchase', externalId: orderId, at, payload: { orderId, amountMinor, lines, ...where } }; // prettier-ignore
    if (random.chance(REFUNDED)) yield refund(random, shop, orderId, at, amountMinor);
  }
}

/** Lines that come to a lognormal amount, each in proportion to its price. */
function linesOf(random: Random, { products }: Shop, taste: string) {
  const liked = products.filter(({ category }) => category === taste);
  const count = random.weighted([{ is: 1, weight: 62 }, { is: 2, weight: 28 }, { is: 3, weight: 10 }]).is; // prettier-ignore
  const goods = Array.from({ length: count }, () => random.pick(liked.length > 0 && random.chance(0.5) ? liked : products)); // prettier-ignore
  const amount = Math.min(ORDER_MINOR_MAX, random.lognormal(ORDER_MEDIAN_MINOR, ORDER_SIGMA));
  const whole = goods.reduce((sum, { price }) => sum + price, 0);
  return goods.map(({ sku, category, price }) => ({ sku, category, quantity: 1, amountMinor: Math.max(100, Math.round((amount * price) / whole)) })); // prettier-ignore
}

/** Most of the time everything comes back, else a part of it. */
function refund(random: Random, { brand }: Shop, orderId: string, at: Instant, whole: number): CrowdDeed {
  const amountMinor = random.chance(WHOLLY) ? whole : Math.max(1, Math.round((whole * random.whole(20, 80)) / 100));
  const payload = { orderId, amountMinor, reason: random.pick(['changed my mind', 'damaged', 'wrong size']) };
  return { brand, type: 'refund', externalId: `${orderId}-return`, at: at + random.whole(2, 9) * DAY_MS, payload };
}

function* calls(random: Random, somebody: Somebody, end: Instant): Generator<CrowdDeed> {
  const { joinedAt, externalId, way } = somebody;
  if (random.chance(0.3)) yield { brand: aurora.brand, type: 'profile.completed', externalId: `${externalId}-profile`, at: joinedAt + random.whole(1, 48) * HOUR_MS, payload: {} }; // prettier-ignore
  let number = 0;
  for (let at = later(random, joinedAt, way.callsEveryDays / 2); at < end; at = later(random, at, way.callsEveryDays)) {
    const { type } = random.weighted([{ type: 'check_in', weight: 55 }, { type: 'share', weight: 20 }, { type: 'review', weight: 25 }]); // prettier-ignore
    number += 1;
    yield { brand: aurora.brand, type, externalId: `${externalId}-call-${number}`, at, payload: {} };
  }
}

/** Now and then a gift card for points; who has too few of them goes without. */
function* payments(random: Random, { joinedAt }: Somebody, end: Instant): Generator<CrowdDeed> {
  for (let at = later(random, joinedAt, 250); at < end; at = later(random, at, 250)) {
    const amount = random.whole(1, 3) * GIFT_CARD_POINTS;
    yield { brand: aurora.brand, type: 'points.spent', externalId: null, at, payload: { wallet: 'points', amount, reason: 'gift card' } }; // prettier-ignore
  }
}

/** Guests of partners buy there mostly. */
function shopOf(random: Random, somebody: Somebody): Shop {
  if (somebody.partners.length === 0 || random.chance(0.4)) return aurora;
  return partners[random.pick(somebody.partners)] ?? aurora;
}

function later(random: Random, at: Instant, everyDays: number): Instant {
  return at + Math.round((0.3 + random.next() * 1.4) * everyDays * DAY_MS);
}
