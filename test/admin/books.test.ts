import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { adjust, buy, earn, enrolMember, hold, settleDue, spend } from '../support/acts.js';
import { ledgerProgram } from '../support/ledger-program.js';
import type { TestOffice } from './office.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';

const FORMULA = '=HYPERLINK("http://example.com","点我")';
const MONTHS = 9;

let office: TestOffice;
let page: Page;
let memberId: string;
let password: string;

beforeAll(async () => {
  const program = { ...ledgerProgram, wallets: ledgerProgram.wallets.map((each) => each.code === 'claim' ? { ...each, cash: { points: 100, minor: 100, maxPercent: 50 } } : each) }; // prettier-ignore
  // as far back as the pages look, so that today is today for them as well
  office = await openTestOffice({ program, now: Date.now() - MONTHS * 30 * DAY_MS });
  memberId = await enrolMember(office, 'crm-1');
  const others = await Promise.all([2, 3, 4].map((n) => enrolMember(office, `crm-${n}`)));
  for (let month = 0; month < MONTHS; month++) {
    for (const [at, id] of [memberId, ...others].entries()) {
      await earn(office, id, 200 + 40 * month + 25 * at, 'later');
      await buy(office, id, 8_000 + 1_500 * month);
    }
    office.clock.advance(10 * DAY_MS);
    for (const id of others) await spend(office, id, 60 + 9 * month, 'later');
    office.clock.advance(20 * DAY_MS);
    await settleDue(office);
  }
  await earn(office, memberId, 100, 'later');
  await hold(office, memberId, 30);
  await adjust(office, memberId, -5);
  await office.house.database.transaction(async (sql) => ({
    value: await sql.run("UPDATE point_transfers SET reason = ? WHERE kind = 'adjust'", [FORMULA]),
    commit: true,
  }));
  password = await office.operator('cai', ['finance']);
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'cai', password);
});
afterAll(() => office.close());

describe('the books in the back office', () => {
  it('show every account, which come to zero, and what is outstanding, in Chinese', async () => {
    await page.goto(`${office.server.url}/admin/resources/books`);
    const trial = page.locator('section.panel').filter({ hasText: '试算平衡表' });
    await trial.waitFor();
    expect(await trial.locator('tr').last().textContent()).toBe('全部科目合计0');
    expect(await trial.textContent()).toMatch(/全体会员.*已发放.*Host/s);
    const liability = page.locator('section.panel').filter({ hasText: '积分负债 · 按获得月份' });
    expect(await liability.textContent()).toMatch(/价值 \$.*冻结/s);
    expect(await page.locator('section.panel').filter({ hasText: '积分负债 · 按承担方' }).textContent()).toContain('Host'); // prettier-ignore
    const curve = page.locator('section.panel').filter({ hasText: '沉淀率曲线 · later points' });
    expect(await curve.locator('polyline').count()).toBeGreaterThanOrEqual(MONTHS - 1);
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });

  it('show the end of an earlier day as it was', async () => {
    const trial = page.locator('section.panel').filter({ hasText: '试算平衡表' });
    const before = await trial.textContent();
    await page.locator('input[type=date]').fill(new Date(office.clock.now() - 100 * DAY_MS).toISOString().slice(0, 10));
    await Promise.all([
      page.waitForResponse(/books\/actions\/list/),
      page.getByRole('button', { name: '查询' }).click(),
    ]);
    await trial.filter({ hasNotText: before ?? '' }).waitFor(); // the page evaluates no strings, for us neither
    expect(await trial.locator('tr').last().textContent()).toBe('全部科目合计0');
    expect(await page.locator('section.panel').filter({ hasText: '积分负债' }).first().textContent()).not.toContain(
      '冻结',
    );
  });

  it('give the statement of a member, to look at and as a file a spreadsheet opens without doing what it says', async () => {
    await page.goto(`${office.server.url}/admin/resources/members/records/${memberId}/show`);
    await page.getByRole('tab', { name: '积分对账单' }).click();
    await page.getByText('期末余额').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 CSV' }).click()]); // prettier-ignore
    expect(download.suggestedFilename()).toMatch(/^1-points-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const bytes = await readFile(await download.path());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').slice(1).trimEnd().split('\r\n');
    expect(lines[0]).toBe('"日期","变动","原因","订单","数量","余额"');
    expect(lines[1]).toMatch(/^"期初余额","","","","","\d+"$/);
    expect(lines.some((line) => line.includes(`"'=HYPERLINK(""http://example.com"",""点我"")","","-5",`))).toBe(true);
    expect(lines.at(-1)).toMatch(/^"期末余额","","","","","\d+"$/);
  });

  it('are no business of a role that may not read the ledger', async () => {
    const cookie = await cookieFor(office, 'ana', await office.operator('ana', ['analyst']));
    const response = await fetch(`${office.server.url}/admin/api/resources/books/actions/list`, {
      headers: { cookie },
    });
    const answer = (await response.json()) as { told?: unknown; notice?: { type: string } };
    expect(answer.notice?.type).toBe('error');
    expect(answer.told).toBeUndefined();
  });
});
