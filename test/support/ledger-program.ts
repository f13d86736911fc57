/**
 * A program with a wallet for every rule a wallet can have: what a purchase earns goes into all of them at once, so that
 * one sequence of acts tries them all.
 */
export const ledgerProgram = {
  brands: {
    host: { code: 'host', name: 'Host', zone: 'America/New_York', currency: 'USD', locale: 'en' },
    partners: [{ code: 'partner', name: 'Partner', zone: 'America/New_York', currency: 'USD', locale: 'en' }],
  },
  wallets: [
    {
      code: 'points',
      ...named('points'),
      transfer: { perDay: 500 },
      cash: { points: 100, minor: 100, maxPercent: 50 },
    },
    { code: 'later', ...named('later points'), pendingDays: 7, expiry: { kind: 'rolling', months: 2 } },
    { code: 'debt', ...named('points with debts'), negative: { policy: 'floor', floor: 60 }, expiry: { kind: 'rolling', months: 3 } }, // prettier-ignore
    { code: 'claim', ...named('points with claims'), negative: { policy: 'recover' } },
    { code: 'idle', ...named('points that die of idleness'), expiry: { kind: 'inactivity', months: 2 } },
    { code: 'summer', ...named('points until summer'), expiry: { kind: 'fixed', on: '06-30' } },
    { code: 'capped', ...named('capped points'), caps: { order: 40, day: 60, month: 100 } },
    { code: 'growth', ...named('growth points'), spendable: false },
  ],
  ladders: [],
  campaigns: [
    {
      code: 'base-program',
      name: text('Base program'),
      rules: [
        {
          code: 'earn',
          name: text('A point a dollar, in every wallet'),
          on: 'purchase',
          earn: ['points', 'debt', 'claim', 'idle', 'summer', 'capped', 'growth'].map((wallet) => ({ wallet, points: 1, perMinor: 100 })), // prettier-ignore
        },
        {
          code: 'share-later',
          name: text('Shares earn later points'),
          on: 'share',
          earn: [{ wallet: 'later', points: 20 }],
        },
      ],
    },
  ],
};

function text(words: string) {
  return { en: words, 'zh-CN': words, 'zh-TW': words };
}

function named(words: string) {
  return { unitName: text(words) };
}
