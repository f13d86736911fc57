import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Day } from '../../../kernel/calendar.js';
import { dayOf } from '../../../kernel/calendar.js';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { CalendarDate, DateTime } from '../../../kernel/graphql/scalars.js';
import { worthOf } from '../wallet-rules.js';
import { walletType } from '../wallet-type.js';
import { breakage, checkedTo } from './breakage.js';
import type { LiabilityBy } from './liability.js';
import { liability } from './liability.js';
import { BreakageCohortType, LiabilityByEnum, LiabilityLineType, TrialBalanceType } from './reports.types.js';
import { trialBalance } from './trial-balance.js';

const AS_OF = 'By what had been recorded by this instant; by now when absent.';

@Resolver()
export class PointReportsResolver {
  @Query(() => TrialBalanceType, {
    description: 'Every account of the ledger at an instant. All together they are zero.',
  })
  @Access({ brand: 'ledger:read', isHostOnly: true })
  async trialBalance(
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: number | null,
    @Ctx() context: RequestContext,
  ): Promise<TrialBalanceType> {
    const { house, now } = context.session;
    const at = asOf ?? now;
    const lines = await house.database.snapshot((sql) => trialBalance(sql, house.programs.current().zone, at));
    const told = lines.map((line) => ({ ...line, wallet: walletType(context, line.wallet) }));
    return { asOf: at, lines: told as TrialBalanceType['lines'], total: lines.reduce((sum, { balance }) => sum + balance, 0) }; // prettier-ignore
  }

  @Query(() => [LiabilityLineType], {
    description: 'Points that are outstanding, by month of earning, by who pays for them, or by when they die.',
  })
  @Access({ brand: 'ledger:read', isHostOnly: true })
  async pointsLiability(
    @Arg('by', () => LiabilityByEnum, { description: 'By what.' }) by: LiabilityBy,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: number | null,
    @Arg('wallet', () => String, { nullable: true, description: 'Of this wallet only, by its code.' })
    wallet: string | null,
    @Ctx() context: RequestContext,
  ): Promise<LiabilityLineType[]> {
    const { house, now } = context.session;
    const { zone, currency } = house.programs.current();
    const question = { by, asOf: asOf ?? now, now, zone, wallet: wallet ?? null };
    const lines = await house.database.snapshot((sql) => liability(sql, question));
    return lines.map((line) => {
      const told = walletType(context, line.wallet);
      const worth = told.cash && { amountMinor: worthOf(told.cash, line.outstanding), currency };
      return { ...line, wallet: told, worth };
    });
  }

  @Query(() => [BreakageCohortType], {
    description:
      'How the points of each month were used up: spent, died, left, month by month. For at most 3,660 days of earning; gifts of other members count where they were received.',
  })
  @Access({ brand: 'ledger:read', isHostOnly: true })
  async pointsBreakage(
    @Arg('wallet', () => String, { description: 'The code of the wallet.' }) wallet: string,
    @Arg('from', () => CalendarDate, { description: 'The first day of earning.' }) from: Day,
    @Arg('to', () => CalendarDate, { description: 'The last day of earning.' }) to: Day,
    @Ctx() { session }: RequestContext,
  ): Promise<BreakageCohortType[]> {
    const { house, now } = session;
    const question = { wallet, from, to: checkedTo(from, to), today: dayOf(now, house.programs.current().zone) };
    const cohorts = await house.database.snapshot((sql) => breakage(sql, question));
    return cohorts.map(({ ages, issued, ...cohort }) => ({
      ...cohort,
      issued,
      ages: ages.map((age) => ({ ...age, expiredShare: issued === 0 ? 0 : age.expired / issued })),
    }));
  }
}
