import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrolMember } from '../support/acts.js';
import { buy, confirm } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let cookie: string;
let member: string;

beforeAll(async () => {
  const named = { en: 'Tea tasting', 'zh-CN': '品茶体验', 'zh-TW': '品茶體驗' };
  const sold = { isClaimable: false, priceMinor: 9_900 };
  office = await openTestOffice({ program: benefitProgram([coupon('tasting', { ...sold, name: named }), coupon('other', sold)]) }); // prettier-ignore
  password = await office.operator('yunying', ['owner']);
  cookie = await cookieFor(office, 'yunying', password);
  member = await enrolMember(office);
});
afterAll(() => office.close());

const api = () => `${office.server.url}/admin/api/resources/purchases`;
const listed = async (query = '') => {
  const response = await fetch(`${api()}/actions/list${query}`, { headers: { cookie } });
  return ((await response.json()) as { records: { id: string; params: Record<string, unknown> }[] }).records;
};
const send = async (path: string, fields: object) => {
  const headers = { cookie, origin: office.server.url, 'content-type': 'application/json' };
  const response = await fetch(`${api()}/${path}`, { method: 'POST', headers, body: JSON.stringify(fields) });
  return (await response.json()) as { problems?: readonly { message: string }[] };
};

describe('purchases in the back office', () => {
  it('are listed by member and by benefit, let go before they are paid and paid back after', async () => {
    const open = await buy(office, member, 'tasting');
    const paid = await buy(office, member, 'other');
    await confirm(office, member, paid, 'pay-77', 9_900);
    await buy(office, await enrolMember(office), 'other');
    expect((await listed(`?filters.find=${member}`)).map(({ id }) => id).sort()).toEqual([open, paid].sort());
    expect((await listed('?filters.benefit=tasting'))[0]?.params).toMatchObject({ benefitName: '品茶体验', member: 'member-1', price: '$99.00', brand: 'Host', status: 'awaiting', amountMinor: 9_900, memberId: member }); // prettier-ignore
    expect((await listed('?filters.paymentId=pay-77')).map(({ id }) => id)).toEqual([paid]);
    expect((await listed('?filters.status=awaiting&filters.benefit=tasting')).map(({ id }) => id)).toEqual([open]);
    expect((await send(`records/${open}/releasePurchase`, {})).problems).toEqual([]);
    expect((await send(`records/${paid}/refundPurchase`, { reason: '' })).problems?.[0]?.message).toMatch(/[\u4e00-\u9fff]/); // prettier-ignore
    expect((await send(`records/${paid}/refundPurchase`, { reason: '顾客改变主意' })).problems).toEqual([]);
    expect((await listed(`?filters.find=${member}`)).map(({ params }) => params['status']).sort()).toEqual(['refunded', 'released']); // prettier-ignore
  });

  it('speak the language of the page', async () => {
    await buy(office, member, 'tasting');
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'yunying', password);
    await page.goto(`${office.server.url}/admin/resources/purchases`);
    await page.getByText('品茶体验').first().waitFor();
    expect(await page.locator('thead').innerText()).not.toMatch(/[A-Za-z]/);
    expect(await page.locator('tbody').innerText()).toMatch(/待支付[\s\S]*已退款/);
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/purchases.png` }); // prettier-ignore
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
