/**
 * The program most tests run under: a point a dollar, growth points beside it, three tiers by what was spent in a year.
 * A large first purchase leads from points to a tier to its upgrade pack to points, in one transaction.
 */
export const testProgram = {
  brands: {
    host: { code: 'host', name: 'Host', zone: 'America/New_York', currency: 'USD', locale: 'en' },
    partners: [{ code: 'partner', name: 'Partner', zone: 'America/New_York', currency: 'USD', locale: 'en' }],
  },
  wallets: [
    { code: 'points', unitName: named('points') },
    { code: 'growth', unitName: named('growth points'), spendable: false },
    {
      code: 'later',
      unitName: named('later points'),
      pendingDays: 7,
      expiry: { kind: 'rolling', months: 2 },
    },
  ],
  ladders: [
    {
      code: 'main',
      name: named('Main'),
      tiers: [
        { code: 'base', name: named('Base'), rank: 0 },
        {
          code: 'silver',
          name: named('Silver'),
          rank: 1,
          entry: { measure: 'spend', atLeast: 10_000, days: 365 },
          upgradePack: [{ wallet: 'points', points: 50 }],
        },
        {
          code: 'gold',
          name: named('Gold'),
          rank: 2,
          entry: { measure: 'spend', atLeast: 50_000, days: 365 },
          upgradePack: [{ wallet: 'points', points: 300 }],
        },
      ],
    },
  ],
  campaigns: [
    {
      code: 'base-program',
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
          name: named('Half a point more for gold'),
          on: 'purchase',
          when: 'tier.rank >= 2 && activity.amountMinor >= 2000',
          earn: [{ wallet: 'points', points: 1, perMinor: 200, rounding: 'floor' }],
        },
        {
          code: 'share-later',
          name: named('Shares earn later points'),
          on: 'share',
          earn: [{ wallet: 'later', points: 20 }],
        },
      ],
    },
  ],
};

function named(text: string): { en: string; 'zh-CN': string; 'zh-TW': string } {
  return { en: text, 'zh-CN': text, 'zh-TW': text };
}
