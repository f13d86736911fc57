import { write } from '../../../src/kernel/unit-of-work.js';
import { systemCaller } from '../../../src/kernel/session.js';
import { recordOne } from '../../../src/modules/engine/index.js';
import { enrol, suspend } from '../../../src/modules/members/index.js';
import type { JsonObject } from '../../../src/kernel/json.js';
import { freshId, reverse, settleDue, spend } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';

/** What really happened, written down by the test beside the house, in days of New York. */
export interface Person {
  readonly id: string;
  readonly day: string;
  readonly brand: string;
  readonly channel: string | null;
  isActive: boolean;
}

export interface Sale {
  readonly member: string;
  readonly orderId: string;
  readonly day: string;
  readonly brand: string;
  readonly store: string | null;
  readonly channel: string | null;
  readonly amount: number;
  refunded: number;
}

export interface Diary {
  readonly people: Person[];
  readonly sales: Sale[];
  /** Money given back without an order: on its own day, at the brand's store. */
  readonly loose: Omit<Sale, 'orderId' | 'refunded'>[];
  readonly acts: { readonly member: string; readonly day: string; readonly brand: string }[];
  readonly moves: { readonly member: string; readonly day: string; readonly to: number }[];
  /** Points of the wallet `later`: when they could be spent, and when they were. */
  readonly ripened: { readonly member: string; readonly day: string; amount: number }[];
  readonly spent: { readonly member: string; readonly day: string; readonly amount: number }[];
}

export const DAY = 86_400_000;
export const RANKS = ['base', 'silver', 'gold'];
const THRESHOLDS = [0, 10_000, 50_000];
const STORES = ['Nord', 'nord', 'Süd "2"', null];
const CHANNELS = ['app', 'web', null];

const newYork = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York', dateStyle: 'short' });
export const dayAt = (at: number): string => newYork.format(at);
/** Days of the calendar later, by way of noon in London. */
export const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Lets people join and act for some 460 days, and writes down what they did. The same every time. */
export async function live(test: TestHouse, people = 75): Promise<Diary> {
  const diary: Diary = { people: [], sales: [], loose: [], acts: [], moves: [], ripened: [], spent: [] };
  let seed = 20_260_115;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  for (let step = 0; step < 10 * people; step++) {
    if (step % 10 === 0) await join(test, diary, pick(['host', 'partner']), pick(CHANNELS));
    const person = pick(random(4) === 0 ? diary.people : diary.people.slice(-25));
    const brand = person.brand === 'partner' && random(2) === 0 ? 'partner' : 'host';
    const what = random(10);
    if (what < 5)
      await purchase(test, diary, person, { brand, amount: 100 * (1 + random(90)), store: pick(STORES), channel: pick(CHANNELS) }); // prettier-ignore
    else if (what === 5) await refund(test, diary, person, random(2) === 0);
    else if (what === 6) await looseRefund(test, diary, person, brand);
    else if (what < 9) await share(test, diary, person, brand);
    else await use(test, diary, person, random(3) === 0);
    test.clock.advance(Math.floor((460 * DAY * (random(1_000) / 500)) / (10 * people)));
    await settleDue(test);
  }
  const [first] = diary.people.filter(({ brand }) => brand === 'partner');
  if (first) await stop(test, first);
  return diary;
}

async function join(test: TestHouse, diary: Diary, brand: string, channel: string | null): Promise<void> {
  const caller = systemCaller(`brd_${brand}`);
  const { value } = await write(test.house, { caller, members: [] }, async (session) => ({
    ...(await enrol(session, { brandId: caller.brandId, channel, identities: [{ kind: 'external', value: freshId('person') }] })),
  })); // prettier-ignore
  diary.people.push({ id: value.memberId, day: dayAt(test.clock.now()), brand, channel, isActive: true });
}

async function tell(
  test: TestHouse,
  { id }: Person,
  brand: string,
  type: string,
  payload: JsonObject,
  occurredAt?: number,
): Promise<void> {
  const report = { member: { id }, type, externalId: freshId(type), payload };
  await recordOne(test.house, systemCaller(`brd_${brand}`), occurredAt ? { ...report, occurredAt } : report);
}

