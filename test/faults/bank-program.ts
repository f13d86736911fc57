/** Members who give points to one another, spend, reserve and return: `bank` is only ever given to and fro, so its sum never changes. */
export const bankProgram = {
  brands: { host: { code: 'host', name: 'Host', zone: 'UTC', currency: 'USD', locale: 'en' }, partners: [] },
  wallets: [
    { code: 'points', unitName: text('points'), transfer: { perDay: 1_000_000_000 } },
    { code: 'bank', unitName: text('bank points'), transfer: { perDay: 1_000_000_000 } },
  ],
  ladders: [],
  campaigns: [
    {
      code: 'base',
      name: text('Base'),
      rules: [
        { code: 'earn', name: text('A point a dollar'), on: 'purchase', earn: [{ wallet: 'points', points: 1, perMinor: 100 }] }, // prettier-ignore
      ],
    },
  ],
};

export const MEMBERS = 10;
export const BANK_EACH = 1_000;

function text(words: string) {
  return { en: words, 'zh-CN': words, 'zh-TW': words };
}
