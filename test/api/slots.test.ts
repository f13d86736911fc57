import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { settleDue } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { testProgram } from '../support/program.js';
import { ENROL } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIELDS =
  'booking { id status startsAt endsAt storeId cancelUntil availableActions member { id } grant { status uses } } errors { code message path } replayed';
const ISSUE =
  'mutation ($id: ID!, $benefit: ID!, $key: String!) { benefitIssue(member: { id: $id }, benefitId: $benefit, reason: "test", idempotencyKey: $key) { grant { id code } errors { code } } }';
const SLOTS =
  'query ($benefit: ID!, $store: ID, $from: DateTime, $to: DateTime) { serviceSlots(benefitId: $benefit, storeId: $store, from: $from, to: $to) { startsAt endsAt storeId capacity free } }';
const BOOK = `mutation ($grant: ID!, $store: ID, $startsAt: DateTime!, $key: String!, $dryRun: Boolean = false) { slotBook(grantId: $grant, storeId: $store, startsAt: $startsAt, idempotencyKey: $key, dryRun: $dryRun) { ${FIELDS} } }`;
const CANCEL = `mutation ($id: ID!, $key: String!) { slotCancel(bookingId: $id, idempotencyKey: $key) { ${FIELDS} } }`;
const MARK = `mutation ($id: ID!, $mark: BookingMark!, $key: String!) { bookingMark(bookingId: $id, mark: $mark, idempotencyKey: $key) { ${FIELDS} } }`;
const LIST =
  'query ($store: ID, $status: [BookingStatus!], $from: DateTime) { bookings(storeId: $store, status: $status, from: $from, first: 100) { nodes { id status startsAt } } }';
const TOKEN = 'mutation ($member: MemberRef!) { memberTokenIssue(member: $member) { token } }';

