import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, giveBack, settleDue } from '../support/acts.js';
import { grantsOf, issue } from '../support/benefit-acts.js';
import type { Shop } from './purchases-api.js';
import { at } from './open-api.js';
import { openShop } from './purchases-api.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const slots = {
  isOnline: true,
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }],
  minutes: 60,
  capacity: 3,
  aheadMaxDays: 30,
};
const texts = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const service = (code: string, more: object = {}) => ({ code, kind: 'service', name: code, slots, ...more });
const earns = (code: string, minor: number, grant: object) => ({ code, name: texts(code), on: 'purchase', when: `activity.amountMinor == ${minor}`, grant: [grant] }); // prettier-ignore
const packages = [
  { code: 'care', kind: 'bundle', name: texts('Care'), parts: [{ benefit: 'advice' }, { benefit: 'fitting' }] },
];

const BOOK = 'mutation ($id: ID!, $at: DateTime!, $key: String!) { told: slotBook(grantId: $id, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore
const MARK = 'mutation ($id: ID!, $mark: BookingMark!, $key: String!) { told: bookingMark(bookingId: $id, mark: $mark, idempotencyKey: $key) { booking { status } errors { code } } }'; // prettier-ignore
const BOOKING = 'query ($id: ID!) { node(id: $id) { ... on Booking { status endedAt availableActions grant { status uses } } } }'; // prettier-ignore
const FREE = 'query ($at: DateTime!, $to: DateTime!, $benefit: ID!) { serviceSlots(benefitId: $benefit, from: $at, to: $to) { free } }'; // prettier-ignore

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(
    [service('advice'), service('fitting'), service('double', { usesMax: 2 }), service('abroad', { brand: 'partner' })],
    [
      earns('one', 2_000, { benefit: 'advice' }),
      earns('two', 3_000, { benefit: 'double' }),
      earns('set', 4_000, { package: 'care' }),
    ],
    { packages },
  );
});
afterAll(() => shop.close());

/** Monday to Friday at nine in New York, so many days after Friday the 16th. */
const morning = (day: number, hour = 14) => new Date(Date.UTC(2026, 0, 16 + day, hour)).toISOString();
const book = async (grantId: string, startsAt: string) =>
  at(await shop.ask(BOOK, { id: grantId, at: startsAt }), 'data.told.booking.id');
const bookingOf = async (id: string) => at<{ status: string; grant: { status: string } }>(await shop.ask(BOOKING, { id }), 'data.node'); // prettier-ignore
const free = async (startsAt: string, benefit = 'bnf_advice') =>
  at(await shop.ask(FREE, { at: startsAt, to: new Date(Date.parse(startsAt) + 1).toISOString(), benefit }), 'data.serviceSlots.0.free'); // prettier-ignore
const grantIds = async (member: string) => (await grantsOf(shop.api, member)).map(({ id }) => id);
const told = (member: string, type: string) => shop.count(`SELECT COUNT(*) AS n FROM activities WHERE memberId = '${member}' AND type = '${type}'`); // prettier-ignore

describe('An order that is given back', () => {
  it('cancels the booking of the service it earned: its place is free again, and the grant is gone', async () => {
    const member = await shop.enrol();
    await buy(shop.api, member, 2_000, { orderId: 'booked' });
    const [grantId = ''] = await grantIds(member);
    const id = await book(grantId, morning(3));
    expect(await free(morning(3))).toBe(2);
    await giveBack(shop.api, member, 2_000, 'booked');
    expect(await bookingOf(id)).toMatchObject({ status: 'CANCELLED', availableActions: [], grant: { status: 'REVOKED' } }); // prettier-ignore
    expect(await free(morning(3))).toBe(3);
    expect([await told(member, 'service.cancelled'), await told(member, 'benefit.revoked')]).toEqual([1, 1]);
    expect(at(await shop.ask(MARK, { id, mark: 'ATTENDED' }), 'data.told.errors.0.code')).toBe('BOOKING_ENDED');
  });

  it('gives every place back, also two of one time and those of a package', async () => {
    const member = await shop.enrol();
    await buy(shop.api, member, 3_000, { orderId: 'double' });
    const [double = ''] = await grantIds(member);
    for (let nth = 0; nth < 2; nth++) await book(double, morning(4));
    expect(await free(morning(4), 'bnf_double')).toBe(1);
    await giveBack(shop.api, member, 3_000, 'double');
    expect(await free(morning(4), 'bnf_double')).toBe(3);
    const other = await shop.enrol();
    await buy(shop.api, other, 4_000, { orderId: 'set' });
    const [part = ''] = (await grantsOf(shop.api, other)).flatMap(({ id, benefit }) =>
      benefit === 'advice' ? id : [],
    );
    const id = await book(part, morning(4));
    await giveBack(shop.api, other, 4_000, 'set');
    expect((await bookingOf(id)).status).toBe('CANCELLED');
    expect(await free(morning(4))).toBe(3);
    expect((await grantsOf(shop.api, other)).map(({ status }) => status)).toEqual(['revoked', 'revoked']);
  });

  it('leaves what was attended, and what has begun, as it is', async () => {
    const [came, begun] = [await shop.enrol(), await shop.enrol()];
    const bookings: string[] = [];
    for (const [member, orderId] of [[came, 'came'], [begun, 'begun']] as const) {
      await buy(shop.api, member, 2_000, { orderId });
      const [grantId = ''] = await grantIds(member);
      bookings.push(await book(grantId, morning(5)));
    } // prettier-ignore
    const [first = '', second = ''] = bookings;
    shop.api.clock.set(Date.parse(morning(5)) + 10 * 60_000);
    await shop.ask(MARK, { id: first, mark: 'ATTENDED' });
    await giveBack(shop.api, came, 2_000, 'came');
    await giveBack(shop.api, begun, 2_000, 'begun');
    expect(await bookingOf(first)).toMatchObject({ status: 'ATTENDED', grant: { status: 'USED' } });
    expect(await bookingOf(second)).toMatchObject({ status: 'BOOKED', grant: { status: 'HELD' } });
    expect(at(await shop.ask(MARK, { id: second, mark: 'NO_SHOW' }), 'data.told.booking.status')).toBe('NO_SHOW');
  });
});

