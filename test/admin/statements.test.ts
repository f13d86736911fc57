import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { enrolMember } from '../support/acts.js';
import { manyBrands, moveAt } from '../modules/settlements/between-brands.js';
import { openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let page: Page;

beforeAll(async () => {
  office = await openTestOffice({ program: manyBrands });
  const member = await enrolMember(office);
  await moveAt(office, 'earn', 'brd_north', member, 100_000);
  await moveAt(office, 'spend', 'brd_south', member, 60_000);
  await moveAt(office, 'spend', 'brd_host', member, 30_000);
  office.clock.set(Date.UTC(2026, 1, 3));
  await runDue(office.house);
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'lin', await office.operator('lin', ['owner']));
});
afterAll(() => office.close());

const rows = (sql: string) => office.house.database.reader.rows(sql);

describe('statements in the back office', () => {
  it('are listed, told with their lines, disputed and settled', async () => {
    await page.goto(`${office.server.url}/admin/resources/statements`);
    await page.locator('tbody tr').filter({ hasText: 'north' }).first().click();
    await page.getByRole('heading', { name: '明细' }).waitFor();
    const lines = await page.locator('section.panel.wide tbody tr').allTextContents();
    expect(lines).toEqual(['1积分 · points · northnorthhost30,000$5.01100 %-$150.30-$9.02', '2积分 · points · northnorthsouth60,000$3.33100 %-$199.80$0.00']); // prettier-ignore
    await page.getByText('提出异议').first().click();
    await page.fill('textarea', '第一行应为 29,900 积分');
    await page.fill('input[type=number]', '1');
    await page.locator('.lrl button.act.main').click();
    await page.getByText('有争议').first().waitFor();
    const [disputed] = await rows("SELECT state, disputedLine FROM statements WHERE brandId = 'brd_north'");
    expect(disputed).toEqual({ state: 'disputed', disputedLine: 1 });
    await page.getByText('结清').first().click();
    await page.fill('textarea', '二月十日已付');
    await page.locator('.lrl button.act.main').click();
    await page.getByText('已结清').first().waitFor();
    expect(await rows("SELECT action FROM audit_rows WHERE action LIKE 'settlements.%' ORDER BY id")).toEqual([
      { action: 'settlements.disputed' },
      { action: 'settlements.settled' },
    ]);
  });

  it('are counted by agreements that are made here, and those of closed months stay', async () => {
    const agree = async (validFrom: string) => {
      await page.goto(`${office.server.url}/admin/resources/agreements/actions/agree`);
      await page.locator('select').first().selectOption('brd_bare');
      const [day, earn, redeem] = [0, 1, 2].map((nth) => page.locator('input').nth(nth));
      await day?.fill(validFrom);
      await earn?.fill('500');
      await redeem?.fill('400');
      await page.locator('.lrl button.act.main').click();
    };
    await agree('2026-01-01');
    await page.getByText('不可新增、更改或删除').first().waitFor();
    await agree('2026-02-10');
    await page.getByText('已完成').first().waitFor();
    await page.goto(`${office.server.url}/admin/resources/agreements`);
    const made = await rows("SELECT validFrom, earnRate, redeemRate FROM agreements WHERE brandId = 'brd_bare'");
    expect(made).toEqual([{ validFrom: '2026-02-10', earnRate: 500, redeemRate: 400 }]);
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });
});
