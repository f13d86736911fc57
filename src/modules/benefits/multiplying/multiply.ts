import type { Effect, Wish } from '../../../kernel/effect.js';
import type { Activity } from '../../../kernel/activity.js';
import type { Resolved, State } from '../../../kernel/participant.js';
import { sliceOf } from '../../../kernel/participant.js';
import { pointsParticipant } from '../../points/index.js';
import type { BenefitsPart } from '../compile.js';
import type { Intent } from '../settled.js';
import { used, useOf } from '../resolve.js';
import type { Factor } from './factor.js';
import { asOf, placeOf } from './factor.js';
import { sliceIn } from '../slice.js';

type Multiply = Intent['multiply'];

/** Asks for the use of the grant that multiplies a purchase; nothing where a right does that uses nothing up. */
export function useWishes({ uses }: Factor, activity: Activity, plain: Multiply['plain']): Wish<Multiply>[] {
  if (!uses) return [];
  const { storeId } = placeOf(activity);
  return [{ kind: 'benefit.multiply', reason: 'multiplied', intent: { grantId: uses.id, orderId: activity.subjectId, storeId, plain } }]; // prettier-ignore
}

/** A use of the grant, if it brought more points than there would have been: caps may leave none. */
function multiply(part: BenefitsPart, state: State, effect: Effect<Multiply>): Resolved {
  const lots = [...sliceOf(state, pointsParticipant).lots.values()].filter(({ causeId }) => causeId === effect.causeId);
  const earned = (wallet: string) => lots.reduce((sum, lot) => sum + (lot.wallet === wallet ? lot.amount : 0), 0);
  const isWorthIt = effect.intent.plain.some(({ wallet, points }) => earned(wallet) > points);
  if (!isWorthIt) return { skipped: 'it brought no more points' };
  const use = useOf(part, stateAsOf(state, effect), effect, 'redeemed');
  return 'skipped' in use ? use : used(state, effect, use, 'benefit.used');
}

function stateAsOf(state: State, { at, intent: { grantId } }: Effect<Multiply>): State {
  const slice = sliceIn(state);
  const grant = slice.grants.get(grantId);
  if (!grant) return state;
  const grants = new Map(slice.grants).set(grantId, asOf(grant, at));
  return { ...state, slices: { ...state.slices, benefits: { ...slice, grants } } };
}

/** How effects of benefits that multiply points turn out. */
export const MULTIPLYING_RESOLVERS = { 'benefit.multiply': multiply } as const;
