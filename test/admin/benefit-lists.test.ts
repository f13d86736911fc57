import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { write } from '../../src/kernel/unit-of-work.js';
import { enrol } from '../../src/modules/members/index.js';
import { at } from '../api/open-api.js';
import { enrolMember } from '../support/acts.js';
import { buy, claim, confirm, issue } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { parcelActs } from '../support/parcel-acts.js';
import { openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

const BOOK = 'mutation ($id: ID!, $at: DateTime!) { slotBook(grantId: $id, startsAt: $at, idempotencyKey: "b-1") { booking { id } } }'; // prettier-ignore

let office: TestOffice;
let page: Page;
let member: string;
let pages: Readonly<Record<string, string>>;

const texts = (en: string, zhCN: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhCN });

beforeAll(async () => {
  office = await openTestOffice({
    program: benefitProgram([
      coupon('seat', { name: texts('A seat in the garden pavilion', '花园凉亭座位'), ...counted(1), otherwise: [{ kind: 'wait', days: 10 }] }),
      coupon('tasting', { name: texts('An evening of tea tasting', '品茶之夜'), isClaimable: false, priceMinor: 9_900 }),
      { code: 'support', kind: 'service', name: texts('Advice', '专属顾问'), slots: { isOnline: true, hours: [{ weekdays: [5], from: '09:00', to: '12:00' }], minutes: 60 } },
      { code: 'mug', kind: 'gift', name: texts('Mug', '马克杯'), delivery: { kind: 'ship' } },
    ]),
  });
  member = await enrolKnown();
  await claim(office, await enrolMember(office), 'seat');
  await claim(office, member, 'seat');
  const host = await office.key(['host-admin']);
  const purchase = await buy(office, member, 'tasting');
  await confirm(office, member, purchase, 'wx-4200001', 9_900);
  const variables = { id: await issue(office, member, 'support'), at: '2026-01-16T14:00:00.000Z' };
  const booking = at(await office.ask(BOOK, variables, { token: host }), 'data.slotBook.booking.id');
  const parcel = await parcelActs(office, host).addressed(member);
  const [owed] = await office.house.database.reader.rows<{ id: string }>('SELECT id FROM obligations');
  pages = { obligations: owed?.id ?? '', purchases: purchase, bookings: booking, fulfilments: parcel };
  page = await office.window('en');
  await signInAs(page, office.server.url, 'lin', await office.operator('lin', ['owner']));
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Navigation').waitFor();
}); // prettier-ignore
afterAll(() => office.close());

async function enrolKnown(): Promise<string> {
  const { house, caller } = office;
  const identities = [{ kind: 'external', value: 'crm-7' }] as const;
  const { value } = await write(house, { caller, members: [] }, async (session) => ({ ...(await enrol(session, { brandId: caller.brandId, identities })) })); // prettier-ignore
  return value.memberId;
}

const open = async (path: string) => {
  await page.goto(`${office.server.url}/admin/resources/${path}`);
  await page.getByRole('link', { name: 'crm-7' }).first().waitFor();
};
const picture = async (name: string) => {
  const folder = process.env['LAUREL_SCREENSHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
};

describe('what members have of benefits, in the lists of the back office', () => {
  it.each(['obligations', 'purchases', 'bookings'])('%s name the member and the benefit and fit into the window', async (table) => {
    await open(table);
    const text = await page.locator('tbody').innerText();
    expect(text).not.toMatch(/mem_/);
    const hidden = await page.evaluate<number>(
      "(() => { const each = document.querySelector('[data-css$=table-wrapper]'); return each.scrollWidth - each.clientWidth; })()",
    );
    await picture(`${table}-list`);
    expect(hidden).toBe(0);
    const lines = "Math.max(...[...document.querySelectorAll('tbody [data-css$=benefitName-table-cell] bdi')].map((each) => each.getClientRects().length))";
    expect(await page.evaluate<number>(lines)).toBeLessThanOrEqual(2);
  }); // prettier-ignore

  it('call a member by its number where the role may not know more of it', async () => {
    const bare = await office.window('zh-CN');
    await signInAs(bare, office.server.url, 'yun', await office.operator('yun', ['operator']));
    await bare.goto(`${office.server.url}/admin/resources/obligations`);
    await bare.getByRole('link', { name: /^会员号 \d+$/ }).waitFor();
    expect(await bare.getByText('crm-7').count()).toBe(0);
  });

  it('lead to the page of the member, not to that of the row', async () => {
    await open('obligations');
    await page.getByRole('link', { name: 'crm-7' }).first().click();
    await page.waitForURL(`**/members/records/${member}/show`);
    await page.getByRole('tab', { name: 'Benefits' }).waitFor();
  });

  it.each(['obligations', 'purchases', 'bookings', 'fulfilments'])('the page of one of %s says each thing once, by its name', async (table) => {
    await open(`${table}/records/${pages[table] ?? ''}/show`);
    await page.setViewportSize({ width: 1440, height: 1500 });
    await picture(`${table}-page`);
    const labels = await page.locator('section .lrl div.soft, .lrl div.soft').allInnerTexts();
    expect(labels.length).toBeGreaterThan(9);
    expect(labels.filter((label, nth) => labels.indexOf(label) < nth)).toEqual([]);
    const text = (await page.locator('.lrl').allInnerTexts()).join('\n');
    expect(text).not.toMatch(/mem_|brd_|sto_/);
    expect(text).toContain('Host');
  }); // prettier-ignore

  it('a purchase tells when it began, and no expiry once it is paid', async () => {
    await page.goto(`${office.server.url}/admin/resources/purchases`);
    await page.getByText('wx-4200001').waitFor();
    expect(await page.locator('thead').innerText()).toMatch(/^\s*Begun/);
    expect(await page.locator('[data-css=purchases-expiresAt-table-cell]').innerText()).toBe('–');
    expect(office.complaints).toEqual([]);
  });
});
