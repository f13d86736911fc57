import type { Effect, Wish } from '../../../kernel/effect.js';
import type { Activity } from '../../../kernel/activity.js';
import type { Resolved, State } from '../../../kernel/participant.js';
import { sliceOf } from '../../../kernel/participant.js';
import { pointsParticipant } from '../../points/index.js';
import type { BenefitsPart } from '../compile.js';
import type { Intent } from '../settled.js';
import type { Promised, Use } from '../grants.js';
import { withUse } from '../grants.js';
import { newUse } from '../resolve.js';
import { fact, settled } from '../settled.js';
import { sliceIn } from '../slice.js';
import type { Factor } from './factor.js';
import { placeOf } from './factor.js';
import { asTold, hasUseFor, useOfTill } from './taking.js';

type Multiply = Intent['multiply'];

/** Asks for the use of the grant that multiplies a purchase; nothing where a right does that uses nothing up. */
export function useWishes({ uses }: Factor, activity: Activity, plain: Multiply['plain']): Wish<Multiply>[] {
  if (!uses) return [];
  const { storeId } = placeOf(activity);
  return [{ kind: 'benefit.multiply', reason: 'multiplied', intent: { grantId: uses.id, orderId: activity.subjectId, storeId, toldAt: activity.recordedAt, plain } }]; // prettier-ignore
}

/** A use of the grant, if it brought more points than there would have been: caps may leave none. It is of this purchase for good. */
function multiply(part: BenefitsPart, state: State, effect: Effect<Multiply>): Resolved {
  const { causeId, brandId, at, intent } = effect;
  const lots = [...sliceOf(state, pointsParticipant).lots.values()].filter((lot) => lot.causeId === causeId);
  const earned = (wallet: string) => lots.reduce((sum, lot) => sum + (lot.wallet === wallet ? lot.amount : 0), 0);
  const isWorthIt = intent.plain.some(({ wallet, points }) => earned(wallet) > points);
  if (!isWorthIt) return { skipped: 'it brought no more points' };
  const grant = sliceIn(state).grants.get(intent.grantId);
  const taking = { brandId, orderId: intent.orderId, at, toldAt: intent.toldAt };
  const ofTill = grant && useOfTill(part, grant, taking);
  if (!grant || (!ofTill && !hasUseFor(part, grant, taking))) return { skipped: 'there is no use of it left' };
  const use = usedBy(effect, grant, ofTill);
  const isTold = ofTill?.status === 'redeemed';
  const after = isTold ? { ...grant, uses: [...grant.uses.filter(({ id }) => id !== use.id), use] } : lateOf(grant, withUse(asTold(part, grant, taking), use, at));
  return settled(effect, { grant: after, use }, isTold ? undefined : fact('benefit.used', after, { redemptionId: use.id }));
} // prettier-ignore

/** What the till holds becomes a use by the purchase; what it has used is one already. */
function usedBy(effect: Effect<Multiply>, grant: Promised, ofTill: Use | undefined): Use {
  const { causeId, at, intent } = effect;
  if (!ofTill) return { ...newUse(grant, effect), multipliedId: causeId };
  if (ofTill.status === 'redeemed') return { ...ofTill, multipliedId: causeId };
  return { ...ofTill, status: 'redeemed', storeId: ofTill.storeId ?? intent.storeId, causeId, redeemedAt: at, expiresAt: null, endedAt: null, multipliedId: causeId }; // prettier-ignore
}

/** What was dead and has a use left stays dead. */
function lateOf({ over, endedAt }: Promised, after: Promised): Promised {
  return after.over === null ? { ...after, over, endedAt } : after;
}

/** How effects of benefits that multiply points turn out. */
export const MULTIPLYING_RESOLVERS = { 'benefit.multiply': multiply } as const;
