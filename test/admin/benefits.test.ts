import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let operations: string;

const full = {
  code: 'tea',
  kind: 'threshold',
  level: 'premium',
  name: { en: 'Tea', 'zh-CN': '茶礼', 'zh-TW': '茶禮' },
  description: { en: 'Off tea', 'zh-CN': '茶品满减', 'zh-TW': '茶品滿減' },
  face: {
    amountMinor: 3_000, thresholdMinor: 20_000, include: { categories: ['tea', 'ware'], skus: ['SKU-1'] }, exclude: { categories: ['gift'] },
    hours: [{ weekdays: [1, 2], from: '09:00', to: '21:30' }], startsNextDay: true, prices: [{ sku: 'SKU-9', priceMinor: 1_999 }], early: { skus: ['SKU-1', 'SKU-2'], hours: 24 },
  },
  valueMinor: 3_000,
  funders: [{ brand: 'host', percent: 60 }, { brand: 'partner', percent: 40 }],
  validity: { kind: 'fixed', until: '2026-12-31T23:30:00.000Z' },
  stock: { kind: 'counted', units: 12 },
  limits: [{ max: 1, per: 'month' }, { max: 3, per: 'ever' }],
  price: { wallet: 'points', points: 100 },
  stacking: { group: 'coupons', isAlone: true },
  otherwise: [{ kind: 'compensation', benefit: 'five' }, { kind: 'pre-sale', on: '2026-11-11' }],
  usesMax: 2,
}; // prettier-ignore

beforeAll(async () => {
  office = await openTestOffice({ program: benefitProgram([coupon('five'), full]) });
  password = await office.operator('yunying', ['operator']);
  operations = await cookieFor(office, 'yunying', password);
});
afterAll(() => office.close());

interface Answer {
  readonly notice?: { readonly type: string };
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
  readonly fields?: readonly { readonly name: string; readonly otherwise?: string; readonly choices?: readonly { value: string }[] }[];
} // prettier-ignore

async function ask(path: string, fields: object | null): Promise<Answer> {
  const response = await fetch(`${office.server.url}/admin/api/resources/${path}`, {
    method: fields ? 'POST' : 'GET',
    headers: { cookie: operations, origin: office.server.url, 'content-type': 'application/json' },
    ...(fields ? { body: JSON.stringify(fields) } : {}),
  });
  return (await response.json()) as Answer;
}

/** What a form begins with. */
const filled = async (path: string) => Object.fromEntries(((await ask(path, null)).fields ?? []).map(({ name, otherwise = '' }) => [name, otherwise])); // prettier-ignore

async function stored(code: string): Promise<{ status: string; terms: Record<string, unknown>; version: number }> {
  const [row] = await office.house.database.reader.rows<{ status: string; terms: string; version: number }>('SELECT status, terms, version FROM benefits WHERE code = ?', [code]); // prettier-ignore
  return { status: row?.status ?? '', version: row?.version ?? 0, terms: JSON.parse(row?.terms ?? '{}') as Record<string, unknown> }; // prettier-ignore
}

describe('benefits in the back office', () => {
  it('are changed in a form that begins with all that they are, and by that alone', async () => {
    const before = await stored('tea');
    const form = await filled('benefits/records/bnf_tea/edit');
    expect(form).toMatchObject({ nameZhCN: '茶礼', amountMinor: '3000', include: 'tea, ware', hours: '1 2 09:00-21:30', early: '24 SKU-1 SKU-2', limits: '1 month, 3 ever', funders: 'host 60, partner 40', isAlone: 'yes', otherwise: 'compensation five\npre-sale 2026-11-11' }); // prettier-ignore
    expect((await ask('benefits/records/bnf_tea/edit', form)).problems).toEqual([]);
    expect(await stored('tea')).toEqual(before);
    expect((await ask('benefits/records/bnf_tea/edit', { ...form, units: '20', eligibility: 'metrics.orders > 1', until: '2027-01-31' })).problems).toEqual([]); // prettier-ignore
    expect(await stored('tea')).toMatchObject({ version: 2, terms: { stock: { units: 20 }, eligibility: 'metrics.orders > 1', validity: { until: '2027-02-01T05:00:00.000Z' } } }); // prettier-ignore
  });

  it('say what is refused at its field, in the language of the desk', async () => {
    const begun = await filled('benefits/actions/newBenefit');
    const fresh = { ...begun, code: 'new-gift', kind: 'CASH', nameZhCN: '新礼', nameZhTW: '新禮', nameEn: 'New', amountMinor: '500' }; // prettier-ignore
    const refused = async (more: object) => (await ask('benefits/actions/newBenefit', { ...fresh, ...more })).problems?.[0]; // prettier-ignore
    expect(await refused({ priceMinor: '-1' })).toMatchObject({ field: 'priceMinor' });
    expect(await refused({ amountMinor: '' })).toMatchObject({ field: 'amountMinor' });
    expect(await refused({ limits: '0 month' })).toMatchObject({ field: 'limits' });
    expect(await refused({ nameZhTW: 'x'.repeat(81) })).toMatchObject({ field: 'nameZhTW' });
    expect(await refused({ brands: 'nobody' })).toMatchObject({ field: 'brands', message: expect.stringMatching(/[\u4e00-\u9fff]/) as unknown }); // prettier-ignore
    expect(await refused({ eligibility: 'metrics.odrers > 1' })).toMatchObject({ field: 'eligibility' });
    expect(await refused({ wallet: 'miles', points: '5' })).toMatchObject({ field: 'wallet' });
    expect(await refused({ stock: 'COUNTED', units: '0' })).toBeUndefined();
    expect((await ask('benefits/records/bnf_new-gift/publish', {})).problems?.[0]?.message).toMatch('库存');
    const form = await filled('benefits/records/bnf_new-gift/edit');
    expect((await ask('benefits/records/bnf_new-gift/edit', { ...form, units: '3' })).problems).toEqual([]);
    expect((await ask('benefits/records/bnf_new-gift/publish', {})).problems).toEqual([]);
    expect(await stored('new-gift')).toMatchObject({ status: 'live' });
  });

  it('are made and retired by hand in a browser, and listed with what is left', async () => {
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'yunying', password);
    await page.goto(`${office.server.url}/admin/resources/benefits`);
    await page.getByText('茶礼').first().waitFor();
    const row = page.locator('tr', { hasText: '茶礼' });
    expect(await row.innerText()).toMatch(/满减[\s\S]*尊享[\s\S]*(12|20)[\s\S]*生效中/);
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/benefits.png` }); // prettier-ignore
    await page.goto(`${office.server.url}/admin/resources/benefits/records/bnf_tea/retire`);
    await page.locator('textarea[name=reason]').waitFor();
    const send = page.locator('form', { has: page.locator('textarea[name=reason]') }).locator('button[type=submit]');
    await send.click();
    await page.locator('.field-problem').first().waitFor();
    expect(await page.locator('.field-problem').innerText()).toMatch('替代');
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/benefit-retire.png`, fullPage: true }); // prettier-ignore
    await page.selectOption('select[name=replacementId]', 'bnf_five');
    await page.fill('input[name=honourUntil]', '2026-12-31');
    await send.click();
    await page.waitForURL(/bnf_tea\/show/);
    expect(await stored('tea')).toMatchObject({ status: 'retiring', terms: { replacement: 'five' } });
    await page.goto(`${office.server.url}/admin/resources/benefits/records/bnf_five/edit`);
    await page.locator('input[name=nameZhCN]').waitFor();
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/benefit-form.png`, fullPage: true }); // prettier-ignore
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
