import type { Instant } from '../../kernel/clock.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { accountOf, pointsParticipant } from '../points/index.js';
import type { BenefitsPart, Offered } from './compile.js';
import { dayOfSale, presaleOf, whyNot } from './issue.js';
import type { Road } from './price.js';
import { roadTo } from './price.js';
import type { Fallback } from './terms.js';

/** What can be had. */
export const OPEN: readonly string[] = ['live', 'watch'];

/**
 * What a member may do about a benefit so that it is not refused: take it where it costs nothing, exchange points where
 * points are all it costs, buy it where it costs money. The state knows what limits and stock leave.
 */
export function actionsOn(part: BenefitsPart, state: State, offered: Offered, at: Instant): readonly Road[] {
  const road = roadTo(offered);
  if (road === null || !isOpenTo(state)) return [];
  const isThere = road === 'BUY' ? isSold(part, state, offered, at) : leadsSomewhere(part, state, offered, at);
  return isThere && isAffordable(state, offered) ? [road] : [];
} // prettier-ignore

/** Whether it is there for the member: it may have it, within its limits, and there is one left. What it costs is another matter. */
export function isOffered(part: BenefitsPart, state: State, offered: Offered, at: Instant): boolean {
  const road = roadTo(offered);
  if (road === null || !isOpenTo(state)) return false;
  return road === 'BUY' ? isSold(part, state, offered, at) : whyNot(part, state, offered, at) === undefined;
}

/** There is one, or one may pay for it before there is. */
function isSold(part: BenefitsPart, state: State, offered: Offered, at: Instant): boolean {
  const why = whyNot(part, state, offered, at);
  return why === undefined || (why.code === 'OUT_OF_STOCK' && presaleOf(part, offered, at) !== null);
}

/** Whether the member has the points it costs. Money is its own affair. */
export function isAffordable(state: State, { price }: Offered): boolean {
  return price === null || accountOf(sliceOf(state, pointsParticipant), price.wallet).available >= price.points;
}

function isOpenTo({ member }: State): boolean {
  return member.status === 'active';
}

/** Where there is none left, the first of its alternatives that works is given. */
function leadsSomewhere(part: BenefitsPart, state: State, offered: Offered, at: Instant): boolean {
  const why = whyNot(part, state, offered, at);
  if (why === undefined) return true;
  return why.code === 'OUT_OF_STOCK' && offered.otherwise.some((step) => isWorking(part, state, step, at));
}

function isWorking(part: BenefitsPart, state: State, step: Fallback, at: Instant): boolean {
  if (step.kind === 'wait') return true;
  if (step.kind === 'pre-sale') return dayOfSale(part, step, at) !== null;
  const other = part.benefits.get(step.benefit);
  return other !== undefined && leadsSomewhere(part, state, other, at);
}

/** A benefit and everything that may stand in for it. */
export function withStandIns({ benefits }: BenefitsPart, offered: Offered): readonly Offered[] {
  const found = new Map<string, Offered>();
  const walk = (each: Offered): void => {
    if (found.has(each.code)) return;
    found.set(each.code, each);
    for (const step of each.otherwise) {
      const other = 'benefit' in step ? benefits.get(step.benefit) : undefined;
      if (other) walk(other);
    }
  };
  walk(offered);
  return [...found.values()];
}
