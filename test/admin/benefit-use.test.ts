import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { enrolMember, settleDue } from '../support/acts.js';
import { claim, issue, redeem, reverse } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import type { TestOffice } from './office.js';
import { openTestOffice, signInAs } from './office.js';

const DAY = 86_400_000;
const LOOK = 'mutation V($inputs: [ViewInput!]!, $memberId: ID) { viewsRecord(inputs: $inputs, memberId: $memberId) { accepted } }'; // prettier-ignore

let office: TestOffice;
let password: string;

/** The last quarter but one: one of twelve uses it. The last one: eight of twelve do. */
beforeAll(async () => {
  const now = new Date();
  const start = Date.UTC(now.getUTCFullYear(), 3 * Math.floor(now.getUTCMonth() / 3) - 6, 1) - 2 * DAY;
  const tea = coupon('tea', { name: { en: 'Tea', 'zh-CN': '茶礼', 'zh-TW': '茶禮' }, costMinor: 1_250, validity: { kind: 'days', days: 60 } }); // prettier-ignore
  office = await openTestOffice({ program: benefitProgram([tea]), now: start });
  const host = await office.key(['host-admin']);
  const members: string[] = [];
  for (let nth = 0; nth < 12; nth++) members.push(await enrolMember(office));
  const quarter = async (looked: number, used: number): Promise<void> => {
    office.clock.advance(12 * DAY);
    for (const [nth, memberId] of members.entries()) {
      if (nth < looked) await office.ask(LOOK, { inputs: [{ kind: 'BENEFIT', subject: 'bnf_tea' }], memberId }, { token: host });
      const grantId = await (nth < used + 1 ? claim : issue)(office, memberId, 'tea');
      if (nth < used) await redeem(office, memberId, grantId);
      if (nth === used) await reverse(office, memberId, grantId, await redeem(office, memberId, grantId));
    }
    await office.house.lossyRows.flush();
    office.clock.advance(80 * DAY);
    await settleDue(office);
  }; // prettier-ignore
  await quarter(9, 1);
  await quarter(11, 8);
  office.clock.advance(Math.max(0, Date.now() - office.clock.now()));
  await settleDue(office);
  password = await office.operator('cehua', ['planner']);
});
afterAll(() => office.close());

async function open(language: string): Promise<Page> {
  const page = await office.window(language);
  const { hostname } = new URL(office.server.url);
  await page.context().addCookies([{ name: 'laurel_locale', value: language, domain: hostname, path: '/admin' }]);
  await signInAs(page, office.server.url, 'cehua', password);
  await page.goto(`${office.server.url}/admin/resources/benefits/records/bnf_tea/show`);
  await page.locator('svg[role=img]').waitFor();
  return page;
}

describe('the page of a benefit', () => {
  it('shows who may have it, saw it, took it and used it, by quarter, and why it was watched and is no longer', async () => {
    const page = await open('zh-CN');
    const chart = page.locator('svg[role=img]');
    expect(await chart.getAttribute('aria-label')).toBe('季度使用情况');
    const shown = async (stage: string) => chart.locator(`[data-stage=${stage}] > text`).allTextContents();
    expect((await shown('eligible')).slice(1, 3)).toEqual(['12', '12']);
    expect((await shown('seen')).slice(1, 3)).toEqual(['9', '11']);
    expect((await shown('claimed')).slice(1, 3)).toEqual(['2', '9']);
    expect((await shown('used')).slice(1, 3)).toEqual(['1', '8']);
    const height = async (bar: number) => Number(await chart.locator('rect').nth(bar).getAttribute('height'));
    expect(await height(11)).toBeGreaterThan(await height(7)); // who used it, in either quarter
    expect((await page.locator('.stage').allInnerTexts()).map((text) => text.trim())).toEqual(['有资格', '已浏览', '已领取', '已使用']); // prettier-ignore
    const table = page.locator('section.panel table');
    const rows = await table.locator('tbody tr').allInnerTexts();
    expect(rows[2]).toMatch(/8\.3%[\s\S]*其中冲正 1 次[\s\S]*6\.25[\s\S]*观察[\s\S]*12 人可用，1 人使用（8\.3%）/);
    expect(rows[1]).toMatch(/66\.7%[\s\S]*11\.11[\s\S]*生效中[\s\S]*12 人可用，8 人使用（66\.7%）/);
    await page.setViewportSize({ width: 1_440, height: 1_500 });
    if (process.env['LAUREL_SCREENSHOTS']) await page.screenshot({ path: `${process.env['LAUREL_SCREENSHOTS']}/benefit-use.png`, fullPage: true }); // prettier-ignore
    expect(office.complaints).toEqual([]);
    expect(office.strays).toEqual([]);
  });

  it('says so in each language of the office', async () => {
    for (const [language, words] of [
      ['en', /Use by quarter[\s\S]*may have it[\s\S]*1 reversed[\s\S]*watched[\s\S]*1 of 12 used it \(8\.3%\)/],
      ['zh-TW', /每季使用情況[\s\S]*有資格[\s\S]*沖正 1 次[\s\S]*觀察[\s\S]*12 人可用，1 人使用/],
    ] as const) {
      const page = await open(language);
      expect(await page.locator('.lrl').last().innerText()).toMatch(words);
      await page.context().close();
    }
  });
});
