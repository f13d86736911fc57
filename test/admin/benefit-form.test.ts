import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { at } from '../api/open-api.js';
import { enrolMember } from '../support/acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { png } from '../support/media/pictures.js';
import { openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

const ISSUE = 'mutation ($id: ID!, $key: String!) { benefitIssue(member: { id: $id }, benefitId: "bnf_advice", reason: "test", idempotencyKey: $key) { grant { id } errors { code } } }'; // prettier-ignore
const BOOK = 'mutation ($id: ID!, $at: DateTime!, $key: String!) { slotBook(grantId: $id, startsAt: $at, idempotencyKey: $key) { booking { id } errors { code } } }'; // prettier-ignore

let office: TestOffice;
let page: Page;
let password: string;

beforeAll(async () => {
  const name = { en: 'Advice', 'zh-CN': '专属顾问', 'zh-TW': '專屬顧問' };
  const slots = { stores: ['east'], isOnline: true, hours: [{ weekdays: [5], from: '09:00', to: '12:00' }], minutes: 60, capacity: 5 };
  office = await openTestOffice({
    program: {
      ...benefitProgram([coupon('five'), { code: 'advice', kind: 'service', name, slots }]),
      stores: [
        { code: 'east', name: { en: 'East', 'zh-CN': '东城店', 'zh-TW': '東城店' } },
        { code: 'west', name: { en: 'West', 'zh-CN': '西城店', 'zh-TW': '西城店' } },
        { code: 'north', name: 'North', brand: 'partner' },
      ],
    },
  });
  password = await office.operator('yunying', ['operator']);
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'yunying', password);
}); // prettier-ignore
afterAll(() => office.close());

const form = async (path: string, window = page) => {
  await window.goto(`${office.server.url}/admin/resources/benefits/${path}`);
  await window.locator('input[name=nameZhCN]').waitFor();
};
const times = (window = page) => window.locator('.times[data-field=slotHours]');
const pictures = (window = page) => window.locator('.pictures');
const send = (window = page) => window.locator('form button[type=submit]').filter({ hasText: /确认|Do it/ }).click(); // prettier-ignore
const photograph = async (name: string, window = page) => {
  const folder = process.env['LAUREL_SCREENSHOTS'];
  if (folder) await window.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const stored = async (code: string) => {
  const [row] = await office.house.database.reader.rows<{ terms: string }>('SELECT terms FROM benefits WHERE code = ?', [code]); // prettier-ignore
  return JSON.parse(row?.terms ?? '{}') as { slots: { hours: unknown[] } | null; images: string[] };
};
const file = async (name: string, type: string, bytes?: Buffer) => ({ name, mimeType: type, buffer: bytes ?? (await png()) }); // prettier-ignore

describe('The times of a service in the form of a benefit', () => {
  it('are changed and added to line by line, at stores of its brand, and what is booked already is told', async () => {
    const member = await enrolMember(office);
    const token = await office.key(['host-admin']);
    const grant = at(await office.ask(ISSUE, { id: member, key: 'i' }, { token }), 'data.benefitIssue.grant.id');
    await office.ask(BOOK, { id: grant, at: '2026-01-16T14:00:00.000Z', key: 'b' }, { token });
    await form('records/bnf_advice/edit');
    await page.getByText('当前有 1 个未完成的预约').waitFor();
    expect(await page.getByText('North').count()).toBe(0);
    await page.getByText('西城店').click();
    await times().getByRole('button', { name: '周一' }).click();
    await times().getByLabel('结束').fill('24：00');
    await times().getByRole('button', { name: '添加时段' }).click();
    await times().getByRole('group', { name: '时段 2' }).getByLabel('开始').fill('13:00');
    await page.fill('input[name=capacity]', '2');
    await photograph('benefit-slots-zh');
    await send();
    await page.waitForURL(/bnf_advice\/show/);
    expect((await stored('advice')).slots).toMatchObject({
      stores: ['east', 'west'],
      isOnline: true,
      hours: [
        { weekdays: [1, 5], from: '09:00', to: '24:00' },
        { weekdays: [1, 2, 3, 4, 5], from: '13:00', to: '18:00' },
      ],
      ...{ minutes: 60, capacity: 2 },
    });
  });

  it('are refused with a sentence beside them, and ended when no line is left', async () => {
    await form('records/bnf_advice/edit');
    const field = page.locator('fieldset', { has: times() });
    const first = times().getByRole('group', { name: '时段 1' });
    await first.getByLabel('结束').fill('08:00');
    await send();
    await field.locator('.field-problem').waitFor();
    expect(await field.locator('.field-problem').textContent()).toMatch(/[\u4e00-\u9fff]/);
    await times().getByRole('button', { name: '删除' }).first().click();
    await times().getByRole('button', { name: '删除' }).click();
    await times().getByText('暂无').waitFor();
    await send();
    await page.waitForURL(/bnf_advice\/show/);
    expect((await stored('advice')).slots).toBeNull();
  });

  it('are asked of a new benefit once it is a service, and of nothing else', async () => {
    await form('actions/newBenefit');
    expect(await times().count()).toBe(0);
    await page.selectOption('select[name=kind]', 'SERVICE');
    await times().getByRole('button', { name: '添加时段' }).click();
    for (const [name, text] of [['code', 'yoga'], ['nameZhCN', '瑜伽课'], ['nameZhTW', '瑜伽課'], ['nameEn', 'Yoga']] as const) await page.fill(`input[name=${name}]`, text); // prettier-ignore
    await page.selectOption('select[name=isOnline]', 'yes');
    await send();
    await page.waitForURL(/resources\/benefits$/);
    expect((await stored('yoga')).slots).toMatchObject({ isOnline: true, minutes: 30, capacity: 1, hours: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] }); // prettier-ignore
    await form('records/bnf_five/edit');
    expect(await times().count()).toBe(0);
  });
});

