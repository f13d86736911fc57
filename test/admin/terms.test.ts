import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import { cookieFor, openTestOffice, signInAs } from './office.js';
import type { TestOffice } from './office.js';

let office: TestOffice;
let password: string;
let cookie: string;

const texts = (en: string, zhCN: string, zhTW: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW });
const full = {
  code: 'tea', kind: 'threshold', name: texts('Tea', '茶礼', '茶禮'), description: texts('Off tea', '茶品满减', '茶品滿減'),
  face: { amountMinor: 3_000, thresholdMinor: 20_050, include: { categories: ['tea'], skus: ['SKU-1'] }, hours: [{ weekdays: [1, 2], from: '09:00', to: '21:30' }], startsNextDay: true, prices: [{ sku: 'SKU-9', priceMinor: 1_999 }], early: { skus: ['SKU-1', 'SKU-2'], hours: 24 } },
  funders: [{ brand: 'host', percent: 60 }, { brand: 'partner', percent: 40 }],
  validity: { kind: 'fixed', until: '2027-01-01T05:00:00.000Z' },
  stock: { kind: 'counted', units: 1_200 }, limits: [{ max: 1, per: 'month' }, { max: 3, per: 'ever' }], stores: ['east'],
  price: { wallet: 'points', points: 100 }, priceMinor: 500, stacking: { group: 'coupons', isAlone: true }, usesMax: 2,
  otherwise: [{ kind: 'pre-sale', on: '2026-11-11' }, { kind: 'compensation', benefit: 'five' }],
}; // prettier-ignore
const card = {
  code: 'quarter-card', kind: 'card', name: texts('Quarter card', '季卡', '季卡'), description: texts('A card', '每月三张', '每月三張'),
  parts: [{ benefit: 'five', quantity: 3 }, { benefit: 'tea', isBirthdayMonthOnly: true }],
  cycle: { unit: 'month', count: 3 }, noticeDays: 5, priceMinor: 9_900,
}; // prettier-ignore

beforeAll(async () => {
  const five = coupon('five', { name: texts('Five off', '五元券', '五元券') });
  const stores = [{ code: 'east', name: texts('East', '东城店', '東城店') }];
  office = await openTestOffice({ program: { ...benefitProgram([five, full]), packages: [card], stores } });
  password = await office.operator('yunying', ['operator']);
  cookie = await cookieFor(office, 'yunying', password);
});
afterAll(() => office.close());

async function show(path: string) {
  const response = await fetch(`${office.server.url}/admin/api/resources/${path}/show`, { headers: { cookie } });
  return (await response.json()) as { told?: { terms: readonly { label: string; text: string }[] } };
}

describe('terms in the back office', () => {
  it('of a benefit are lines in words, amounts are money, and what is not said has no line', async () => {
    const { told } = await show('benefits/records/bnf_tea');
    const lines = Object.fromEntries((told?.terms ?? []).map(({ label, text }) => [label, text]));
    expect(lines).toEqual({
      权益说明: '茶品满减', 减免金额或面额: '$30.00', 使用门槛: '$200.50', 适用品类与商品: 'tea、SKU-1', 会员价: 'SKU-9 $19.99', 优先购: '提前 24 小时：SKU-1、SKU-2',
      可用时段: '周一、周二 09:00–21:30', 次日起可用: '是', 有效期: '至 2026年12月31日（含当日）', 库存: '限量 1,200 份', 每人限领: '每月 1 份、共 3 份',
      费用分摊: 'Host 60%、Partner 40%', 适用门店: '东城店', 价格: '100 points + $5.00', 待支付保留时长: '15 分钟', 可用次数: '2', 互斥组: 'coupons', 不可与其他权益同用: '是',
      缺货处理: '预售，2026年11月11日 兑现、补偿「五元券」',
    }); // prettier-ignore
    const { told: other } = await show('benefits/records/bnf_five');
    expect(other?.terms.map(({ label }) => label)).toEqual(['减免金额或面额', '有效期', '库存', '会员可自行领取', '可用次数']); // prettier-ignore
  });

  it('of a benefit and of a package are read on their pages without a sign of code', async () => {
    const page = await office.window('zh-CN');
    await page.setViewportSize({ width: 1440, height: 1800 });
    await signInAs(page, office.server.url, 'yunying', password);
    const shot = async (name: string) => {
      const folder = process.env['LAUREL_SCREENSHOTS'];
      if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    };
    await page.goto(`${office.server.url}/admin/resources/benefits/records/bnf_tea/show`);
    await page.getByText('$200.50').waitFor();
    expect(await page.locator('pre').count()).toBe(0);
    await shot('benefit-terms');
    await page.goto(`${office.server.url}/admin/resources/packages/records/pkg_quarter-card/show`);
    await page.getByText('五元券 × 3、茶礼 × 1（仅生日月）').waitFor();
    const text = await page.locator('.lrl').allInnerTexts();
    for (const each of ['每月三张', '3 个月', '周期结束前 5 天', '$99.00', 'Host'])
      expect(text.join('\n')).toContain(each);
    expect(await page.locator('pre').count()).toBe(0);
    await shot('package');
    expect(office.complaints).toEqual([]);
  });
});
