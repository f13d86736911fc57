import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buy, enrolMember } from '../support/acts.js';
import { claim, issue, redeem, revoke } from '../support/benefit-acts.js';
import { benefitProgram, counted, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let member: string;

const texts = (en: string, zhCN: string, zhTW: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });

beforeAll(async () => {
  const benefits = [
    coupon('coffee', { name: texts('A cup of coffee', '咖啡一杯', '咖啡一杯'), usesMax: 2 }),
    coupon('money', { name: texts('Shopping money', '购物金', '購物金'), face: { amountMinor: 2_000 }, isPartial: true, validity: { kind: 'days', days: 30 } }),
    coupon('seat', { name: texts('Seat', '座位', '座位'), ...counted(1), otherwise: [{ kind: 'wait', days: 10 }] }),
  ]; // prettier-ignore
  const segments = {
    segments: [{ code: 'buyers', name: texts('Buyers', '买家', '買家'), when: 'metrics.orders >= 1' }],
  };
  office = await openTestOffice({ program: { ...benefitProgram(benefits), segments } });
  member = await enrolMember(office);
  await claim(office, await enrolMember(office), 'seat');
  await redeem(office, member, await issue(office, member, 'coffee'));
  const soon = () => office.clock.advance(60_000);
  soon();
  await redeem(office, member, await issue(office, member, 'money'), { amountMinor: 750 });
  soon();
  await revoke(office, member, await issue(office, member, 'coffee'));
  soon();
  await claim(office, member, 'seat');
  await buy(office, member, 12_000);
  password = await office.operator('kefu', ['agent']);
});
afterAll(() => office.close());

describe('what a member holds, on its page', () => {
  it('is told with the name of each benefit, how it stands, what is left and where it comes from, the newest first', async () => {
    const page = await office.window('zh-CN');
    await signInAs(page, office.server.url, 'kefu', password);
    await page.goto(`${office.server.url}/admin/resources/members/records/${member}/show`);
    await page.getByRole('tab', { name: '权益' }).click();
    await page.getByText('购物金').waitFor();
    const rows = (await page.locator('tbody tr').allInnerTexts()).map((row) => row.split('\t').slice(0, 4).join(' '));
    expect(rows).toEqual([
      '座位 待兑现 1 / 1 会员领取',
      '咖啡一杯 已收回 – 人工发放',
      '购物金 可使用 $12.50 / $20.00 人工发放',
      '咖啡一杯 可使用 1 / 2 人工发放',
    ]);
    expect(await page.locator('tbody tr').last().innerText()).toContain('长期');
    expect(await page.getByRole('link', { name: '购物金' }).getAttribute('href')).toBe('/admin/resources/benefits/records/bnf_money/show'); // prettier-ignore
    const folder = process.env['LAUREL_SCREENSHOTS'];
    if (folder) await page.screenshot({ path: `${folder}/member-grants.png` });

    await page.getByRole('tab', { name: '行为记录' }).click();
    await page.getByText('进入人群').waitFor();
    const happened = (await page.locator('tbody tr').allInnerTexts()).join('\n');
    for (const each of [
      '进入人群 买家',
      '权益核销 购物金',
      '权益收回 咖啡一杯',
      '领取权益 座位',
      '人工发放权益 咖啡一杯',
    ]) {
      expect(happened.replaceAll(/\s+/g, ' ')).toContain(each);
    }
    if (folder) await page.screenshot({ path: `${folder}/member-timeline.png` });
    expect(office.complaints).toEqual([]);
  });

  it('is read a page at a time', async () => {
    const many = await enrolMember(office);
    for (let n = 0; n < 21; n++) await issue(office, many, 'coffee');
    const cookie = await cookieFor(office, 'kefu', password);
    const held = async (query = '') => {
      const response = await fetch(`${office.server.url}/admin/api/resources/members/records/${many}/grants${query}`, { headers: { cookie } }); // prettier-ignore
      const { told } = (await response.json()) as { told: { member: { grants: { nodes: object[]; pageInfo: { endCursor: string; hasNextPage: boolean } } | null } } }; // prettier-ignore
      return told.member.grants;
    };
    const first = await held();
    expect(first?.nodes).toHaveLength(20);
    const rest = await held(`?after=${encodeURIComponent(first?.pageInfo.endCursor ?? '')}`);
    expect(rest?.nodes).toHaveLength(1);
    expect(rest?.pageInfo.hasNextPage).toBe(false);
  });
});
