import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { DAY_MS } from '../../kernel/calendar.js';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import { refuse } from '../../kernel/refusal.js';
import { MemberType } from '../members/members.types.js';
import { ledgers, lots } from './ledger-list.js';
import type { Balance } from './points.queries.js';
import { balancesOf, expiringOf } from './points.queries.js';
import { BalanceType, ExpiringPointsType, LedgerConnection, PointLotConnection } from './points.types.js';
import { walletTypes } from './wallet-type.js';

const EXPIRING_DAYS_MAX = 3_660;

const balances: Loading<string, Balance[]> = {
  read: async ({ session }, ids) => groupBy(await balancesOf(session, ids), ({ memberId }) => memberId),
};

/** By the id of the balance. */
const expiring: Loading<string, ExpiringPointsType[], { readonly days: number }> = {
  async read({ session }, balanceIds, { days }) {
    const memberIds = [...new Set(balanceIds.map((id) => id.slice(0, id.indexOf(':'))))];
    const rows = await expiringOf(session, memberIds, session.now + days * DAY_MS);
    return groupBy(rows, ({ memberId, wallet }) => `${memberId}:${wallet}`);
  },
};

@Resolver(() => MemberType)
export class MemberPointsFields {
  @FieldResolver(() => [BalanceType], {
    nullable: true,
    description: 'What it has, a balance for every wallet of the program.',
  })
  @Access({ brand: 'points:read', member: true })
  async balances(@Root() { id }: MemberType, @Ctx() context: RequestContext): Promise<BalanceType[]> {
    const stored = await load(context, balances, id);
    return walletTypes(context).map((wallet) => {
      const balance = stored?.find((each) => each.wallet === wallet.code);
      const [available, pending] = [balance?.available ?? 0, balance?.pending ?? 0];
      return { id: `${id}:${wallet.code}`, memberId: id, wallet, available, pending };
    });
  }

  @FieldResolver(() => PointLotConnection, { nullable: true, description: 'Its earnings and what is left of them.' })
  @Access({ brand: 'points:read', member: true })
  lots(
    @Root() { id }: MemberType,
    @Arg('wallet', () => String, { nullable: true, description: 'Of this wallet only, by its code.' })
    wallet: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, lots, id, { ...page, wallet });
  }

  @FieldResolver(() => LedgerConnection, { nullable: true, description: 'Every movement of its points.' })
  @Access({ brand: 'points:read', member: true })
  ledger(
    @Root() { id }: MemberType,
    @Arg('wallet', () => String, { nullable: true, description: 'Of this wallet only, by its code.' })
    wallet: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, ledgers, id, { ...page, wallet });
  }
}

@Resolver(() => BalanceType)
export class BalanceFields {
  @FieldResolver(() => [ExpiringPointsType], { description: 'What of it dies soon, the next first.' })
  async expiring(
    @Root() { id }: BalanceType,
    @Arg('withinDays', () => Int, { defaultValue: 30, description: 'How soon: 1 to 3,660 days.' }) days: number,
    @Ctx() context: RequestContext,
  ): Promise<ExpiringPointsType[]> {
    return (await loadWith(context, expiring, id, { days: checkedDays(days) })) ?? [];
  }
}

function checkedDays(days: number): number {
  if (days >= 1 && days <= EXPIRING_DAYS_MAX) return days;
  refuse('INVALID_INPUT', { reason: `withinDays is from 1 to ${EXPIRING_DAYS_MAX}` }, ['withinDays']);
}
