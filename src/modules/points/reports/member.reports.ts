import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Day } from '../../../kernel/calendar.js';
import { windowOf } from '../../../kernel/caller.js';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { loadWith } from '../../../kernel/graphql/loaders.js';
import { CalendarDate, DateTime } from '../../../kernel/graphql/scalars.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import { ofSeenMembers } from '../../members/index.js';
import { MemberType } from '../../members/members.types.js';
import type { BalanceAsOf } from '../as-of.js';
import { balancesAsOf } from '../as-of.js';
import { BalanceType } from '../balance.types.js';
import { walletType, walletTypes } from '../wallet-type.js';
import { memberStatement } from './member-statement.js';
import { MemberStatementType } from './reports.types.js';

/** What several members had at an instant: nothing for who sees through the window of one brand. */
const balancesThen: Loading<string, BalanceAsOf[], { readonly at: number }> = {
  async read({ session, caller }, memberIds, { at }) {
    if (windowOf(caller) !== null) return new Map();
    const seen = ofSeenMembers(caller, 'id');
    const rows = await session.sql.rows<{ id: string }>(
      `SELECT id FROM members WHERE id IN ${marks(memberIds)}${seen.where}`,
      [...memberIds, ...seen.params],
    );
    const then = await balancesAsOf(session.sql, rows.map(({ id }) => id), at); // prettier-ignore
    const found = groupBy(then, ({ memberId }) => memberId);
    return new Map(rows.map(({ id }) => [id, found.get(id) ?? []]));
  },
};

@Resolver(() => MemberType)
export class MemberReportFields {
  @FieldResolver(() => [BalanceType], {
    nullable: true,
    description:
      'What it had at an instant of the past, as it was stored then; null for who sees it through the window of a partner: between two instants lies what it did with other brands.',
  })
  @Access({ brand: 'points:read', member: true })
  async balancesAt(
    @Root() { id }: MemberType,
    @Arg('at', () => DateTime, { description: 'When.' }) at: number,
    @Ctx() context: RequestContext,
  ): Promise<BalanceType[] | null> {
    const then = await loadWith(context, balancesThen, id, { at });
    if (!then) return null;
    return walletTypes(context).map((wallet) => {
      const { available = 0, pending = 0, held = 0, owed = 0 } = then.find((each) => each.wallet === wallet.code) ?? {};
      return { id: `${id}:${wallet.code}:${at}`, memberId: id, wallet, available, pending, held, owed };
    });
  }

  @FieldResolver(() => MemberStatementType, {
    nullable: true,
    description: 'What it had, what moved and what it had then, over some days. A partner sees what was booked for it.',
  })
  @Access({ brand: 'points:read', member: true })
  async statement(
    @Root() { id }: MemberType,
    @Arg('wallet', () => String, { description: 'The code of the wallet.' }) wallet: string,
    @Arg('from', () => CalendarDate, { description: 'The first day, in the zone of the program.' }) from: Day,
    @Arg('to', () => CalendarDate, { description: 'The last day.' }) to: Day,
    @Ctx() context: RequestContext,
  ): Promise<MemberStatementType> {
    const { caller, session } = context;
    const { house } = session;
    const question = { memberId: id, wallet, from, to, zone: house.programs.current().zone };
    const told = await house.database.snapshot((sql) => memberStatement(sql, caller, question));
    return { ...told, entries: [...told.entries], wallet: walletType(context, wallet) };
  }
}
