import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import { DAY_MS } from '../../kernel/calendar.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { ofSeenMembers } from '../members/index.js';

/** What a member has in one wallet, in whole points. */
export interface Balance {
  readonly memberId: string;
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
}

/** Points that die at the same instant. */
export interface Expiring {
  readonly memberId: string;
  readonly wallet: string;
  readonly amount: number;
  readonly expiresAt: number;
}

/** Balances of several members; a wallet a member never had points in is left out. */
export const balances: Loading<string, Balance[]> = {
  async read(context, memberIds) {
    const seen = ofSeenMembers(context.caller);
    const rows = await ask<Balance>(context, {
      columns: ['memberId', 'wallet', 'available', 'pending', 'held', 'owed'],
      from: `FROM point_accounts WHERE memberId IN ${marks(memberIds)}${seen.where}`,
      params: [...memberIds, ...seen.params],
    });
    return groupBy(rows, ({ memberId }) => memberId);
  },
};

/** Points of several members that die within so many days, the next first. */
export const expiring: Loading<string, Expiring[], { readonly days: number }> = {
  async read(context, memberIds, { days }) {
    const rows = await ask<Expiring>(context, expiringQuestion(context, memberIds, days));
    return groupBy(
      rows.sort((a, b) => a.expiresAt - b.expiresAt),
      ({ memberId }) => memberId,
    );
  },
};

function expiringQuestion({ session, caller }: RequestContext, memberIds: readonly string[], days: number) {
  const seen = ofSeenMembers(caller);
  return {
    columns: ['memberId', 'wallet', 'SUM(remaining) AS amount', 'expiresAt'],
    from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND remaining > 0 AND expiresAt > ? AND expiresAt < ?${seen.where} GROUP BY memberId, wallet, expiresAt`,
    params: [...memberIds, session.now, session.now + days * DAY_MS, ...seen.params],
  };
}
