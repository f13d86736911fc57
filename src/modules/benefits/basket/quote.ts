import { windowOf } from '../../../kernel/caller.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { State } from '../../../kernel/participant.js';
import { sliceOf } from '../../../kernel/participant.js';
import { refuse } from '../../../kernel/refusal.js';
import type { MemberRef } from '../../members/index.js';
import { needMember } from '../../members/index.js';
import type { Payment } from '../../points/index.js';
import { accountOf, pointsParticipant, usableFor } from '../../points/index.js';
import { benefitsOf } from '../benefit-type.js';
import { placeOf } from '../place.js';
import type { BasketInput } from './basket.types.js';
import { basketOf } from './basket.types.js';
import { bestCombination } from './combine.js';
import { heldBy } from './held.js';
import type { RefusedRight } from './refused.js';
import type { Right, Where } from './rights.js';
import { grantedRights, refusedBeside, standingRights } from './rights.js';
import { untouched } from './taking.js';

/** What a member pays for a basket at best, and with what. */
export interface Quote {
  readonly totalMinor: number;
  /** Before points. */
  readonly payableMinor: number;
  readonly used: readonly UsedRight[];
  readonly refused: readonly RefusedRight[];
  readonly points: readonly PointsUsable[];
}

export interface UsedRight extends Pick<Right, 'benefit' | 'grantId' | 'code' | 'isStanding'> {
  readonly takenMinor: number;
}

/** What the points of one wallet can pay of what is left to pay. */
export interface PointsUsable {
  readonly wallet: string;
  readonly payment: Payment;
}

export interface Asked {
  readonly member: MemberRef;
  readonly basket: BasketInput;
  readonly codes: readonly string[];
}

/**
 * The best combination of what a member may use on a basket, why everything else is not used, and what points can pay of
 * the rest. Writes and reserves nothing. Refuses NOT_FOUND, MEMBER_NOT_ACTIVE, INVALID_INPUT, NOT_GOOD_HERE for a till that
 * names another store, TOO_MANY_TRIES.
 */
export async function quoteOf(context: RequestContext, { member, basket: input, codes }: Asked): Promise<Quote> {
  const { session, caller } = context;
  const { house, sql, now } = session;
  const basket = basketOf(input, now);
  const place = placeOf(session, input.storeId ?? null);
  const memberId = await needMember(sql, caller, member);
  const part = benefitsOf(house.programs.current());
  const where: Where = { part, place, at: now, isPartner: windowOf(caller) !== null };
  const { held, refused } = await heldBy(context, where, memberId, codes);
  const state = (await house.stateNow(session, memberId)) ?? refuse('NOT_FOUND', { what: 'member' }, ['member']);
  if (state.member.status !== 'active') refuse('MEMBER_NOT_ACTIVE', { status: state.member.status }, ['member']);
  const granted = grantedRights(where, held);
  const standing = standingRights(where, state);
  const usable = [...granted.usable, ...standing.usable];
  const best = bestCombination(basket, usable);
  return {
    totalMinor: untouched(basket).payableMinor,
    payableMinor: best.payableMinor,
    used: best.used.map(({ candidate, takenMinor }) => usedOf(candidate as Right, takenMinor)),
    refused: [...refusedBeside(basket, usable, best), ...granted.refused, ...standing.refused, ...refused],
    points: pointsFor(context, state, best.payableMinor),
  };
}

function usedOf({ benefit, grantId, code, isStanding }: Right, takenMinor: number): UsedRight {
  return { benefit, grantId, code, isStanding, takenMinor };
}

/** Of each wallet that pays for something, by itself. */
function pointsFor({ session: { house } }: RequestContext, state: State, payableMinor: number): PointsUsable[] {
  if (payableMinor < 1) return [];
  const { accounts } = sliceOf(state, pointsParticipant);
  return [...accounts.keys()].flatMap((wallet) => {
    const payment = usableFor(house, wallet, accountOf(sliceOf(state, pointsParticipant), wallet).available, payableMinor); // prettier-ignore
    return payment && payment.points > 0 ? [{ wallet, payment }] : [];
  });
}
