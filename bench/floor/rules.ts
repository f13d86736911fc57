/** The bench's program (`program.ts`) as somebody would write it by hand for one brand: numbers in code, no rule language. */
export const BRAND = 'brd_bench';
export const CURRENCY = 'USD';
export const TIME_ZONE = 'America/New_York';
export const WINDOW_DAYS = 365;
export const EXPIRY_MONTHS = 24;

export interface Tier {
  readonly code: string;
  readonly id: string;
  readonly name: string;
  readonly rank: number;
  /** Points given when it is reached. */
  readonly pack: number;
  /** What it takes: spent within the window, or growth points ever earned. */
  readonly metric: 'SPEND' | 'POINTS';
  readonly target: number;
}

const START: Tier = { code: 'member', id: 'tie_member', name: 'Member', rank: 0, pack: 0, metric: 'SPEND', target: 0 };

export const TIERS: readonly Tier[] = [
  START,
  { code: 'silver', id: 'tie_silver', name: 'Silver', rank: 1, pack: 50, metric: 'SPEND', target: 30_000 },
  { code: 'gold', id: 'tie_gold', name: 'Gold', rank: 2, pack: 300, metric: 'SPEND', target: 150_000 },
  { code: 'platinum', id: 'tie_platinum', name: 'Platinum', rank: 3, pack: 1_000, metric: 'POINTS', target: 10_000 },
];

export function tierOf(code: unknown): Tier {
  return TIERS.find((tier) => tier.code === code) ?? START;
}

export type Wallet = 'points' | 'growth';

export const WALLETS: Readonly<Record<Wallet, { readonly id: string; readonly unitName: string }>> = {
  points: { id: 'wal_points', unitName: 'points' },
  growth: { id: 'wal_growth', unitName: 'growth points' },
};

/** What one rule, or a tier's pack, puts into one wallet. */
export interface Earning {
  readonly wallet: Wallet;
  readonly amount: number;
  readonly reason: string;
}

export interface Verdict {
  readonly earnings: readonly Earning[];
  /** Which rules acted, as the journal keeps it. */
  readonly decisions: string;
}

/** What a purchase earns: `orders` counts it already, `rank` is the tier before it. */
export function earnFor(amountMinor: number, rank: number, orders: number): Verdict {
  const earnings: Earning[] = [
    { wallet: 'points', amount: Math.round(amountMinor / 100), reason: 'rul_earn' },
    { wallet: 'growth', amount: Math.floor(amountMinor / 100), reason: 'rul_earn' },
  ];
  const isGold = rank >= 2;
  const isExtra = isGold && amountMinor >= 2_000;
  const isSecond = orders === 2;
  if (isExtra) earnings.push({ wallet: 'points', amount: Math.floor(amountMinor / 200), reason: 'rul_gold-extra' });
  if (isSecond) earnings.push({ wallet: 'points', amount: 25, reason: 'rul_second-order' });
  const extra = isExtra ? EXTRA : isGold ? TOO_SMALL : NOT_GOLD;
  return { earnings, decisions: `[${EARNED},${extra},${isSecond ? SECOND : NOT_SECOND}]` };
}

const EARNED = '{"subjectId":"rul_earn","hit":true}';
const EXTRA = '{"subjectId":"rul_gold-extra","hit":true}';
const NOT_GOLD = '{"subjectId":"rul_gold-extra","hit":false,"unmet":"tier.rank >= 2"}';
const TOO_SMALL = '{"subjectId":"rul_gold-extra","hit":false,"unmet":"activity.amountMinor >= 2000"}';
const SECOND = '{"subjectId":"rul_second-order","hit":true}';
const NOT_SECOND = '{"subjectId":"rul_second-order","hit":false,"unmet":"metrics.orders == 2"}';

/** The rank a member has reached: by what was spent in the window, or by growth points ever earned. */
export function rankFor(spendInWindow: number, growthEarned: number): number {
  let reached = 0;
  for (const { metric, target, rank } of TIERS) {
    if ((metric === 'SPEND' ? spendInWindow : growthEarned) >= target) reached = rank;
  }
  return reached;
}

/** How many days before points die their member is told: what a wallet says that says nothing. */
const NOTICE_DAYS = [30, 7, 1] as const;

/** When a member is told next that points die; NULL, as it is written, for never. */
export function noticeAt(expiresAt: number, now: number): number | 'NULL' {
  const days = NOTICE_DAYS.find((before) => expiresAt - before * 86_400_000 > now);
  return days === undefined ? 'NULL' : expiresAt - days * 86_400_000;
}