describe('A booking that nobody marks', () => {
  it('counts as attended three days after its end, once, and uses the grant', async () => {
    const members = [await shop.enrol(), await shop.enrol()];
    const ids: string[] = [];
    for (const member of members) {
      await buy(shop.api, member, 2_000);
      const [grantId = ''] = await grantIds(member);
      ids.push(await book(grantId, morning(10)));
    }
    const [id = '', marked = ''] = ids;
    const end = Date.parse(morning(10)) + HOUR_MS;
    shop.api.clock.set(end + 3 * DAY_MS - 1);
    await settleDue(shop.api);
    expect(await bookingOf(id)).toMatchObject({ status: 'BOOKED', grant: { status: 'HELD' } });
    await shop.ask(MARK, { id: marked, mark: 'NO_SHOW' });
    shop.api.clock.set(end + 5 * DAY_MS);
    await Promise.all([settleDue(shop.api), settleDue(shop.api)]);
    await settleDue(shop.api);
    const endedAt = new Date(end + 3 * DAY_MS).toISOString();
    expect(await bookingOf(id)).toMatchObject({ status: 'ATTENDED', endedAt, availableActions: [], grant: { status: 'USED', uses: 1 } }); // prettier-ignore
    expect((await bookingOf(marked)).status).toBe('NO_SHOW');
    expect(await Promise.all(members.map((member) => told(member, 'service.attended')))).toEqual([1, 0]);
    expect(at(await shop.ask(MARK, { id, mark: 'NO_SHOW' }), 'data.told.errors.0.code')).toBe('BOOKING_ENDED');
  });

  it('and the one who marks it at the same moment settle it once', async () => {
    const member = await shop.enrol();
    await buy(shop.api, member, 2_000);
    const [grantId = ''] = await grantIds(member);
    const id = await book(grantId, morning(19));
    shop.api.clock.set(Date.parse(morning(19)) + HOUR_MS + 3 * DAY_MS);
    await Promise.all([settleDue(shop.api), shop.ask(MARK, { id, mark: 'NO_SHOW' })]);
    expect(['ATTENDED', 'NO_SHOW']).toContain((await bookingOf(id)).status);
    expect((await told(member, 'service.attended')) + (await told(member, 'service.missed'))).toBe(1);
    await settleDue(shop.api);
    expect(await bookingOf(id)).toMatchObject({ grant: { status: 'USED', uses: 1 } });
  });

  it('of a member that is suspended is settled as well, and keeps no other out', async () => {
    const members = [await shop.enrol(), await shop.enrol()];
    const ids: string[] = [];
    for (const member of members) {
      await buy(shop.api, member, 2_000);
      const [grantId = ''] = await grantIds(member);
      ids.push(await book(grantId, morning(26)));
    }
    await shop.ask(`mutation { memberSuspend(member: { id: "${members[0] ?? ''}" }, reason: "test") { errors { code } } }`); // prettier-ignore
    shop.api.clock.set(Date.parse(morning(26)) + 5 * DAY_MS);
    await settleDue(shop.api);
    expect(await Promise.all(ids.map(async (id) => (await bookingOf(id)).status))).toEqual(['ATTENDED', 'ATTENDED']);
  });

  it('is told of at the brand that keeps the place, as one that it marks itself', async () => {
    const member = await shop.enrol();
    const startsAt = new Date(Math.ceil(shop.api.clock.now() / DAY_MS + 1) * DAY_MS);
    while (startsAt.getUTCDay() !== 3) startsAt.setTime(startsAt.getTime() + DAY_MS);
    startsAt.setUTCHours(14);
    const id = await book(await issue(shop.api, member, 'abroad'), startsAt.toISOString());
    shop.api.clock.set(startsAt.getTime() + 5 * DAY_MS);
    await settleDue(shop.api);
    expect((await bookingOf(id)).status).toBe('ATTENDED');
    const text =
      "SELECT brandId FROM activities WHERE memberId = ? AND type IN ('service.booked', 'service.attended') ORDER BY id";
    const brands = await shop.api.house.database.reader.rows<{ brandId: string }>(text, [member]);
    expect(brands.map(({ brandId }) => brandId)).toEqual(['brd_partner', 'brd_partner']);
  });
});
