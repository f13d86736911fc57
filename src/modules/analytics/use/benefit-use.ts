import { dayOf, quarterOf, startOfDay, startOfQuarter } from '../../../kernel/calendar.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { configId } from '../../../kernel/id.js';
import { share } from '../../../kernel/money.js';
import { refuseInput } from '../../../kernel/refusal.js';
import type { Offered } from '../../benefits/index.js';
import { benefitTypeById } from '../../benefits/index.js';
import type { BenefitUseType } from './benefit-use.types.js';
import { claimedIn, entitledIn, reviewsOf, seenIn, usesIn } from './stages.js';
import type { Asked, ByQuarter } from './stages.js';
import { eligibleIn } from './eligible.js';
import { analyticsReasons as reasons } from '../analytics.reasons.js';

export const BENEFITS_MAX = 20;
export const QUARTERS_MAX = 12;

/**
 * The use of some benefits, quarter by quarter, in one snapshot and with a statement a stage for all of them. Refuses
 * INVALID_INPUT for more than is answered at once.
 */
export async function benefitUseOf(context: RequestContext, benefitIds: readonly string[], quarters: number): Promise<BenefitUseType[]> {
  if (benefitIds.length > BENEFITS_MAX) refuseInput(reasons.benefitsMost(BENEFITS_MAX), ['benefitIds']);
  if (quarters < 1 || quarters > QUARTERS_MAX) refuseInput(reasons.quartersBetween(QUARTERS_MAX), ['quarters']);
  const { house, now } = context.session;
  const found = [...new Set(benefitIds)].flatMap((id) => benefitTypeById(context, id) ?? []);
  if (found.length === 0) return [];
  const asked = askedOf(context, found.map(({ offered }) => offered), quarters);
  const counted = await house.database.snapshot(async (sql) => ({
    eligible: await eligibleIn(sql, asked),
    seen: await seenIn(sql, asked),
    claimed: await claimedIn(sql, asked),
    inUse: await entitledIn(sql, asked),
    uses: await usesIn(sql, asked),
    reviews: await reviewsOf(sql, asked),
  }));
  const { currency } = house.programs.current();
  const today = dayOf(now, asked.context.zone);
  return found.flatMap((benefit) => asked.quarters.map(({ name, from, to }, n): BenefitUseType => {
    const of = <T>(stage: ByQuarter<T>): T | undefined => stage.get(`${benefit.code}|${n}`);
    const { entitled = 0, used = 0 } = of(counted.inUse) ?? {};
    const { uses = 0, reversed = 0 } = of(counted.uses) ?? {};
    const eligible = counted.eligible.get(benefit.code);
    const { costMinor } = benefit.offered;
    return {
      benefit, quarter: name, from, to,
      isOver: to <= today,
      eligible: eligible ? (eligible[n] ?? 0) : null,
      seen: of(counted.seen) ?? 0,
      claimed: of(counted.claimed) ?? 0,
      entitled, used, uses, reversed,
      useRate: entitled === 0 ? null : used / entitled,
      cost: { amountMinor: share(costMinor, uses - reversed, 1), currency },
      costPerUse: uses === 0 ? null : { amountMinor: share(costMinor, uses - reversed, uses), currency },
      review: of(counted.reviews) ?? null,
    };
  }));
} // prettier-ignore

function askedOf({ session: { house, now } }: RequestContext, benefits: readonly Offered[], quarters: number): Asked {
  const { zone, parts } = house.programs.current();
  const today = dayOf(now, zone);
  const firsts = Array.from({ length: quarters }, (_, at) => startOfQuarter(today, at + 1 - quarters));
  return {
    benefits,
    ids: benefits.map(({ code }) => configId('bnf', code)),
    quarters: firsts.map((from, n) => {
      const to = startOfQuarter(from, 1);
      return { n, name: quarterOf(from), from, to, fromAt: startOfDay(from, zone), toAt: startOfDay(to, zone) };
    }),
    context: { engine: house.database.engine, now: startOfDay(today, zone), today, zone, parts },
  };
}