/** Monday to Friday, 9 to 12 and 13 to 14, an hour each, in the zone of the program (New York). */
const hours = [
  { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
  { weekdays: [1, 2, 3, 4, 5], from: '13:00', to: '14:30' },
];
const slots = {
  stores: ['east'],
  isOnline: true,
  hours,
  minutes: 60,
  capacity: 3,
  aheadMinMinutes: 120,
  aheadMaxDays: 14,
  cancelMinutes: 180,
};
const service = (code: string, terms: object = {}) => ({ code, kind: 'service', name: code, slots, ...terms });

let api: TestApi;
let host: string;
let storeId: string;
let names = 0;

beforeAll(async () => {
  api = await openTestApi({
    program: {
      ...benefitProgram([
        service('support'),
        service('twice', { usesMax: 2 }),
        service('short', { validity: { kind: 'days', days: 2 } }),
        service('walk-in', { slots: null }),
        service('theirs', { brand: 'partner', brands: ['partner'], slots: { ...slots, stores: ['north'] } }),
      ]),
      stores: [
        { code: 'east', name: 'East' },
        { code: 'west', name: 'West' },
        { code: 'north', name: 'North', brand: 'partner' },
      ],
    },
  });
  host = await api.key(['host-admin']);
  const stores = await ask('{ stores(first: 10) { nodes { id code } } }');
  storeId =
    at<{ id: string; code: string }[]>(stores, 'data.stores.nodes').find(({ code }) => code === 'east')?.id ?? '';
});
afterAll(() => api.close());

const ask = (query: string, variables: object = {}, token = host): Promise<Answered> =>
  api.ask(query, { key: randomUUID(), ...variables }, { token });
const enrol = async (as = host) =>
  at(await ask(ENROL, { input: { externalId: `slot-${(names += 1)}` } }, as), 'data.memberEnrol.member.id');
const grantFor = async (member: string, benefit = 'bnf_support') =>
  at(await ask(ISSUE, { id: member, benefit }), 'data.benefitIssue.grant.id');
const fresh = async (benefit?: string) => grantFor(await enrol(), benefit);
const tokenOf = async (id: string) => at(await ask(TOKEN, { member: { id } }), 'data.memberTokenIssue.token');
const free = async (startsAt: string, store: string | null = storeId, benefit = 'bnf_support') => {
  const answer = await ask(SLOTS, {
    benefit,
    store,
    from: startsAt,
    to: new Date(Date.parse(startsAt) + 1).toISOString(),
  });
  return at<{ free: number }[]>(answer, 'data.serviceSlots')[0]?.free;
};
/** A morning of the test's own: `day` days after the Friday that follows the beginning. */
const morning = (day: number, hour = 14) => new Date(Date.UTC(2026, 0, 16 + day, hour)).toISOString();
const book = (grant: string, startsAt: string, more: object = {}, token = host) =>
  ask(BOOK, { grant, store: storeId, startsAt, ...more }, token);
const bookingOf = async (grant: string, startsAt: string) =>
  at(await book(grant, startsAt), 'data.slotBook.booking.id');

describe('serviceSlots', () => {
  it('tells the times that can be booked now by the clocks of the program, and what is free of each', async () => {
    const answer = await ask(SLOTS, { benefit: 'bnf_support', store: storeId, to: morning(4, 23) });
    const times = at<{ startsAt: string; endsAt: string }[]>(answer, 'data.serviceSlots');
    // now it is Thursday noon in New York: two hours ahead is past 13:00, then Friday and Monday (a time 13:00–14:00 fits, 14:00–15:00 does not)
    expect(times.map((each) => each.startsAt.slice(5, 16))).toEqual([
      '01-16T14:00',
      '01-16T15:00',
      '01-16T16:00',
      '01-16T18:00',
      '01-19T14:00',
      '01-19T15:00',
      '01-19T16:00',
      '01-19T18:00',
      '01-20T14:00',
      '01-20T15:00',
      '01-20T16:00',
      '01-20T18:00',
    ]);
    expect(times[0]).toEqual({
      startsAt: '2026-01-16T14:00:00.000Z',
      endsAt: '2026-01-16T15:00:00.000Z',
      storeId,
      capacity: 3,
      free: 3,
    });
  });

  it('are of a service with times, at a place where it is had, and of no more than 31 days', async () => {
    const codeOf = async (more: object) =>
      at<{ extensions: { reason: string } }[]>(await ask(SLOTS, { benefit: 'bnf_support', ...more }), 'errors')[0]
        ?.extensions.reason;
    expect(await codeOf({ benefit: 'bnf_walk-in' })).toBe('NO_SLOTS');
    expect(await codeOf({ store: 'sto_00000000000000000000000000' })).toBe('NOT_FOUND');
    expect(await codeOf({ from: morning(0), to: morning(40) })).toBe('INVALID_INPUT');
    expect((await ask(SLOTS, { benefit: 'bnf_support' })).errors).toBeUndefined();
  });
});

describe('A time', () => {
  it('is booked with a grant, which is held for it beyond its own end, and cancelled until its limit', async () => {
    const member = await enrol();
    const [grant, mine] = [await grantFor(member), await tokenOf(member)];
    const startsAt = morning(0, 15);
    expect((await book(grant, startsAt, { dryRun: true }, mine)).data).toMatchObject({
      slotBook: { errors: [], booking: null },
    });
    const answer = await book(grant, startsAt, { key: 'once' }, mine);
    expect(answer.data).toMatchObject({
      slotBook: {
        errors: [],
        replayed: false,
        booking: {
          status: 'BOOKED',
          startsAt,
          endsAt: morning(0, 16),
          cancelUntil: morning(0, 12),
          storeId,
          availableActions: ['CANCEL'],
          member: { id: member },
          grant: { status: 'HELD' },
        },
      },
    });
    const id = at(answer, 'data.slotBook.booking.id');
    expect((await book(grant, startsAt, { key: 'once' }, mine)).data).toMatchObject({
      slotBook: { errors: [], replayed: true, booking: { id } },
    });
    expect(await free(startsAt)).toBe(2);
    expect((await book(grant, morning(0, 16), {}, mine)).data).toMatchObject({
      slotBook: { errors: [{ code: 'GRANT_KEPT' }] },
    });
    expect((await ask(CANCEL, { id, key: 'back' }, mine)).data).toMatchObject({
      slotCancel: { errors: [], booking: { status: 'CANCELLED', availableActions: [], grant: { status: 'ISSUED' } } },
    });
    expect((await ask(CANCEL, { id, key: 'back' }, mine)).data).toMatchObject({
      slotCancel: { errors: [], replayed: true },
    });
    expect((await ask(CANCEL, { id }, mine)).data).toMatchObject({
      slotCancel: { errors: [{ code: 'BOOKING_ENDED' }] },
    });
    expect(await free(startsAt)).toBe(3);
    expect((await book(grant, startsAt, {}, mine)).data).toMatchObject({
      slotBook: { errors: [], booking: { status: 'BOOKED' } },
    });
    const told = 'query ($id: ID!) { node(id: $id) { ... on Grant { bookings { status } } } }';
    expect((await ask(told, { id: grant }, mine)).data).toEqual({
      node: { bookings: [{ status: 'CANCELLED' }, { status: 'BOOKED' }] },
    });
  });

  it('is refused with the reason: no time begins then, too soon, too far, elsewhere, or beyond the life of the grant', async () => {
    const codeOf = async (startsAt: string, more: object = {}, benefit?: string) =>
      at<{ code: string }[]>(await book(await fresh(benefit), startsAt, more), 'data.slotBook.errors')[0]?.code;
    expect(await codeOf('2026-01-16T14:30:00.000Z')).toBe('SLOT_UNKNOWN');
    expect(await codeOf('2026-01-17T14:00:00.000Z')).toBe('SLOT_UNKNOWN');
    expect(await codeOf('2026-01-15T18:00:00.000Z')).toBe('SLOT_NOT_OPEN');
    expect(await codeOf('2026-02-02T14:00:00.000Z')).toBe('SLOT_NOT_OPEN');
    for (const far of ['0000-01-02T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) expect(await codeOf(far)).toBe('SLOT_NOT_OPEN'); // prettier-ignore
    expect(await codeOf(morning(0), { store: 'sto_00000000000000000000000000' })).toBe('NOT_FOUND');
    expect(await codeOf(morning(4), {}, 'bnf_short')).toBe('GRANT_EXPIRED');
    expect(await codeOf(morning(0), {}, 'bnf_walk-in')).toBe('NO_SLOTS');
    expect(await codeOf(morning(0), { store: null })).toBeUndefined();
  });

  it('has room for three, whatever many want at the same moment; and none of the others loses its grant', async () => {
    const startsAt = morning(3);
    const grants = await Promise.all(Array.from({ length: 30 }, () => fresh()));
    const answers = await Promise.all(grants.map((grant) => book(grant, startsAt)));
    const codes = answers.map((answer) => at<{ code: string }[]>(answer, 'data.slotBook.errors')[0]?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(3);
    expect(new Set(codes)).toEqual(new Set(['done', 'SLOT_FULL']));
    expect(await free(startsAt)).toBe(0);
    const [held] = await api.house.database.reader.rows<{ n: number }>(
      `SELECT COUNT(*) AS n FROM redemptions WHERE status = 'held' AND grantId IN ('${grants.join("','")}')`,
    );
    expect(Number(held?.n)).toBe(3);
    const full = grants[codes.indexOf('SLOT_FULL')] ?? '';
    expect((await book(full, morning(3, 15))).data).toMatchObject({ slotBook: { errors: [] } });
  });

  it('booked thirty times with one grant is booked once, and with one of two uses twice', async () => {
    for (const [benefit, uses] of [
      ['bnf_support', 1],
      ['bnf_twice', 2],
    ] as const) {
      const grant = await fresh(benefit);
      const times = [15, 16, 18].map((hour) => morning(4, hour));
      const answers = await Promise.all(Array.from({ length: 30 }, (_, nth) => book(grant, times[nth % 3] ?? '')));
      const done = answers.filter((answer) => at<object[]>(answer, 'data.slotBook.errors').length === 0);
      expect(done).toHaveLength(uses);
    }
  });
});

describe('A till', () => {
  it('does not end the hold of a booking, which would leave the place taken and the grant to be used twice', async () => {
    const grant = await fresh();
    const id = await bookingOf(grant, morning(4, 14));
    const [booking] = await api.house.database.reader.rows<{ useId: string }>('SELECT useId FROM service_bookings WHERE id = ?', [id]); // prettier-ignore
    const till = await api.key(['till'], 'host', { storeId });
    for (const [name, argument] of [
      ['benefitRelease', ''],
      ['benefitRedeem', ', amountMinor: null'],
    ] as const) {
      const ends = `mutation ($id: ID!, $key: String!) { ${name}(redemptionId: $id, idempotencyKey: $key${argument}) { errors { code } } }`;
      const answer = await ask(ends, { id: booking?.useId }, till);
      expect(answer.data).toEqual({ [name]: { errors: [{ code: 'GRANT_KEPT' }] } });
    }
    expect((await ask(CANCEL, { id })).data).toMatchObject({
      slotCancel: { errors: [], booking: { status: 'CANCELLED', grant: { status: 'ISSUED' } } },
    });
  });
});

describe('When the time has come', () => {
  it('and not before, marking is offered to who gives the service', async () => {
    const startsAt = morning(4, 15);
    const id = await bookingOf(await fresh(), startsAt);
    const offered = async () => at(await ask('query ($id: ID!) { node(id: $id) { ... on Booking { availableActions } } }', { id }), 'data.node.availableActions');
    expect(await offered()).toEqual(['CANCEL']);
    api.clock.set(Date.parse(startsAt) - HOUR_MS);
    expect(await offered()).toEqual(['CANCEL', 'MARK']);
  }); // prettier-ignore

  it('the clerk marks who came and who did not, each uses the grant; and nobody cancels too late', async () => {
    const member = await enrol();
    const [came, missed, late] = [await fresh(), await fresh('bnf_twice'), await grantFor(member)];
    const startsAt = morning(5);
    const [first, second, third] = [
      await bookingOf(came, startsAt),
      await bookingOf(missed, startsAt),
      await bookingOf(late, startsAt),
    ];
    expect((await ask(MARK, { id: first, mark: 'ATTENDED' })).data).toMatchObject({
      bookingMark: { errors: [{ code: 'BOOKING_NOT_YET' }] },
    });
    api.clock.set(Date.parse(startsAt) - 2 * HOUR_MS);
    await settleDue(api);
    expect((await ask(CANCEL, { id: third }, await tokenOf(member))).data).toMatchObject({
      slotCancel: { errors: [{ code: 'CANCEL_TOO_LATE' }] },
    });
    expect((await ask(CANCEL, { id: third })).data).toMatchObject({
      slotCancel: { errors: [], booking: { status: 'CANCELLED' } },
    });
    const till = await api.key(['till'], 'host', { storeId });
    api.clock.set(Date.parse(startsAt) + 10 * 60_000);
    const listed = at<{ id: string; status: string }[]>(
      await ask(LIST, { status: ['BOOKED'], from: startsAt }, till),
      'data.bookings.nodes',
    );
    expect(listed.map(({ id }) => id)).toEqual(expect.arrayContaining([first, second]));
    expect((await ask(MARK, { id: first, mark: 'ATTENDED', key: 'mark' }, till)).data).toMatchObject({
      bookingMark: { errors: [], booking: { status: 'ATTENDED' } },
    });
    expect((await ask(MARK, { id: first, mark: 'ATTENDED', key: 'mark' }, till)).data).toMatchObject({
      bookingMark: { errors: [], replayed: true },
    });
    expect((await ask(MARK, { id: second, mark: 'NO_SHOW' }, till)).data).toMatchObject({
      bookingMark: { errors: [], booking: { status: 'NO_SHOW' } },
    });
    expect((await ask(MARK, { id: second, mark: 'ATTENDED' }, till)).data).toMatchObject({
      bookingMark: { errors: [{ code: 'BOOKING_ENDED', message: 'This booking is over: missed.' }] },
    });
    const status = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Grant { status uses } } }';
    expect((await ask(status, { ids: [came, missed] })).data).toEqual({
      nodes: [
        { status: 'USED', uses: 1 },
        { status: 'ISSUED', uses: 1 },
      ],
    });
  });

  it('a booking of another brand, another store or another member is not there', async () => {
    const grant = await fresh();
    api.clock.set(Date.parse(morning(5)) + HOUR_MS);
    const id = await bookingOf(grant, morning(6));
    const unknown = { errors: [{ code: 'NOT_FOUND' }], booking: null };
    const partner = await api.key(['benefits:redeem', 'benefits:read', 'members:enrol'], 'partner');
    const west =
      at<{ id: string; code: string }[]>(
        await ask('{ stores(first: 10) { nodes { id code } } }'),
        'data.stores.nodes',
      ).find(({ code }) => code === 'west')?.id ?? '';
    const other = await api.key(['till'], 'host', { storeId: west });
    const somebody = await tokenOf(await enrol());
    for (const token of [partner, other]) {
      expect((await ask(MARK, { id, mark: 'ATTENDED' }, token)).data).toMatchObject({ bookingMark: unknown });
      expect(at(await ask(LIST, {}, token), 'data.bookings.nodes')).toEqual([]);
    }
    for (const token of [partner, other, somebody])
      expect((await ask(CANCEL, { id }, token)).data).toMatchObject({ slotCancel: unknown });
    expect((await book(grant, morning(6), {}, somebody)).data).toMatchObject({
      slotBook: { errors: [{ code: 'NOT_FOUND' }] },
    });
    expect((await ask('query ($id: ID!) { node(id: $id) { id } }', { id }, partner)).data).toEqual({ node: null });
  });

  it('a partner marks bookings of its own service, also of a member it is not told anything about', async () => {
    const grant = await fresh('bnf_theirs');
    const at10 = new Date(Date.parse(morning(6, 15))).toISOString();
    const id = at(await ask(BOOK, { grant, store: null, startsAt: at10 }), 'data.slotBook.booking.id');
    const partner = await api.key(['benefits:redeem', 'benefits:read'], 'partner');
    expect((await ask(LIST, {}, partner)).data).toMatchObject({ bookings: { nodes: [{ id }] } });
    api.clock.set(Date.parse(at10));
    expect((await ask(MARK, { id, mark: 'NO_SHOW' }, partner)).data).toMatchObject({
      bookingMark: { errors: [], booking: { status: 'NO_SHOW', member: null, grant: null } },
    });
  });
});

describe('A program', () => {
  it('with times of something else than a service, or in stores that are not there, is refused with the place', async () => {
    const create =
      'mutation ($input: BenefitCreateInput!, $key: String!) { benefitCreate(input: $input, idempotencyKey: $key) { benefit { slots { minutes capacity cancelMinutes stores } } errors { code path } } }';
    const name = { en: 'x', zhCN: 'x', zhTW: 'x' };
    const own = { hours: [{ weekdays: [1], from: '09:00', to: '12:00' }], minutes: 30 };
    const input = (kind: string, more: object) => ({
      code: `svc-${(names += 1)}`,
      kind,
      name,
      slots: { ...own, ...more },
    });
    expect((await ask(create, { input: input('GIFT', { isOnline: true }) })).data).toMatchObject({
      benefitCreate: { errors: [{ code: 'INVALID_INPUT', path: ['input', 'slots'] }] },
    });
    expect((await ask(create, { input: input('SERVICE', {}) })).data).toMatchObject({
      benefitCreate: { errors: [{ code: 'INVALID_INPUT', path: ['input', 'slots', 'stores'] }] },
    });
    expect((await ask(create, { input: input('SERVICE', { stores: ['north'] }) })).data).toMatchObject({
      benefitCreate: { errors: [{ code: 'UNKNOWN_STORE', path: ['input', 'slots', 'stores'] }] },
    });
    expect((await ask(create, { input: input('SERVICE', { stores: ['east'] }) })).data).toMatchObject({
      benefitCreate: {
        errors: [],
        benefit: { slots: { minutes: 30, capacity: 1, cancelMinutes: 120, stores: ['east'] } },
      },
    });
  });
});

it('is about the zone of the test program', () => {
  expect(testProgram.brands.host.zone).toBe('America/New_York');
  expect(DAY_MS).toBe(86_400_000);
});
