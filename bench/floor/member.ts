import { prepared } from './database.js';
import { KEY_COLUMNS, KEY_IS, KEY_TABLES, tokenOf } from './keys.js';
import type { Answer, Floor } from './record.js';
import { problem } from './record.js';
import type { Tier, Wallet } from './rules.js';
import { CURRENCY, TIERS, tierOf, WALLETS } from './rules.js';

/** The key and the member in one statement: nothing is answered before the key has proved itself. */
const MEMBER = `SELECT ${KEY_COLUMNS}, m.id, m.status, m.enrolledAt, x.orders, x.spendMinor, x.refunds, x.interactions, x.firstOrderAt, x.lastOrderAt, x.lastActivityAt, t.tier, p.available, p.pending, g.available, g.pending, g.earned, (SELECT SUM(d.spendMinor) FROM member_days d WHERE d.memberId = m.id AND d.occurredOn > ? AND d.occurredOn <= ? AND d.category = '') FROM ${KEY_TABLES} LEFT JOIN members m ON m.id = ? LEFT JOIN member_metrics x ON x.memberId = m.id LEFT JOIN tier_standings t ON t.memberId = m.id AND t.ladder = 'main' LEFT JOIN point_accounts p ON p.memberId = m.id AND p.wallet = 'points' LEFT JOIN point_accounts g ON g.memberId = m.id AND g.wallet = 'growth' WHERE ${KEY_IS}`;

/** One member with tier, progress, balances and metrics. */
export async function readMember(floor: Floor, authorization: string | undefined, id: string): Promise<Answer> {
  const token = tokenOf(authorization);
  if (!token) return problem(401, 'UNAUTHENTICATED');
  const today = floor.calendar.dayOf(Date.now());
  const [row] = await prepared(floor.pool, MEMBER, [floor.calendar.beforeWindow(today), today, id, token.keyId]);
  if (!row || !floor.keys.isGood(row, token, 'members:read')) return problem(401, 'UNAUTHENTICATED');
  if (row[3] === null) return problem(404, 'NOT_FOUND');
  const tier = tierOf(row[13]);
  return {
    status: 200,
    body: JSON.stringify({
      id,
      status: STATUS[row[4] as string],
      enrolledAt: instant(row[5]),
      tier: { id: tier.id, name: tier.name, rank: tier.rank },
      tierProgress: progressOf(tier, Number(row[19] ?? 0), Number(row[18] ?? 0)),
      balances: [balanceOf(id, 'points', row[14], row[15]), balanceOf(id, 'growth', row[16], row[17])],
      metrics: {
        orders: row[6],
        refunds: row[8],
        interactions: row[9],
        spend: { amountMinor: row[7], currency: CURRENCY },
        firstOrderAt: instant(row[10]),
        lastOrderAt: instant(row[11]),
        lastActivityAt: instant(row[12]),
      },
    }),
  };
}

const STATUS: Readonly<Record<string, string>> = { active: 'ACTIVE', suspended: 'SUSPENDED', closed: 'CLOSED' };

function instant(at: unknown): string | null {
  return at === null ? null : new Date(at as number).toISOString();
}

function balanceOf(memberId: string, wallet: Wallet, available: unknown, pending: unknown): object {
  return { id: `${memberId}:${wallet}`, wallet: WALLETS[wallet], available: available ?? 0, pending: pending ?? 0 };
}

function progressOf({ rank }: Tier, spendInWindow: number, growthEarned: number): object {
  const next = TIERS[rank + 1];
  if (!next) return { next: null, metric: null, current: null, target: null, remaining: null };
  const { metric, target } = next;
  const current = metric === 'SPEND' ? spendInWindow : growthEarned;
  return { next: { id: next.id, name: next.name }, metric, current, target, remaining: Math.max(0, target - current) };
}
