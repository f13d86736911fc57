import type { RequestContext } from '../../../kernel/graphql/context.js';
import { benefitsOf, offeredIn } from '../benefit-type.js';
import type { BenefitType } from '../benefits.types.js';
import { actionsOn, withStandIns } from '../offers.js';
import type { Road } from '../price.js';
import { roadTo } from '../price.js';
import { roomFor, stateTowards } from './standing.js';

/** How many more whoever asks, or whom it is offered to, may get by the limits; null for who is no member and where nobody counts. */
export async function remainingFor(context: RequestContext, benefit: BenefitType): Promise<number | null> {
  const offered = offeredIn(context, benefit.code);
  const memberId = memberOf(context, benefit);
  if (!offered || memberId === null) return null;
  return (await roomFor(context, memberId, offered))?.left ?? null;
}

/** What whoever asks, or whom it is offered to, may do about it and would not be refused; null for who is no member. */
export async function actionsFor(context: RequestContext, benefit: BenefitType): Promise<readonly Road[] | null> {
  const { now, house } = context.session;
  const part = benefitsOf(house.programs.current());
  const offered = part.benefits.get(benefit.code);
  const memberId = memberOf(context, benefit);
  if (!offered || memberId === null) return null;
  if (roadTo(offered) === null) return [];
  const state = await stateTowards(context, memberId, withStandIns(part, offered));
  return state ? actionsOn(part, state, offered, now) : [];
}

function memberOf({ caller }: RequestContext, { memberId }: BenefitType): string | null {
  return memberId ?? caller.memberId;
}
