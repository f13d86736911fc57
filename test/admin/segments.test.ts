import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { DAY_MS } from '../../src/kernel/calendar.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { buy, enrolMember } from '../support/acts.js';
import { segmentProgram } from '../support/segment-program.js';
import type { TestOffice } from './office.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';

let office: TestOffice;
let page: Page;
let analyst: Page;
const members: string[] = [];

beforeAll(async () => {
  office = await openTestOffice({ program: segmentProgram });
  for (let n = 0; n < 12; n++) members.push(await enrolMember(office, `crm-${n}`));
  for (const [n, id] of members.slice(0, 8).entries()) await buy(office, id, 1_000 * (n + 1));
  await runDue(office.house);
  office.clock.advance(DAY_MS); // scores are those of days that are over
  await runDue(office.house);
  page = await office.window('zh-CN');
  await signInAs(page, office.server.url, 'xiao', await office.operator('xiao', ['operator']));
  analyst = await office.window('zh-CN');
  await signInAs(analyst, office.server.url, 'ana', await office.operator('ana', ['analyst']));
});
afterAll(() => office.close());

const open = (path: string, window = page) => window.goto(`${office.server.url}/admin/resources/${path}`);
const panel = (title: string | RegExp, window = page) => window.locator('section.panel').filter({ hasText: title });

async function saved(code: string): Promise<void> {
  await Promise.all([
    page.waitForURL(new RegExp(`seg_${code}/show`)),
    page.getByRole('button', { name: '确认' }).click(),
  ]);
  await runDue(office.house);
}

