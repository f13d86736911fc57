import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let page: Page;

beforeAll(async () => {
  office = await openTestOffice();
  const password = await office.operator('lin', ['owner']);
  page = await office.window('zh-CN');
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAs(page, office.server.url, 'lin', password);
});
afterAll(() => office.close());

async function open(list: string): Promise<void> {
  await page.goto(`${office.server.url}/admin/resources/${list}`);
  await page.locator('tbody tr').first().waitFor();
}

/** On how many lines each of these stands. */
async function linesOf(what: string): Promise<Set<number>> {
  const lines = `[...document.querySelectorAll('${what}')].map((each) => each.getClientRects().length)`;
  return new Set(await page.evaluate<number[]>(lines));
}

const styleOf = (what: string, name: string) =>
  page.evaluate(`getComputedStyle(document.querySelector('${what}')).${name}`);

describe('lists of the back office', () => {
  it('say in words what the audit log tells, and are narrowed by them', async () => {
    await open('audit');
    const signedIn = page.locator('tbody tr').filter({ hasText: '登录' });
    expect(await signedIn.first().innerText()).toMatch(/操作员/);
    expect(await page.locator('tbody').innerText()).not.toMatch(/operators\./);
    await page.goto(`${office.server.url}/admin/resources/audit?filters.action=${encodeURIComponent('登录')}`);
    await signedIn.first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(await signedIn.count());
  });

  it('keep an instant and a name on one line each', async () => {
    await open('audit');
    expect(await linesOf('tbody time')).toEqual(new Set([1]));
    await open('tiers');
    expect(await linesOf('tbody [data-css=tiers-name-table-cell] bdi')).toEqual(new Set([1]));
  });

  it('say what narrows them in the language of the page, dark on light', async () => {
    await open('tiers');
    await page.getByText('筛选').first().click();
    const drawer = page.locator('form[data-css$=filter-drawer]');
    await drawer.getByText('筛选条件').waitFor();
    expect(await drawer.innerText()).not.toMatch(/[A-Za-z]/);
    expect(await styleOf('form[data-css$=filter-drawer] h3', 'color')).toBe('rgb(0, 0, 0)');
    expect(await styleOf('form[data-css$=filter-drawer]', 'backgroundColor')).toBe('rgb(255, 255, 255)');

    await drawer.getByLabel('状态').selectOption({ label: '已停用' });
    await drawer.getByRole('button', { name: '应用' }).click();
    await page.waitForURL(/filters\.status=retired/);
    await page.locator('tbody tr').first().waitFor({ state: 'detached' });
    expect(await page.getByText('暂无记录。').count()).toBe(1);
    expect(office.complaints).toEqual([]);
  });
});
