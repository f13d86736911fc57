import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { enrolMember } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { parcelActs } from '../support/parcel-acts.js';
import type { TestOffice } from './office.js';
import { openTestOffice, signInAs } from './office.js';

const DAY_MS = 86_400_000;

let office: TestOffice;
let page: Page;
let acts: ReturnType<typeof parcelActs>;
const ids: string[] = [];

beforeAll(async () => {
  const name = { en: 'Mug', 'zh-CN': '马克杯', 'zh-TW': '馬克杯' };
  office = await openTestOffice({ program: benefitProgram([{ code: 'mug', kind: 'gift', name, delivery: { kind: 'ship' } }]) });
  acts = parcelActs(office, await office.key(['host-admin']));
  ids.push(await acts.addressed(await enrolMember(office)));
  office.clock.advance(8 * DAY_MS);
  for (let nth = 0; nth < 2; nth++) ids.push(await acts.addressed(await enrolMember(office)));
  await acts.parcelFor(await enrolMember(office));
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'cang', await office.operator('cang', ['operator', 'member-care']));
}); // prettier-ignore
afterAll(() => office.close());

const list = (window = page) => window.goto(`${office.server.url}/admin/resources/fulfilments`);
const panel = (title: string | RegExp, window = page) => window.locator('section.panel').filter({ hasText: title });
const picture = async (name: string, window = page) => {
  const folder = process.env['LAUREL_SCREENSHOTS'];
  if (folder) await window.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
const statusOf = async (id = '') => {
  const [row] = await office.house.database.reader.rows<{ status: string }>('SELECT status FROM fulfilments WHERE id = ?', [id]); // prettier-ignore
  return row?.status;
};

describe('The page of whoever ships', () => {
  it('shows what is to be shipped, what waits longest first, and flags what is late', async () => {
    await list();
    const rows = panel('运单号').locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(3);
    expect(await rows.first().textContent()).toContain('已超时');
    expect(await rows.nth(1).textContent()).not.toContain('已超时');
    await picture('parcels');
  });

  it('hands out the list as a file and takes it back with the numbers that were filled in', async () => {
    await list();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出发货清单' }).click(),
    ]);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv).toContain('马克杯');
    const filled = csv.split('\r\n').map((line) => (line.includes(ids[0] ?? '') ? line.replace(/"",""$/, '"顺丰","SF001"') : line)); // prettier-ignore
    await page.locator('textarea').fill([...filled, '"ful_nobody","","","","","","","","","","","","","顺丰","SF002"'].join('\n')); // prettier-ignore
    await page.getByRole('button', { name: '试运行' }).click();
    await panel('导回发货清单').getByText('没有此寄送单').waitFor();
    expect(await statusOf(ids[0])).toBe('to-ship');
    await picture('parcels-tried');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('已完成').first().waitFor();
    await panel('运单号').locator('tbody tr').nth(1).waitFor();
    expect(await statusOf(ids[0])).toBe('shipped');
  });

  it('marks one as shipped where its number is written beside it, and its page tells where it went', async () => {
    await list();
    const row = panel('运单号').locator('tbody tr').first();
    await row.getByLabel('承运商').fill('中通');
    await row.getByLabel('运单号').fill('ZT9');
    await row.getByRole('button', { name: '标记发货' }).click();
    await page.getByText('已完成').first().waitFor();
    expect(await statusOf(ids[1])).toBe('shipped');
    await page.goto(`${office.server.url}/admin/resources/fulfilments/records/${ids[1] ?? ''}/show`);
    await page.getByText('1 Canary Street').waitFor();
    await page.getByText('ZT9').waitFor();
    await picture('parcel');
  });

  it('shows no address, and hands out no file, to who may not know where members live', async () => {
    const bare = await office.window('en');
    await signInAs(bare, office.server.url, 'yun', await office.operator('yun', ['operator']));
    await list(bare);
    await panel(/Ship list|发货清单|Addresses are shown/, bare)
      .first()
      .waitFor();
    expect(await bare.getByRole('button', { name: /Save the ship list|导出发货清单/ }).count()).toBe(0);
    await bare.goto(`${office.server.url}/admin/resources/fulfilments/records/${ids[1] ?? ''}/show`);
    await bare.getByText('ZT9').waitFor();
    expect(await bare.getByText('Canary').count()).toBe(0);
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
