import { DAY_MS, dayOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/id.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import type { ReadSession } from '../../../kernel/session.js';
import { findMember } from '../members.queries.js';
import type { View } from './views.entity.js';
import { visitorIdOf } from './join-visitor.js';
import { memberReasons as reasons } from '../members.reasons.js';

export const VIEWS_MAX = 500;

const AHEAD_MAX_MS = 5 * 60_000;
/** Phones that were offline report late. */
const LATE_MAX_DAYS = 7;
const TEXT_MAX = 190;
const CHANNEL_MAX = 64;

/** Something that was seen, as a front end reports it. */
export interface Seen {
  readonly kind: View['kind'];
  readonly subject: string;
  readonly place?: string | null;
  readonly channel?: string | null;
  readonly occurredAt?: Instant | null;
}

/** Who looked: a visitor, a member the caller may see, or both. */
export interface Looker {
  readonly visitorId: string | null;
  readonly memberId: string | null;
}

/**
 * Takes what was seen, to be written with others in a moment. Nothing is read but the member, where a brand names one.
 * Answers how many were kept: none are when too many wait. Refuses INVALID_INPUT for all when one of them is wrong, and
 * NOT_FOUND for a member the caller may not see.
 */
export async function recordViews(session: ReadSession, looker: Looker, views: readonly Seen[]): Promise<number> {
  const { caller, house, now } = session;
  if (views.length < 1 || views.length > VIEWS_MAX) {
    refuseInput(reasons.viewsACall(VIEWS_MAX), ['inputs']);
  }
  const visitorId = visitorIdOf(looker.visitorId);
  const memberId = await memberOf(session, looker.memberId);
  if (visitorId === null && memberId === null) {
    refuseInput(reasons.whoLooked, ['visitorId']);
  }
  const { zone } = house.programs.current();
  const rows = views.map((view, at) => {
    const occurredAt = seenAt(view, now, at);
    return {
      id: newId('viw'),
      brandId: caller.brandId,
      visitorId,
      memberId,
      kind: view.kind,
      subject: bounded(view.subject, TEXT_MAX, ['inputs', String(at), 'subject']) ?? '',
      place: bounded(view.place, TEXT_MAX, ['inputs', String(at), 'place']),
      channel: bounded(view.channel, CHANNEL_MAX, ['inputs', String(at), 'channel']),
      occurredAt,
      occurredOn: dayOf(occurredAt, zone),
    };
  });
  return house.lossyRows.offer('views', rows);
}

/** A member looks for itself; a brand may say which of its members looked; a visitor is nobody yet. */
async function memberOf({ caller, sql }: ReadSession, memberId: string | null): Promise<string | null> {
  if (caller.kind === 'member' && (memberId === null || memberId === caller.memberId)) return caller.memberId;
  if (memberId === null) return null;
  const found = caller.kind === 'visitor' ? null : await findMember(sql, caller, { id: memberId });
  return found ?? refuse('NOT_FOUND', { what: 'member' }, ['memberId']);
}

function seenAt({ occurredAt }: Seen, now: Instant, at: number): Instant {
  const seen = occurredAt ?? now;
  if (seen <= now + AHEAD_MAX_MS && seen >= now - LATE_MAX_DAYS * DAY_MS) return seen;
  refuseInput(reasons.withinDays(LATE_MAX_DAYS), ['inputs', String(at), 'occurredAt']);
}

/** As it was given, and never more than a column holds. */
function bounded(text: string | null | undefined, lengthMax: number, path: readonly string[]): string | null {
  if (text === null || text === undefined) return null;
  if (text.length >= 1 && text.length <= lengthMax) return text;
  refuseInput(reasons.charactersBetween(lengthMax), path);
}
