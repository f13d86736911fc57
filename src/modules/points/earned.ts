import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import { marks } from '../../kernel/rows.js';

/** The wallet and the days to look at: `(today − days, today]`, or all there ever were. */
export interface EarnedOver {
  readonly wallet: string;
  readonly today: Day;
  readonly days: number | null;
}

/** Points several members earned in a wallet, net of what was taken back. */
export const earnedPoints: Loading<string, number, EarnedOver> = {
  async read(context, memberIds, over) {
    const rows = await ask<{ memberId: string; earned: number }>(context, questionOf(memberIds, over));
    return new Map(rows.map(({ memberId, earned }) => [memberId, earned]));
  },
};

function questionOf(memberIds: readonly string[], { wallet, today, days }: EarnedOver) {
  if (days === null) {
    const from = `FROM point_accounts WHERE memberId IN ${marks(memberIds)} AND wallet = ?`;
    return { columns: ['memberId', 'earned'], from, params: [...memberIds, wallet] };
  }
  return {
    columns: ['memberId', 'SUM(amount - reversed) AS earned'],
    from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND wallet = ? AND occurredOn > ? AND occurredOn <= ? GROUP BY memberId`,
    params: [...memberIds, wallet, addDays(today, -days), today],
  };
}
