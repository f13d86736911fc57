import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import { Prefetched } from '../../kernel/graphql/prefetch.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { refuseInput } from '../../kernel/refusal.js';
import { MemberType } from '../members/members.types.js';
import type { Payment } from './cash.js';
import { usableFor } from './cash.js';
import { ledgers, lots } from './ledger-list.js';
import { balances, expiring } from './points.queries.js';
import { BalanceType, ExpiringPointsType, PointLotConnection } from './balance.types.js';
import { LedgerConnection } from './ledger-entry.types.js';
import { PaymentType } from './points.types.js';
import { walletTypes } from './wallet-type.js';
import { pointReasons as reasons } from './points.reasons.js';

/** A member as its fields need it. No class: an object of another one would be copied for each field. */
type Known = Pick<MemberType, 'id'>;

const EXPIRING_DAYS_MAX = 3_660;

@Resolver(() => MemberType)
export class MemberPointsFields {
  @FieldResolver(() => [BalanceType], {
    nullable: true,
    description: 'What it has, a balance for every wallet of the program.',
  })
  @Access({ brand: 'points:read', member: true })
  @Prefetched((context, id) => load(context, balances, id))
  async balances(@Root() { id }: Known, @Ctx() context: RequestContext): Promise<BalanceType[]> {
    const stored = await load(context, balances, id);
    return walletTypes(context).map((wallet) => {
      const balance = stored?.find((each) => each.wallet === wallet.code);
      const { available = 0, pending = 0, held = 0, owed = 0 } = balance ?? {};
      return { id: `${id}:${wallet.code}`, memberId: id, wallet, available, pending, held, owed };
    });
  }

  @FieldResolver(() => PointLotConnection, { nullable: true, description: 'Its earnings and what is left of them.' })
  @Access({ brand: 'points:read', member: true })
  @Prefetched((context, id, args) => loadWith(context, lots, id, askedOf(args)))
  lots(
    @Root() { id }: Known,
    @Arg('wallet', () => String, { nullable: true, description: 'Of this wallet only, by its code.' })
    wallet: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, lots, id, askedOf({ ...page, wallet }));
  }

  @FieldResolver(() => LedgerConnection, { nullable: true, description: 'Every movement of its points.' })
  @Access({ brand: 'points:read', member: true })
  @Prefetched((context, id, args) => loadWith(context, ledgers, id, askedOf(args)))
  ledger(
    @Root() { id }: Known,
    @Arg('wallet', () => String, { nullable: true, description: 'Of this wallet only, by its code.' })
    wallet: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, ledgers, id, askedOf({ ...page, wallet }));
  }
}

@Resolver(() => BalanceType)
export class BalanceFields {
  @FieldResolver(() => [ExpiringPointsType], { description: 'What of it dies soon, the next first.' })
  async expiring(
    @Root() { memberId, wallet }: BalanceType,
    @Arg('withinDays', () => Int, { defaultValue: 30, description: 'How soon: 1 to 3,660 days.' }) days: number,
    @Ctx() context: RequestContext,
  ): Promise<ExpiringPointsType[]> {
    const own = await loadWith(context, expiring, memberId, { days: checkedDays(days) });
    return own?.filter((each) => each.wallet === wallet.code) ?? [];
  }

  @FieldResolver(() => PaymentType, {
    nullable: true,
    description:
      'The most that its available points pay of an order, and what is left; null where they pay for nothing.',
  })
  usableFor(
    @Root() { wallet, available }: BalanceType,
    @Arg('amountMinor', () => SafeInt, { description: 'What the order costs before points, in minor units.' })
    amountMinor: number,
    @Ctx() context: RequestContext,
  ): Payment | null {
    return usableFor(context.session.house, wallet.code, available, amountMinor);
  }
}

/** In one spelling, so that what was read ahead is found. */
function askedOf({ first, after, last, before, wallet }: PageArguments & { readonly wallet?: string | null }) {
  return { first, after, last, before, wallet: wallet ?? null };
}

function checkedDays(days: number): number {
  if (days >= 1 && days <= EXPIRING_DAYS_MAX) return days;
  refuseInput(reasons.withinDays(EXPIRING_DAYS_MAX), ['withinDays']);
}
