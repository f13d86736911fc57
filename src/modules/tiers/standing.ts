import { addDays, dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Ladder, TierRule } from './ladder.js';
import { tierOf } from './ladder.js';
import type { AsOf, Enrolled } from './windows.js';
import { renewedUntil, validUntil } from './windows.js';

/** What a member had before somebody set its tier by hand: it goes on when that ends. */
export interface Held {
  readonly tier: string;
  readonly since: Instant;
  readonly validUntil: Instant | null;
  readonly graceUntil: Instant | null;
}

/** Where a member stands on a ladder. */
export interface Standing extends Held {
  readonly causeId: string;
  /** Set while somebody's hand holds it, rules do not. */
  readonly before: Held | null;
  /** When a tier set by hand ends; null where nothing is set, or for good. */
  readonly setUntil: Instant | null;
  /** The tier it was told to be near to, on this standing. */
  readonly nearTold: string | null;
  /** The end of validity it was told of. */
  readonly endingTold: Instant | null;
  /** When something is to be decided about it next. */
  readonly nextCheckAt: Instant | null;
  /** When it was written; null for one that is not yet. */
  readonly recordedAt: Instant | null;
}

/** A tier that was just reached, with a validity of its own. */
export function standingOn(ladder: Ladder, tier: TierRule, at: Instant, causeId: string, enrolled: Enrolled): Standing {
  return scheduled(ladder, enrolled.zone, {
    tier: tier.code,
    since: at,
    causeId,
    validUntil: validUntil(tier.validity, dayOf(at, enrolled.zone), enrolled),
    graceUntil: null,
    before: null,
    setUntil: null,
    nearTold: null,
    endingTold: null,
    nextCheckAt: null,
    recordedAt: null,
  });
}

/** The same tier for its next validity. */
export function renewed(ladder: Ladder, standing: Standing, enrolled: Enrolled): Standing {
  const { validity } = tierOf(ladder, standing.tier);
  const ended = standing.validUntil;
  const until = ended === null ? null : renewedUntil(validity, lastDayOf(ended, enrolled.zone), enrolled);
  return scheduled(ladder, enrolled.zone, { ...standing, validUntil: until, graceUntil: null, recordedAt: null });
}

/** With the instant at which something is to be decided next. */
export function scheduled(ladder: Ladder, zone: string, standing: Standing): Standing {
  return { ...standing, nextCheckAt: nextCheckOf(ladder, zone, standing) };
}

function nextCheckOf(ladder: Ladder, zone: string, standing: Standing): Instant | null {
  if (standing.before) return standing.setUntil;
  const end = standing.graceUntil ?? standing.validUntil;
  if (end === null) return null;
  const noticeAt = noticeAtOf(ladder, zone, standing);
  return noticeAt === null ? end : Math.min(noticeAt, end);
}

/** When a member is told that it may lose its tier; null where it was told, or will not. */
export function noticeAtOf(ladder: Ladder, zone: string, standing: Standing): Instant | null {
  const { policy } = tierOf(ladder, standing.tier);
  const falls = fallsAt(ladder, zone, standing);
  if (falls === null || ladder.endingDays === null || policy === 'none') return null;
  if (standing.endingTold === standing.validUntil) return null;
  const at = startOfDay(addDays(dayOf(falls, zone), -ladder.endingDays), zone);
  return at > standing.since ? at : null; // a notice as old as the tier itself says nothing
}

/** When a member falls that does not keep its tier: after the grace that follows its validity. */
export function fallsAt(ladder: Ladder, zone: string, standing: Held): Instant | null {
  const { graceUntil, validUntil: end } = standing;
  if (graceUntil !== null || end === null) return graceUntil;
  const { graceDays } = tierOf(ladder, standing.tier);
  return graceDays === 0 ? end : startOfDay(addDays(dayOf(end, zone), graceDays), zone);
}

/**
 * As of when the keep rule is asked: the last day of the validity, or of the grace after it. Asked earlier, it says what is
 * still missing if nothing more happens. Null for a tier without an end.
 */
export function keepAsOf({ validUntil: end, graceUntil }: Held, zone: string): AsOf | null {
  if (end === null) return null;
  const at = (graceUntil ?? end) - 1;
  return { anchor: lastDayOf(end, zone), to: dayOf(at, zone), at };
}

function lastDayOf(end: Instant, zone: string): string {
  return dayOf(end - 1, zone);
}
