import type { Instant } from '../../kernel/clock.js';
import { addDays, dayOf, startOfDay } from '../../kernel/calendar.js';
import type { JsonObject } from '../../kernel/json.js';
import type { State } from '../../kernel/participant.js';
import type { Ladder, TierRule } from './ladder.js';
import { fallenTo, isKept, keepOf, reached, tierOf } from './ladder.js';
import type { Measuring } from './measure.js';
import { asOf, enrolledOf, meetsAsOf, numbersOf } from './measure.js';
import type { Standing } from './standing.js';
import { fallsAt, keepAsOf, noticeAtOf, renewed, scheduled, standingOn } from './standing.js';
import type { AsOf } from './windows.js';

/** What came of looking at a standing: how it is afterwards, and what there is to tell of it. */
export interface Outcome {
  readonly standing: Standing;
  readonly fact?: { readonly type: string; readonly payload: JsonObject };
}

/** Whose standing is looked at, when, and what stands as the cause. */
export interface Looking {
  readonly part: Measuring;
  readonly state: State;
  readonly ladder: Ladder;
  readonly standing: Standing;
  readonly at: Instant;
  readonly causeId: string;
}

/** What time alone brings about: a tier set by hand ends, a member is told, keeps its tier, gets grace, or falls. */
export function checked(looking: Looking): Outcome {
  const { ladder, standing, at, part } = looking;
  if (standing.before) return standing.setUntil !== null && standing.setUntil <= at ? handEnded(looking) : rescheduled(looking);
  const when = keepAsOf(standing, part.zone);
  if (when === null) return rescheduled(looking);
  const noticeAt = noticeAtOf(ladder, part.zone, standing);
  if (noticeAt !== null && noticeAt <= at) return told(looking, when);
  if ((standing.graceUntil ?? standing.validUntil ?? Infinity) > at) {
    return isInGrace(standing) && keeps(looking, when) ? kept(looking) : rescheduled(looking);
  }
  return keeps(looking, when) ? kept(looking) : notKept(looking, when);
} // prettier-ignore

export function isInGrace({ before, graceUntil }: Standing): boolean {
  return before === null && graceUntil !== null;
}

/** Whether the rules let a member keep its tier as of a day. */
export function keeps({ part, state, ladder, standing }: Looking, when: AsOf): boolean {
  return isKept(tierOf(ladder, standing.tier), meetsAsOf(part, state, when));
}

/** A move to a tier that was reached or given, with its history. */
export function moved(looking: Looking, to: TierRule, why: JsonObject): Outcome {
  const { ladder, standing, at, causeId, part, state } = looking;
  return {
    standing: standingOn(ladder, to, at, causeId, enrolledOf(state.member, part.zone)),
    fact: { type: 'tier.changed', payload: { ladder: ladder.code, from: standing.tier, to: to.code, ...why } },
  };
}

/** A member falls as the policy of its tier says; where that leaves it where it is, its validity begins anew. */
export function fallen(looking: Looking, when: AsOf, cause: string): Outcome {
  const { part, state, ladder, standing } = looking;
  const tier = tierOf(ladder, standing.tier);
  const to = fallenTo(ladder, tier, meetsAsOf(part, state, when));
  if (to.code === tier.code) return kept(looking);
  const numbers = numbersOf(part, state, keepOf(tier), when);
  return moved(looking, to, { cause, policy: tier.policy, ...numbers });
}

function notKept(looking: Looking, when: AsOf): Outcome {
  const { ladder, standing, part } = looking;
  const { graceDays, policy } = tierOf(ladder, standing.tier);
  const isGraceLeft = graceDays > 0 && policy !== 'none' && standing.graceUntil === null;
  if (!isGraceLeft) return fallen(looking, when, 'downgrade');
  const graceUntil = startOfDay(addDays(dayOf(standing.validUntil ?? 0, part.zone), graceDays), part.zone);
  return { standing: scheduled(ladder, part.zone, { ...standing, graceUntil, recordedAt: null }) };
}

function kept({ part, state, ladder, standing }: Looking): Outcome {
  return { standing: renewed(ladder, standing, enrolledOf(state.member, part.zone)) };
}

/** Told once for each validity, whether or not there was something to tell: later it is too late. */
function told(looking: Looking, when: AsOf): Outcome {
  const { part, state, ladder, standing, at } = looking;
  const tier = tierOf(ladder, standing.tier);
  const after = scheduled(ladder, part.zone, { ...standing, endingTold: standing.validUntil, recordedAt: null });
  const falls = fallsAt(ladder, part.zone, standing) ?? at;
  const ahead = { ...when, to: dayOf(falls - 1, part.zone), at: falls - 1 };
  if (keeps(looking, ahead)) return { standing: after };
  const numbers = numbersOf(part, state, keepOf(tier), ahead);
  const daysLeft = Math.max(0, ladder.endingDays ?? 0);
  const payload = { ladder: ladder.code, tier: tier.code, endsAt: new Date(falls).toISOString(), daysLeft, ...missing(numbers) };
  return { standing: after, fact: { type: 'tier.ending', payload } };
} // prettier-ignore

export function missing(numbers: JsonObject): JsonObject {
  const { had, needed } = numbers;
  if (typeof had !== 'number' || typeof needed !== 'number') return numbers;
  return { ...numbers, missing: Math.max(0, needed - had) };
}

/** Rules decide again: the best of what they give today, what the member had before and still has, and what it keeps. */
function handEnded(looking: Looking): Outcome {
  const { part, state, ladder, standing, at } = looking;
  const meets = meetsAsOf(part, state, asOf(at, part.zone));
  const held = standing.before;
  const own = tierOf(ladder, standing.tier);
  const former = tierOf(ladder, held?.tier);
  const isFormerHeld = held !== null && (held.validUntil === null || held.validUntil > at);
  const best = [
    reached(ladder, meets),
    ...(keepOf(own) !== null && isKept(own, meets) ? [own] : []),
    ...(isFormerHeld || isKept(former, meets) ? [former] : []),
  ].reduce((high, each) => (each.rank > high.rank ? each : high));
  const why = { cause: 'set-ended', formerly: former.code, ...numbersOf(part, state, best.entry, asOf(at, part.zone)) };
  const { standing: fresh, fact } = moved(looking, best, why);
  const resumed = best.code === former.code && isFormerHeld ? { validUntil: held.validUntil, graceUntil: held.graceUntil } : {}; // prettier-ignore
  const after = scheduled(ladder, part.zone, { ...fresh, ...resumed });
  if (best.code !== own.code) return { standing: after, ...(fact ? { fact } : {}) };
  return { standing: { ...after, since: standing.since, causeId: standing.causeId } };
}

/** Nothing is due under the rules as they are now: it is looked at again when something is. */
function rescheduled({ ladder, standing, part, at }: Looking): Outcome {
  const next = scheduled(ladder, part.zone, standing);
  const isLater = next.nextCheckAt === null || next.nextCheckAt > at;
  return { standing: isLater ? next : { ...next, nextCheckAt: null } };
}
