import type { Activity } from '../../../kernel/activity.js';
import { configId, idAbout } from '../../../kernel/id.js';
import type { ExactRate, Rate } from '../../../kernel/money.js';
import { isLarger, rateOf } from '../../../kernel/money.js';
import type { State } from '../../../kernel/participant.js';
import type { BenefitsPart, Offered } from '../compile.js';
import type { Promised } from '../grants.js';
import { sliceIn } from '../slice.js';
import type { Place } from '../usable.js';
import { whyNotHere } from '../usable.js';
import { isRightAt } from '../basket/rights.js';
import { hasUseFor, useOfTill } from './taking.js';
import type { Within } from './within.js';
import { withinScope } from './within.js';

/** What multiplies the points of a purchase: one benefit, for all of it or for what lies within its scope. */
export interface Factor extends Within {
  readonly benefit: string;
  /** What the benefit says; `rate` is what that comes to for the whole purchase. */
  readonly times: Rate;
  readonly rate: ExactRate;
  /** The grant that a use of is made; null for a standing right. */
  readonly uses: Promised | null;
  /** The till has made that use of this order, or holds it for it. */
  readonly isOfTill: boolean;
}

/**
 * The benefit that multiplies what rules give for a purchase: of all that the member may use there and then the one that
 * makes most of it, never two of them. Null for every other activity. What is imported from the past was decided without
 * grants: for that only standing rights count.
 */
export function factorFor(state: State, activity: Activity): Factor | null {
  const part = state.parts['benefits'] as BenefitsPart | undefined;
  if (activity.type !== 'purchase' || !part || part.multipliers.length === 0) return null;
  return highest(activity.isHistory ? standing(part, state, activity) : [...standing(part, state, activity), ...granted(part, state, activity)]); // prettier-ignore
}

/** What a refund that names no order has lost by: a standing right, and no grant, for nobody can tell which. */
export function standingFactorFor(state: State, refund: Activity): Factor | null {
  const part = state.parts['benefits'] as BenefitsPart | undefined;
  return part ? highest(standing(part, state, refund)) : null;
}

/** What uses nothing up comes first where two make the same of it, then what the till has said, then what dies first. */
function highest(factors: readonly Factor[]): Factor | null {
  const order = ({ uses, isOfTill }: Factor) => (!uses ? 0 : isOfTill ? 1 : (uses.expiresAt ?? Infinity));
  const sorted = [...factors].sort((a, b) => order(a) - order(b) || (a.uses && b.uses && a.uses.id > b.uses.id ? 1 : -1));
  return sorted.reduce<Factor | null>((best, each) => (best && !isLarger(each.rate, best.rate) ? best : each), null);
} // prettier-ignore

function standing(part: BenefitsPart, state: State, activity: Activity): Factor[] {
  const [place, at] = [placeOf(activity), activity.occurredAt];
  const rights = part.multipliers.filter((each) => isRightAt(each, at));
  return rights.flatMap((offered): Factor[] => {
    const own = { benefit: offered.code, brandId: offered.brand === null ? part.hostBrandId : configId('brd', offered.brand) }; // prettier-ignore
    const isEligible = offered.eligibility?.holds({ state, activity: undefined, now: at, zone: part.zone }) ?? true;
    return isEligible && !whyNotHere(part, own, place, at) ? factorOf(offered, activity, null) : [];
  });
}

function granted(part: BenefitsPart, state: State, activity: Activity): Factor[] {
  const [place, at] = [placeOf(activity), activity.occurredAt];
  const taking = { brandId: activity.brandId, orderId: activity.subjectId, at, toldAt: activity.recordedAt };
  const byCode = new Map(part.multipliers.map((offered) => [offered.code, offered]));
  return [...sliceIn(state).grants.values()].flatMap((grant): Factor[] => {
    const offered = byCode.get(grant.benefit);
    if (!offered) return [];
    if (useOfTill(part, grant, taking)) return factorOf(offered, activity, grant, true);
    return hasUseFor(part, grant, taking) && !whyNotHere(part, grant, place, at)
      ? factorOf(offered, activity, grant)
      : [];
  });
}

function factorOf({ code, face }: Offered, activity: Activity, uses: Promised | null, isOfTill = false): Factor[] {
  const within = withinScope(face, activity);
  if (!within || face.multiplier === undefined) return [];
  const times = rateOf(face.multiplier);
  const [part, of] = [BigInt(within.withinMinor), BigInt(within.ofMinor)];
  const [top, bottom] = [BigInt(times.numerator), BigInt(times.denominator)];
  const rate = { numerator: part * top + (of - part) * bottom, denominator: of * bottom };
  return [{ benefit: code, times, rate, uses, isOfTill, ...within }];
} // prettier-ignore

/** Where something was bought: a store by the code its brand gives it, or online. */
export function placeOf({ brandId, payload }: Pick<Activity, 'brandId' | 'payload'>): Place {
  const { store } = payload;
  return { brandId, storeId: typeof store === 'string' ? idAbout('sto', brandId, store) : null };
}