interface Purchase {
  readonly brand: string;
  readonly amount: number;
  readonly store: string | null;
  readonly channel: string | null;
}

async function purchase(test: TestHouse, diary: Diary, person: Person, bought: Purchase): Promise<void> {
  const { brand, amount, store, channel } = bought;
  const orderId = freshId('sale');
  const payload = { orderId, amountMinor: amount, ...(store ? { store } : {}), ...(channel ? { channel } : {}) };
  await tell(test, person, brand, 'purchase', payload);
  const day = dayAt(test.clock.now());
  diary.sales.push({ member: person.id, orderId, day, brand, store, channel, amount, refunded: 0 });
  diary.acts.push({ member: person.id, day, brand });
  climb(test, diary, person);
}

async function refund(test: TestHouse, diary: Diary, person: Person, isWhole: boolean): Promise<void> {
  const sale = diary.sales.find(({ member, amount, refunded }) => member === person.id && refunded < amount);
  if (!sale) return;
  const left = sale.amount - sale.refunded;
  const amountMinor = isWhole ? left : Math.ceil(left / 3);
  await tell(test, person, sale.brand, 'refund', { orderId: sale.orderId, amountMinor });
  sale.refunded += amountMinor;
  climb(test, diary, person);
}

async function looseRefund(test: TestHouse, diary: Diary, person: Person, brand: string): Promise<void> {
  await tell(test, person, brand, 'refund', { amountMinor: 150, store: 'Nord' });
  diary.loose.push({
    member: person.id,
    day: dayAt(test.clock.now()),
    brand,
    store: 'Nord',
    channel: null,
    amount: 150,
  });
  climb(test, diary, person);
}

async function share(test: TestHouse, diary: Diary, person: Person, brand: string): Promise<void> {
  const now = test.clock.now();
  await tell(test, person, brand, 'share', {});
  diary.acts.push({ member: person.id, day: dayAt(now), brand });
  diary.ripened.push({ member: person.id, day: dayAt(now + 7 * DAY), amount: 20 });
}

async function use(test: TestHouse, diary: Diary, person: Person, isUndone: boolean): Promise<void> {
  const [account] = await test.house.database.reader.rows<{ available: number }>(
    "SELECT available FROM point_accounts WHERE memberId = ? AND wallet = 'later'",
    [person.id],
  );
  if ((account?.available ?? 0) < 5) return;
  await spend(test, person.id, 5, 'later');
  diary.spent.push({ member: person.id, day: dayAt(test.clock.now()), amount: 5 });
  if (!isUndone) return;
  const [transfer] = await test.house.database.reader.rows<{ id: string }>(
    "SELECT id FROM point_transfers WHERE memberId = ? AND wallet = 'later' AND kind = 'spend' ORDER BY recordedAt DESC, id DESC LIMIT 1",
    [person.id],
  );
  await reverse(test, person.id, transfer?.id ?? '');
  diary.spent.push({ member: person.id, day: dayAt(test.clock.now()), amount: -5 });
}

async function stop(test: TestHouse, person: Person): Promise<void> {
  const work = { caller: test.caller, members: [person.id] };
  await write(test.house, work, async (session) => ({ id: await suspend(session, person.id, 'test') }));
  person.isActive = false;
}

/** Up when enough was spent in the year before, money given back counting on the day of its order; never down. */
function climb(test: TestHouse, diary: Diary, { id }: Person): void {
  const day = dayAt(test.clock.now());
  const recent = (each: { member: string; day: string }) => each.member === id && each.day > later(day, -365);
  const spentNet =
    diary.sales.filter(recent).reduce((sum, { amount, refunded }) => sum + amount - refunded, 0) -
    diary.loose.filter(recent).reduce((sum, { amount }) => sum + amount, 0);
  const reached = THRESHOLDS.filter((threshold) => spentNet >= threshold).length - 1;
  const now = diary.moves.filter(({ member }) => member === id).at(-1)?.to ?? 0;
  if (reached > now) diary.moves.push({ member: id, day, to: reached });
}
