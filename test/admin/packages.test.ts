import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { write } from '../../src/kernel/unit-of-work.js';
import { issuePackage } from '../../src/modules/benefits/index.js';
import { enrolMember } from '../support/acts.js';
import { grantsOf, redeem } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let operations: string;

const texts = (en: string, zhCN: string, zhTW: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });
const packages = [
  { code: 'welcome', kind: 'bundle', name: texts('Welcome', '新客礼包', '新客禮包'), parts: [{ benefit: 'coffee' }, { benefit: 'cake', quantity: 2 }], price: { wallet: 'points', points: 800 } },
  { code: 'quarter-card', kind: 'card', name: texts('Quarter card', '季卡', '季卡'), parts: [{ benefit: 'coffee', quantity: 3 }, { benefit: 'cake', isBirthdayMonthOnly: true }], cycle: { unit: 'month', count: 3 }, noticeDays: 5, priceMinor: 9_900, description: texts('A card', '每月三杯', '每月三杯') },
  { code: 'both', kind: 'bundle', name: texts('Both', '两付', '兩付'), parts: [{ benefit: 'cake' }], price: { wallet: 'later', points: 50 }, priceMinor: 500 },
]; // prettier-ignore

beforeAll(async () => {
  const benefits = [
    coupon('coffee', { valueMinor: 2_500, name: texts('A cup of coffee', '咖啡一杯', '咖啡一杯') }),
    coupon('cake', { valueMinor: 3_000, name: texts('A piece of cake', '蛋糕一份', '蛋糕一份') }),
  ];
  office = await openTestOffice({ program: { ...benefitProgram(benefits), packages } });
  password = await office.operator('yunying', ['operator']);
  operations = await cookieFor(office, 'yunying', password);
});
afterAll(() => office.close());

interface Answer {
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
  readonly fields?: readonly { readonly name: string; readonly otherwise?: string }[];
}

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

async function stored(code: string): Promise<Record<string, unknown>> {
  const [row] = await office.house.database.reader.rows<{ status: string; terms: string; version: number }>('SELECT status, terms, version FROM benefit_packages WHERE code = ?', [code]); // prettier-ignore
  return row ? { status: row.status, version: row.version, ...(JSON.parse(row.terms) as object) } : {};
}

describe('packages in the back office', () => {
  it('are listed with all of their price, in words', async () => {
    const response = await fetch(`${office.server.url}/admin/api/resources/packages/actions/list`, { headers: { cookie: operations } });
    const { records } = (await response.json()) as { records: { params: { code: string; price: string } }[] };
    const prices = Object.fromEntries(records.map(({ params: { code, price } }) => [code, price]));
    expect(prices).toEqual({ welcome: '800 points', 'quarter-card': '$99.00', both: '50 later points + $5.00' });
  }); // prettier-ignore

  it('are changed in a form that begins with all that they are, and by that alone', async () => {
    const before = await stored('quarter-card');
    const form = await filled('packages/records/pkg_quarter-card/edit');
    expect(form).toMatchObject({ nameZhCN: '季卡', parts: 'coffee 3\ncake 1 birthday', unit: 'month', count: '3', noticeDays: '5', priceMinor: '9900', wallet: '', description: '每月三杯 | 每月三杯 | A card' }); // prettier-ignore
    expect((await ask('packages/records/pkg_quarter-card/edit', form)).problems).toEqual([]);
    expect(await stored('quarter-card')).toEqual(before);
    expect((await ask('packages/records/pkg_quarter-card/edit', { ...form, parts: 'coffee 4\ncake 1 birthday', noticeDays: '0' })).problems).toEqual([]); // prettier-ignore
    expect(await stored('quarter-card')).toMatchObject({ version: 2, noticeDays: 0, parts: [{ quantity: 4 }, { isBirthdayMonthOnly: true }] }); // prettier-ignore
  });

  it('say what is refused at its field, are made as drafts, published and retired', async () => {
    const begun = await filled('packages/actions/newPackage');
    const fresh = { ...begun, code: 'gifts', kind: 'bundle', nameZhCN: '礼包', nameZhTW: '禮包', nameEn: 'Gifts', parts: 'coffee 1\ncake' }; // prettier-ignore
    const refused = async (more: object) => (await ask('packages/actions/newPackage', { ...fresh, ...more })).problems?.[0]; // prettier-ignore
    expect(await refused({ parts: 'tea 1' })).toMatchObject({ field: 'parts', message: expect.stringMatching(/[一-鿿]/) as unknown }); // prettier-ignore
    expect(await refused({ parts: 'coffee 0' })).toMatchObject({ field: 'parts' });
    expect(await refused({ unit: 'week', count: '2' })).toMatchObject({ field: 'unit' });
    expect(await refused({ wallet: 'miles', points: '5' })).toMatchObject({ field: 'wallet' });
    expect((await ask('packages/actions/newPackage', fresh)).problems).toEqual([]);
    expect(await stored('gifts')).toMatchObject({ status: 'draft', parts: [{ benefit: 'coffee' }, { benefit: 'cake', quantity: 1 }] }); // prettier-ignore
    expect((await ask('packages/records/pkg_gifts/publish', {})).problems).toEqual([]);
    expect(await stored('gifts')).toMatchObject({ status: 'live' });
    expect((await ask('packages/records/pkg_gifts/retire', {})).problems).toEqual([]);
    expect(await stored('gifts')).toMatchObject({ status: 'retired' });
  });

  it('are listed with what they are worth, and cards stand on the page of their member', async () => {
    const { house, caller } = office;
    const memberId = await enrolMember(office);
    const giving = { memberId, brandId: caller.brandId, code: 'quarter-card', reason: 'test' };
    await write(house, { caller, members: [memberId] }, (session) => Promise.resolve(issuePackage(session, giving)));
    const [grant] = await grantsOf(office, memberId);
    await redeem(office, memberId, grant?.id ?? '');
    const page = await office.window();
    await signInAs(page, office.server.url, 'yunying', password);
    await page.goto(`${office.server.url}/admin/resources/packages`);
    await page.getByText('新客礼包').waitFor();
    const list = (await page.locator('table').innerText()).replaceAll('\n', ' ');
    expect(list).toContain('咖啡一杯 × 1、蛋糕一份 × 2');
    expect(list).toContain('3 个月');
    if (process.env['LAUREL_SCREENSHOTS'])
      await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/packages-zh.png` });
    await page.goto(`${office.server.url}/admin/resources/packages/actions/newPackage`);
    await page.getByText('内含权益，每行一项').first().waitFor();
    if (process.env['LAUREL_SCREENSHOTS'])
      await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/package-form-zh.png`, fullPage: true });
    await page.goto(`${office.server.url}/admin/resources/members/records/${memberId}/show`);
    await page.getByText('权益卡').first().waitFor();
    expect((await page.locator('main, body').first().innerText()).replaceAll('\n', ' ')).toMatch(/咖啡一杯\s+剩余 3 \/ 4\s+已用 1/); // prettier-ignore
    if (process.env['LAUREL_SCREENSHOTS'])
      await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/cards-zh.png`, fullPage: true });
    expect(office.complaints).toEqual([]);
  });
});
