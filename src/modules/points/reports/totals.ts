import type { Bound } from '../../../kernel/bind.js';

/** The account under which all members are told together. */
export const MEMBERS_ACCOUNT = 'members';

/** What every account was debited and credited by transfers that `where` selects; its parameters are asked for twice. */
export function totalsOf(where: string): string {
  const side = (own: 'debit' | 'credit', debited: string, credited: string): string =>
    `SELECT wallet, CASE WHEN ${own} = memberId THEN '${MEMBERS_ACCOUNT}' ELSE ${own} END AS account, ${debited} AS debited, ${credited} AS credited FROM point_transfers WHERE ${where}`;
  return `SELECT wallet, account, SUM(debited) AS debited, SUM(credited) AS credited
    FROM (${side('debit', 'amount', '0')} UNION ALL ${side('credit', '0', 'amount')}) sides GROUP BY wallet, account`;
}

export function twice(params: readonly Bound[]): Bound[] {
  return [...params, ...params];
}
