import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../../kernel/graphql/page.js';
import { pageOfList } from '../../../kernel/graphql/page-of-list.js';
import type { State } from '../../../kernel/participant.js';
import { benefitsOf, benefitType, isSeen } from '../benefit-type.js';
import type { BenefitType } from '../benefits.types.js';
import type { Offered } from '../compile.js';
import { isAffordable, isOffered } from '../offers.js';
import { states, stateTowards } from './standing.js';

/**
 * What a member could get now by itself: what it may have, within its limits, as far as there is one left. What is new
 * stands first, then what it has the points for, then as the program has it. A few statements for however many benefits.
 */
export async function offersTo(context: RequestContext, memberId: string, page: PageArguments): Promise<Page<BenefitType>> {
  const { now, house } = context.session;
  const part = benefitsOf(house.programs.current());
  const known = await load(context, states, memberId);
  const all = [...part.benefits.values()].filter((each) => isSeen(context, each));
  const possible = known ? all.filter((each) => isOffered(part, known, each, now)) : [];
  const state = await stateTowards(context, memberId, possible);
  const offered = state ? possible.filter((each) => isOffered(part, state, each, now)) : [];
  const places = new Map(all.map(({ code }, at) => [code, at]));
  const placed = offered.map((each) => ({ node: benefitType(context, each, memberId), position: positionOf(state as State, each, places.get(each.code) ?? 0) }));
  return pageOfList(context, `offers.${memberId}`, placed, page);
} // prettier-ignore

function positionOf(state: State, offered: Offered, at: number): (string | number)[] {
  return [offered.isHighlighted ? 0 : 1, isAffordable(state, offered) ? 0 : 1, at, offered.code];
}