describe('Pictures in the form of a benefit', () => {
  it('are uploaded with what is on them, shown small, put in order and taken out', async () => {
    await form('records/bnf_five/edit');
    for (const alt of ['一杯茶', '']) {
      await pictures()
        .locator('input[type=file]')
        .setInputFiles(await file('tea.png', 'image/png'));
      await pictures().getByLabel('图片说明（简体）').fill(alt);
      await pictures().getByRole('button', { name: '上传' }).click();
      await pictures().locator('figure').nth(alt ? 0 : 1).locator('img').waitFor(); // prettier-ignore
    }
    for (const image of await pictures().locator('img').all()) {
      await image.evaluate((each) => (each as unknown as { decode(): Promise<void> }).decode()); // what cannot be shown throws
    }
    await pictures().getByRole('button', { name: '将第 2 张前移' }).click();
    expect(await pictures().locator('figcaption').first().textContent()).toContain('无图片说明');
    await photograph('benefit-pictures-zh');
    await send();
    await page.waitForURL(/bnf_five\/show/);
    const { images } = await stored('five');
    expect(images).toHaveLength(2);
    await form('records/bnf_five/edit');
    expect(await pictures().locator('img').nth(1).getAttribute('alt')).toBe('一杯茶');
    await pictures().getByRole('button', { name: '移除' }).first().click();
    await send();
    await page.waitForURL(/bnf_five\/show/);
    expect((await stored('five')).images).toEqual(images.slice(1));
  });

  it('say in words why a file is not taken: its type, its size, or what it really is', async () => {
    await form('records/bnf_five/edit');
    const refused = async (name: string, type: string, bytes?: Buffer) => {
      await pictures()
        .locator('input[type=file]')
        .setInputFiles(await file(name, type, bytes));
      await pictures().getByRole('button', { name: '上传' }).click();
      await pictures().getByRole('alert').waitFor();
      await photograph(`benefit-picture-refused-${name.split('.')[0] ?? ''}`);
      const said = await pictures().getByRole('alert').textContent();
      await pictures().locator('input[type=file]').setInputFiles([]);
      return said;
    };
    expect(await refused('tea.svg', 'image/svg+xml', Buffer.from('<svg/>'))).toMatch('文件类型不符');
    expect(await refused('large.png', 'image/png', Buffer.alloc(10_000_001))).toMatch('文件过大');
    expect(await refused('tea.png', 'image/png', Buffer.from('no picture at all'))).toMatch(/[\u4e00-\u9fff]/);
    expect(await pictures().locator('figure').count()).toBe(1);
  });

  it('stand in the form of a package too, and both speak English', async () => {
    const window = await office.window('en');
    await window.context().addCookies([{ name: 'laurel_locale', value: 'en', domain: '127.0.0.1', path: '/admin' }]); // prettier-ignore
    await signInAs(window, office.server.url, 'english', await office.operator('english', ['operator']));
    await window.goto(`${office.server.url}/admin/resources/packages/actions/newPackage`);
    await pictures(window).waitFor();
    await form('records/bnf_yoga/edit', window);
    await times(window).getByRole('button', { name: 'Fri', exact: true }).waitFor();
    await times(window).scrollIntoViewIfNeeded();
    await photograph('benefit-slots-en', window);
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
