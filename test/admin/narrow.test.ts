import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { enrolMember } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { parcelActs } from '../support/parcel-acts.js';
import { openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let page: Page;

beforeAll(async () => {
  const name = { en: 'Mug', 'zh-CN': '马克杯', 'zh-TW': '馬克杯' };
  office = await openTestOffice({ program: benefitProgram([{ code: 'mug', kind: 'gift', name, delivery: { kind: 'ship' } }]) }); // prettier-ignore
  await parcelActs(office, await office.key(['host-admin'])).addressed(await enrolMember(office, 'crm-7'));
  page = await office.window('zh-CN');
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, office.server.url, 'lin', await office.operator('lin', ['owner']));
});
afterAll(() => office.close());

const picture = async (name: string) => {
  const folder = process.env['LAUREL_SCREENSHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

describe('the back office on a phone', () => {
  it('lists members by what they are called and by their tier', async () => {
    await page.goto(`${office.server.url}/admin/resources/members`);
    await page.getByText('crm-7').waitFor();
    await picture('narrow-members');
    expect(await page.getByText('crm-7').isVisible()).toBe(true);
    expect(await page.locator('[data-css=members-tier-table-cell]').isVisible()).toBe(true);
    expect(await page.locator('[data-css=members-id-table-cell]').isVisible()).toBe(false);
  });

  it('has the languages and the way out in its head, side by side', async () => {
    for (const name of ['简体', 'English', '退出登录']) {
      const { x = -1, y = -1, width = 0, height = 0 } = (await page.getByRole('button', { name }).boundingBox()) ?? {};
      expect([x >= 0, y >= 0, x + width <= 390, y + height <= 64]).toEqual([true, true, true, true]);
    }
  });

  it('has room to write the carrier and the number of a parcel', async () => {
    await page.goto(`${office.server.url}/admin/resources/fulfilments`);
    await page.getByLabel('承运商').waitFor();
    await picture('narrow-parcels');
    for (const label of ['承运商', '运单号']) {
      const box = await page.locator('tbody').getByLabel(label).boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(100);
    }
    expect(office.complaints).toEqual([]);
  });
});
