import { testProgram } from '../support/program.js';

const named = (text: string) => ({ en: text, 'zh-CN': text, 'zh-TW': text });
const brand = (code: string) => ({ code, name: code, zone: 'America/New_York', currency: 'USD', locale: 'en' });

/** Nobody has spent this; what is missing to it gives away what was spent. */
const OUT_OF_REACH = 900_000_000_000_000;

const rule = (code: string, when: string) => ({
  code,
  name: named(code),
  on: 'purchase',
  when,
  earn: [{ wallet: 'growth', points: 1 }],
});

/** Two partners beside the host, a tier that is reached and one that is not, and rules that ask about everything there is. */
export const walkProgram = {
  ...testProgram,
  brands: { host: brand('host'), partners: [brand('north'), brand('south')] },
  stores: [
    { code: 'host-one', name: named('Of the host') },
    { code: 'north-one', brand: 'north', name: named('Of north') },
    { code: 'north-gone', brand: 'north', name: named('Closed, of north'), status: 'closed' },
    { code: 'south-one', brand: 'south', name: named('Of south') },
    { code: 'south-gone', brand: 'south', name: named('zq900000001-south-gone'), status: 'closed' },
  ],
  agreements: [
    { brand: 'north', validFrom: '2026-01-01', earnRate: 7, redeemRate: 3, taxBasisPoints: 600, issuing: 'prepaid', hostSharePercent: 40 },
    { brand: 'south', validFrom: '2026-01-01', earnRate: 11, redeemRate: 5 },
  ],
  ladders: [
    {
      code: 'main',
      name: named('Main'),
      tiers: [
        { code: 'base', name: named('Base'), rank: 0 },
        { code: 'silver', name: named('Silver'), rank: 1, entry: { measure: 'spend', atLeast: 500_000_000, days: 365 } },
        { code: 'gold', name: named('Gold'), rank: 2, entry: { measure: 'spend', atLeast: OUT_OF_REACH, days: 365 } },
      ],
    },
    {
      code: 'points-ladder',
      name: named('By points'),
      tiers: [
        { code: 'low', name: named('Low'), rank: 0 },
        { code: 'high', name: named('High'), rank: 1, entry: { measure: 'points', wallet: 'points', atLeast: OUT_OF_REACH } },
      ],
    },
  ],
  segments: {
    segments: [
      { code: 'asks', name: named('Asks'), when: `metrics.spendMinor >= ${OUT_OF_REACH} || metrics.orders < 0` },
      { code: 'buyers', name: named('Buyers'), when: 'metrics.orders >= 1' },
      { code: 'friends', name: named('Friends'), when: null },
    ],
    layerings: [
      {
        code: 'lives',
        name: named('Lives'),
        layers: [{ code: 'lives-often', name: named('Often'), when: 'metrics.orders > 2' }],
        rest: { code: 'lives-else', name: named('Else') },
      },
    ],
  },
  benefits: [{ code: 'walk-coupon', kind: 'cash', name: named('Coupon'), face: { amountMinor: 100 }, isClaimable: true, brands: ['host', 'north', 'south'] },
    { code: 'walk-sold', kind: 'trial', name: named('Sold'), priceMinor: 990, holdMinutes: 1_440 },
    { code: 'walk-parcel', kind: 'gift', name: named('Parcel'), delivery: { kind: 'ship' } },
    { code: 'walk-service', kind: 'service', name: named('Service'), slots: { isOnline: true, hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '13:00' }], minutes: 60, capacity: 500, aheadMinMinutes: 0, aheadMaxDays: 365 } },
    { code: 'walk-owed', kind: 'gift', name: named('Owed'), stock: { kind: 'counted', units: 0 }, otherwise: [{ kind: 'wait', days: 300 }] }, // prettier-ignore
  ],
  packages: [{ code: 'walk-card', kind: 'card', name: named('Card'), parts: [{ benefit: 'walk-coupon' }], cycle: { unit: 'month', count: 12 }, price: { wallet: 'points', points: 1 } }], // prettier-ignore
  campaigns: [
    ...testProgram.campaigns.map((campaign) => ({
      ...campaign,
      rules: [
        ...campaign.rules,
        rule('asks-spend', `metrics.spendMinor >= ${OUT_OF_REACH} && activity.amountMinor >= 1`),
        rule('asks-average', `metrics.averageOrderMinor >= ${OUT_OF_REACH}.0 || metrics.refunds > 1000`),
        rule('asks-against', 'metrics.orders < metrics.refunds - 1000'),
        rule('asks-windows', `spend("beauty", 90) > ${OUT_OF_REACH} || orders(90) > 100000`),
        rule('asks-points', `earned("points") > ${OUT_OF_REACH} || available("points") > ${OUT_OF_REACH}`),
        rule('asks-times', 'metrics.lastOrderAt < timestamp("2001-01-01T00:00:00Z")'),
        rule('asks-brand', 'member.brand == "brd_nobody"'),
      ],
    })),
  ],
}; // prettier-ignore
