import type { Day } from '../../kernel/calendar.js';
import { addDays } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import { marks } from '../../kernel/rows.js';
import { ofSeenMembers } from '../members/index.js';

/** The wallet and the days to look at: `(today − days, today]`, or all there ever were. */
export interface EarnedOver {
  readonly wallet: string;
  readonly today: Day;
  readonly days: number | null;
}

/** Points several members earned in a wallet with all brands, net of what was taken back: none for who sees through the window of one. */
export const earnedPoints: Loading<string, number, EarnedOver> = {
  async read(context, memberIds, over) {
    if (windowOf(context.caller) !== null) return new Map();
    const rows = await ask<{ memberId: string; earned: number }>(context, questionOf(context, memberIds, over));
    return new Map(rows.map(({ memberId, earned }) => [memberId, earned]));
  },
};

function questionOf({ caller }: RequestContext, memberIds: readonly string[], { wallet, today, days }: EarnedOver) {
  const seen = ofSeenMembers(caller);
  if (days === null) {
    const from = `FROM point_accounts WHERE memberId IN ${marks(memberIds)} AND wallet = ?${seen.where}`;
    return { columns: ['memberId', 'earned'], from, params: [...memberIds, wallet, ...seen.params] };
  }
  return {
    columns: ['memberId', 'SUM(amount - reversed) AS earned'],
    from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND wallet = ? AND source <> 'transferred' AND occurredOn > ? AND occurredOn <= ?${seen.where} GROUP BY memberId`,
    params: [...memberIds, wallet, addDays(today, -days), today, ...seen.params],
  };
}
