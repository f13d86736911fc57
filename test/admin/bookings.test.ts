import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { at } from '../api/open-api.js';
import { enrolMember } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import type { TestOffice } from './office.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';

const ISSUE = 'mutation ($id: ID!, $key: String!) { benefitIssue(member: { id: $id }, benefitId: "bnf_support", reason: "test", idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
const BOOK = 'mutation ($id: ID!, $store: ID, $at: DateTime!, $key: String!) { slotBook(grantId: $id, storeId: $store, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore

let office: TestOffice;
let host: string;
let keys = 0;

beforeAll(async () => {
  const slots = { stores: ['east'], isOnline: true, hours: [{ weekdays: [5], from: '09:00', to: '12:00' }], minutes: 60, capacity: 5 };
  const name = { en: 'Advice', 'zh-CN': '专属顾问', 'zh-TW': '專屬顧問' };
  office = await openTestOffice({
    program: {
      ...benefitProgram([{ code: 'support', kind: 'service', name, slots }]),
      stores: [{ code: 'east', name: { en: 'East', 'zh-CN': '东城店', 'zh-TW': '東城店' } }],
    },
  });
  host = await office.key(['host-admin']);
}); // prettier-ignore
afterAll(() => office.close());

const ask = (query: string, variables: object = {}) => office.ask(query, { key: `b-${(keys += 1)}`, ...variables }, { token: host }); // prettier-ignore
async function booked(store: string | null, startsAt = '2026-01-16T14:00:00.000Z'): Promise<string> {
  const grant = at(await ask(ISSUE, { id: await enrolMember(office) }), 'data.benefitIssue.grant.id');
  return at(await ask(BOOK, { id: grant, store, at: startsAt }), 'data.slotBook.booking.id');
}
const statusOf = async (id: string) => {
  const [row] = await office.house.database.reader.rows<{ status: string }>('SELECT status FROM service_bookings WHERE id = ?', [id]); // prettier-ignore
  return row?.status;
};

describe('bookings in the back office', () => {
  it('are listed with their store and marked by who gives the service', async () => {
    const store = at(await ask('{ stores(first: 1) { nodes { id } } }'), 'data.stores.nodes.0.id');
    const [came, gone] = [await booked(store), await booked(null)];
    const deeds = async (id: string) => {
      const password = await office.operator(`k-${(keys += 1)}`, ['owner']);
      const cookie = await cookieFor(office, `k-${keys}`, password);
      const response = await fetch(`${office.server.url}/admin/api/resources/bookings/records/${id}/show`, { headers: { cookie } });
      const { record } = (await response.json()) as { record: { recordActions: { name: string }[] } };
      return record.recordActions.map(({ name }) => name).sort();
    }; // prettier-ignore
    expect(await deeds(came)).toEqual(['cancelBooking', 'show']);
    office.clock.set(Date.UTC(2026, 0, 16, 13, 5));
    expect(await deeds(came)).toEqual(['attended', 'cancelBooking', 'show']);
    office.clock.set(Date.UTC(2026, 0, 16, 14, 5));
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'dian', await office.operator('dian', ['owner']));
    await page.goto(`${office.server.url}/admin/resources/bookings`);
    await page.getByText('东城店').first().waitFor();
    const folder = process.env['LAUREL_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/bookings.png` });
    await page.goto(`${office.server.url}/admin/resources/bookings/records/${came}/attended`);
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('已到店').first().waitFor();
    expect(await statusOf(came)).toBe('attended');
    await page.goto(`${office.server.url}/admin/resources/bookings/records/${gone}/cancelBooking`);
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('已取消').first().waitFor();
    expect(await statusOf(gone)).toBe('cancelled');
    expect(office.complaints).toEqual([]);
  });

  it('begin with those of today and to come, the next first, before those that are over, and are found by day and by benefit', async () => {
    office.clock.set(Date.UTC(2026, 0, 23, 13, 30)); // the Friday after
    const [late, soon, later] = [
      await booked(null, '2026-01-23T16:00:00.000Z'),
      await booked(null, '2026-01-23T15:00:00.000Z'),
      await booked(null, '2026-01-30T14:00:00.000Z'),
    ];
    const cookie = await cookieFor(office, 'ri', await office.operator('ri', ['owner']));
    const listed = async (query = '') => {
      const response = await fetch(`${office.server.url}/admin/api/resources/bookings/actions/list${query}`, { headers: { cookie } }); // prettier-ignore
      return ((await response.json()) as { records: { id: string; params: { startsAt: number; benefitName: string; place: string } }[] }).records; // prettier-ignore
    };
    const all = await listed();
    expect(all.slice(0, 3).map(({ id }) => id)).toEqual([soon, late, later]);
    expect(all.length).toBe(5);
    expect(all[0]?.params).toMatchObject({ benefitName: '专属顾问', place: '线上', member: expect.stringMatching(/^member-\d+$/) as unknown }); // prettier-ignore
    const paged = [...(await listed('?perPage=2')), ...(await listed('?perPage=2&page=2')), ...(await listed('?perPage=2&page=3'))]; // prettier-ignore
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect((await listed('?filters.day=2026-01-23')).map(({ id }) => id)).toEqual([soon, late]);
    expect(await listed('?filters.day=2026-02-31')).toEqual([]);
    expect((await listed('?filters.benefit=顾问')).length).toBe(5);
    expect(await listed('?filters.benefit=茶')).toEqual([]);
  });
});