describe('segments in the back office', () => {
  it('are made from a preset, whose size is seen before it is saved and after', async () => {
    await open('segments/actions/newSegment');
    await page.locator('select[name=preset]').selectOption('joined-without-order');
    await page.locator('input[name=days]').fill('0');
    await page.locator('input[name=code]').fill('window-shoppers');
    await panel('保存前预览').getByText('目前将有 4 位会员').waitFor();
    await saved('window-shoppers');
    await open('segments/records/seg_window-shoppers/show');
    await page.getByText('metrics.orders == 0 && member.enrolledDays >= 0').waitFor();
    expect(await page.locator('.facts .big').textContent()).toBe('4');
    expect(await panel('会员').last().locator('tbody tr').count()).toBe(4);
    expect(await panel('使用的属性').textContent()).toContain('metrics.orders');
  });

  it('say where a rule is wrong while it is written, and what could stand there', async () => {
    await open('segments/actions/newSegment');
    await page.getByRole('tab', { name: '按规则' }).click();
    await page.locator('textarea').fill('metrics.ordrs >= 2');
    await page.locator('.wrong mark').waitFor();
    expect(await page.locator('.wrong mark').textContent()).toBe('metrics.ordrs');
    await page.locator('.wrong').getByRole('button', { name: 'metrics.orders' }).click();
    await panel('保存前预览').getByText('目前将有 0 位会员').waitFor();
    await page.locator('textarea').fill('');
    await page.getByRole('searchbox').fill('metrics.spendMinor');
    await page.locator('.words li button').first().click();
    expect(await page.locator('textarea').inputValue()).toBe('metrics.spendMinor');
  });

  it('are lists, tried before members are put in; a line that names nobody is told of', async () => {
    await open('segments/actions/newSegment');
    await page.getByRole('tab', { name: '名单' }).click();
    await page.locator('input[name=name]').fill('体验官');
    await page.locator('input[name=code]').fill('testers');
    await saved('testers');
    await open('segments/records/seg_testers/upload');
    await page.locator('textarea').fill('externalId\ncrm-1\nnobody-knows\ncrm-2\n');
    await page.getByRole('button', { name: '先试算' }).click();
    await page.getByText('1 行有问题').waitFor();
    expect(await page.locator('.beside tbody tr').allTextContents()).toEqual(['3nobody-knows查无此会员']);
    expect(await page.getByRole('button', { name: '确认' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '先试算' }).click();
    await page.locator('.beside dd').first().waitFor();
    expect(await page.locator('.beside dd').allTextContents()).toEqual(['2', '0', '0']);
    expect(await rows("SELECT memberId FROM segment_members WHERE segment = 'testers'")).toEqual([]);
    await Promise.all([page.waitForURL(/seg_testers\/show/), page.getByRole('button', { name: '确认' }).click()]);
    expect(await rows("SELECT memberId FROM segment_members WHERE segment = 'testers'")).toHaveLength(2);
  });

  it('are not saved over a change somebody else made meanwhile', async () => {
    await open('segments/records/seg_fresh/edit');
    await page.locator('input[name=name]').fill('新近消费');
    const cookie = await cookieFor(office, 'mei', await office.operator('mei', ['operator']));
    const input = { code: 'fresh', name: { zhCN: '近一周' }, rule: 'metrics.recencyDays <= 7' };
    const other = await fetch(`${office.server.url}/admin/api/resources/segments/records/seg_fresh/edit`, {
      method: 'POST',
      headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ input, version: 1 }),
    });
    expect((await other.json()) as object).toMatchObject({ notice: { type: 'success' } });
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('他人已修改此人群').waitFor();
    await page.getByRole('button', { name: '重新载入' }).click();
    await page.locator('input[name=name][value="近一周"]').waitFor(); // the page evaluates no strings, for us neither
  });

  it('are laid over one another, and members over recency and frequency', async () => {
    await open('segments/actions/overlap');
    await page.locator('table.heat').waitFor();
    const matrix = await page.locator('table.heat tbody tr').allTextContents();
    expect(matrix).toHaveLength(4);
    expect(matrix.join()).toMatch(/%/);
    await open('segments/actions/rfm');
    await page.locator('table.rfm').waitFor();
    const cells = await page.locator('table.rfm td b').allTextContents();
    expect(cells).toHaveLength(25);
    expect(cells.reduce((sum, text) => sum + Number(text), 0)).toBe(8);
    expect(await page.locator('table.rfm').textContent()).toMatch(/冠军.*休眠/s);
  });

  it('answer to pains, one click from the map to the form', async () => {
    await open('segments/actions/strategies');
    await page.locator('.pain').filter({ hasText: '首单后未复购' }).getByText('创建此人群').click();
    await page.locator('textarea').waitFor();
    expect(await page.locator('textarea').inputValue()).toBe('metrics.orders == 1 && metrics.recencyDays > 14');
    await saved('one-time');
    await open('segments/actions/strategies');
    await page.locator('.pain.covered').first().waitFor();
    expect(await page.locator('.pain.covered').allTextContents()).toEqual([expect.stringContaining('首单后未复购')]);
  });

  it('are what strategies are for: presets are taken over, made live, and refused for nobody', async () => {
    await open('segments/actions/strategies');
    await page.getByRole('button', { name: '采用这些预设' }).click();
    await page.getByText('9 个痛点中已有 0 个启用了策略').waitFor();
    const pain = (text: string) => page.locator('.pain').filter({ hasText: text });
    await pain('价格敏感').getByRole('button', { name: '修改' }).click();
    await page.locator('input[name=strategy]').fill('满 50 减 5');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByRole('alert').getByText('未指定人群，不能启用').waitFor();
    await page.locator('select[name=segment]').selectOption('seg_spenders');
    await page.getByRole('button', { name: '确认' }).click();
    await page.getByText('9 个痛点中已有 1 个启用了策略').waitFor();
    expect(await pain('价格敏感').textContent()).toMatch(/已启用.*满 50 减 5.*优惠券.*spenders/s);
    expect(await pain('首单后未复购').textContent()).toContain('未启用');
  });

  it('get pains of their own, whose codes are taken once, and which go when they are retired', async () => {
    const write = async (code: string) => {
      await page.getByRole('button', { name: '新建痛点' }).click();
      await page.locator('input[name=code]').fill(code);
      await page.locator('select[name=stage]').selectOption('CONVERSION');
      await page.locator('input[name=pain]').fill('排队久');
      await page.locator('input[name=strategy]').fill('提前下单');
      await page.getByRole('button', { name: '确认' }).click();
    };
    await open('segments/actions/strategies');
    await write('price-sensitive');
    await page.getByRole('alert').getByText('已有使用此代码的痛点').waitFor();
    await page.locator('input[name=code]').fill('long-queue');
    await page.getByRole('button', { name: '确认' }).click();
    const own = page.locator('.pain').filter({ hasText: '排队久' });
    await own.waitFor();
    expect(await rows("SELECT pain FROM segment_strategies WHERE code = 'long-queue'")).toEqual([{ pain: JSON.stringify({ en: '排队久', 'zh-CN': '排队久', 'zh-TW': '排队久' }) }]);
    await own.getByRole('button', { name: '修改' }).click();
    await page.getByRole('button', { name: '停用' }).click();
    await page.getByText('“排队久”及其策略将从方案中移除').waitFor();
    await page.locator('.lrl button.grave').click();
    await page.getByText('9 个痛点中已有 1 个启用了策略').waitFor();
    expect(await own.count()).toBe(0);
  }); // prettier-ignore

  it('are listed with layerings as bars, and stand on the page of a member', async () => {
    await open('segments');
    await page.locator('.layers').waitFor();
    expect(await page.locator('.legend').textContent()).toMatch(/New8/);
    await open(`members/records/${members[1] ?? ''}/show`);
    const own = panel('所属人群与 RFM');
    await own.getByRole('link', { name: '体验官' }).waitFor();
    expect(await own.locator('.score').allTextContents()).toHaveLength(3);
  });

  it('are retired by who is told how many members they have', async () => {
    await open('segments/records/seg_testers/retire');
    await page.getByText('“体验官”目前有 2 位会员').waitFor();
    await Promise.all([page.waitForURL(/resources\/segments$/), page.locator('.lrl button.grave').click()]);
    await page.locator('.layers').waitFor();
    expect(await page.locator('.lrl table').first().textContent()).not.toContain('体验官');
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });

  it('are seen and not changed by an analyst', async () => {
    await open('segments', analyst);
    await analyst.locator('.layers').waitFor();
    expect(await analyst.getByText('新建人群').count()).toBe(0);
    await open('segments/actions/strategies', analyst);
    await analyst.locator('.pain').first().waitFor();
    expect(await analyst.locator('.panel .act').count()).toBe(0);
    const cookie = await cookieFor(office, 'bob', await office.operator('bob', ['analyst']));
    const before = await everything();
    for (const path of [
      'actions/newSegment',
      'records/seg_rich/edit',
      'records/seg_rich/retire',
      'records/seg_friends/upload',
      'actions/saveStrategy',
      'actions/retireStrategy',
      'actions/adoptStrategies',
    ]) {
      const answer = await fetch(`${office.server.url}/admin/api/resources/segments/${path}`, {
        method: 'POST',
        headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
        body: JSON.stringify({ input: { code: 'rich', rule: 'true' }, version: 1, industry: 'catering', key: 'retail.price-sensitive', csv: 'externalId\ncrm-1', dryRun: false }),
      }); // prettier-ignore
      expect(JSON.stringify(await answer.json())).toContain('"type":"error"');
    }
    expect(await everything()).toEqual(before);
  });

  it('are uploaded in thousands of lines, which is more than any other form', async () => {
    const cookie = await cookieFor(office, 'lei', await office.operator('lei', ['operator']));
    const csv = ['externalId', ...Array.from({ length: 5_000 }, (_, n) => `somebody-of-the-shop-${n}`)].join('\n');
    const answer = await fetch(`${office.server.url}/admin/api/resources/segments/records/seg_friends/upload`, {
      method: 'POST',
      headers: { cookie, origin: office.server.url, 'content-type': 'application/json' },
      body: JSON.stringify({ csv, mode: 'ADD' }),
    });
    const { result } = (await answer.json()) as { result: { problems: object[] } };
    expect(result.problems).toHaveLength(100);
  });
});

const rows = (sql: string) => office.house.database.reader.rows(sql);
const everything = () =>
  Promise.all(['segments', 'segment_strategies'].map((table) => rows(`SELECT code, status, version FROM ${table} ORDER BY code, version`))); // prettier-ignore
