/**
 * The program both sides run under: a base program as brands have them. A point a dollar and growth points beside it,
 * more from gold on, a gift for the second order, three steps up by what was spent in a year, one by growth points.
 * The floor has the same numbers written into its code (`floor/rules.ts`); the bench compares what both write.
 */
export const benchProgram = {
  brands: { host: { code: 'bench', name: 'Bench', zone: 'America/New_York', currency: 'USD', locale: 'en' } },
  wallets: [
    { code: 'points', unitName: named('points'), expiry: { kind: 'rolling', months: 24 } },
    { code: 'growth', unitName: named('growth points'), spendable: false },
  ],
  ladders: [
    {
      code: 'main',
      name: named('Main'),
      tiers: [
        { code: 'member', name: named('Member'), rank: 0 },
        {
          code: 'silver',
          name: named('Silver'),
          rank: 1,
          entry: { measure: 'spend', atLeast: 30_000, days: 365 },
          upgradePack: [{ wallet: 'points', points: 50 }],
        },
        {
          code: 'gold',
          name: named('Gold'),
          rank: 2,
          entry: { measure: 'spend', atLeast: 150_000, days: 365 },
          upgradePack: [{ wallet: 'points', points: 300 }],
        },
        {
          code: 'platinum',
          name: named('Platinum'),
          rank: 3,
          entry: { measure: 'points', wallet: 'growth', atLeast: 10_000 },
          upgradePack: [{ wallet: 'points', points: 1000 }],
        },
      ],
    },
  ],
  campaigns: [
    {
      code: 'base',
      name: named('Base program'),
      rules: [
        {
          code: 'earn',
          name: named('A point a dollar'),
          on: 'purchase',
          earn: [
            { wallet: 'points', points: 1, perMinor: 100 },
            { wallet: 'growth', points: 1, perMinor: 100, rounding: 'floor' },
          ],
        },
        {
          code: 'gold-extra',
          name: named('Half a point more from gold'),
          on: 'purchase',
          when: 'tier.rank >= 2 && activity.amountMinor >= 2000',
          earn: [{ wallet: 'points', points: 1, perMinor: 200, rounding: 'floor' }],
        },
        {
          code: 'second-order',
          name: named('Second order'),
          on: 'purchase',
          when: 'metrics.orders == 2',
          earn: [{ wallet: 'points', points: 25 }],
        },
      ],
    },
  ],
};

function named(text: string): { en: string; 'zh-CN': string; 'zh-TW': string } {
  return { en: text, 'zh-CN': text, 'zh-TW': text };
}
