import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { act, buy, enrolMember } from '../support/acts.js';
import type { TestOffice } from './office.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';

const MONTHS = 6;

let office: TestOffice;
let page: Page;

beforeAll(async () => {
  office = await openTestOffice({ now: Date.now() - MONTHS * 30 * DAY_MS });
  const members: string[] = [];
  for (let month = 0; month < MONTHS; month++) {
    for (let each = 0; each < 8; each++) members.push(await enrolMember(office));
    for (const [at, id] of members.entries()) {
      const store = at % 2 === 0 ? '静安店' : '<b>Süd</b>';
      if (at % 3 !== month % 3) await act(office, id, 'purchase', { orderId: `${id}-${month}`, amountMinor: 2_000 + 310 * at, store }); // prettier-ignore
    }
    office.clock.advance(20 * DAY_MS);
    for (const [at, id] of members.entries()) if (at % 4 === 0) await buy(office, id, 1_500);
    office.clock.advance(10 * DAY_MS);
  }
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'fen', await office.operator('fen', ['analyst']));
});
afterAll(() => office.close());

async function choose(name: string, value: string): Promise<void> {
  await page.selectOption(`select[name=${name}]`, value);
}

async function show(): Promise<void> {
  await Promise.all([
    page.waitForResponse(/figures\/actions\/list/),
    page.getByRole('button', { name: '查询' }).click(),
  ]);
}

const values = () => page.locator('section.panel').filter({ hasText: '分子' }).last().locator('tbody tr');

describe('the figures in the back office', () => {
  it('show a figure by month with its definition, in Chinese', async () => {
    await page.goto(`${office.server.url}/admin/resources/figures`);
    await page.locator('select[name=metric]').waitFor();
    await choose('metric', 'repurchaseRate');
    const definition = page.locator('section.panel').filter({ hasText: 'repurchaseRate' });
    await definition.waitFor();
    expect(await definition.textContent()).toMatch(/同一天的多笔订单算一次购买.*期内有订单的会员.*第 1 版/s);
    const bars = page.locator('svg[role=img] rect');
    expect(await bars.count()).toBeGreaterThanOrEqual(MONTHS);
    expect(await page.inputValue('input[name=from]')).toMatch(/-01$/); // else the first bar is a part of a month beside whole ones
    expect(await values().last().textContent()).toContain('未成熟'); // the month is not over
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });

  it('tell it apart by store, take names of stores for texts, and lead to the members behind a point', async () => {
    await choose('by', 'STORE');
    await show();
    const row = values().filter({ hasText: '<b>Süd</b>' });
    await row.waitFor();
    await row.getByRole('button', { name: '分母' }).click();
    const behind = page.locator('section.panel').filter({ hasText: '相关会员 · <b>Süd</b> · 分母' });
    await behind.waitFor();
    const count = Number(/共 (\d+) 名会员/.exec((await behind.textContent()) ?? '')?.[1]);
    expect(count).toBeGreaterThan(20);
    expect(await behind.locator('tbody tr').count()).toBe(20);
    const first = (await behind.locator('tbody a').first().textContent()) ?? '';
    await behind.getByRole('button', { name: '下一页' }).click();
    await behind.getByText(first, { exact: true }).waitFor({ state: 'detached' });
    expect(await behind.locator('tbody tr').count()).toBe(count - 20);
    await behind.locator('tbody a').first().click();
    await page.waitForURL(/members\/records\/mem_/);
  });

  it('take numbers of the definition, and say why what cannot be asked is refused', async () => {
    await page.goto(`${office.server.url}/admin/resources/figures`);
    await page.locator('select[name=metric]').waitFor();
    await choose('metric', 'churnRate');
    await page.locator('input[name=dormantDays]').fill('15');
    await show();
    expect(await values().count()).toBeGreaterThanOrEqual(MONTHS);
    await page.fill('input[name=from]', '2019-01-01');
    await show();
    await page.locator('.problem').waitFor();
    expect(await page.locator('.problem').textContent()).toContain('时间段过长');
  });

  it('are no business of a role that may not see them', async () => {
    const cookie = await cookieFor(office, 'ke', await office.operator('ke', ['clerk']));
    const response = await fetch(`${office.server.url}/admin/api/resources/figures/actions/list`, {
      headers: { cookie },
    });
    const answer = (await response.json()) as { told?: unknown; notice?: { type: string } };
    expect(answer.notice?.type).toBe('error');
    expect(answer.told).toBeUndefined();
  });
});
