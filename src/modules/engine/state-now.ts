import type { Activity } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { State } from '../../kernel/participant.js';
import type { ReadSession } from '../../kernel/session.js';
import { peekMember } from '../members/index.js';
import { rulesOf, settle } from './play.js';
import { load } from './state.js';

/** Where a member stands now: what is stored of it, with what is due settled in memory. Null where there is no such member. */
export async function stateNow(session: ReadSession, memberId: string): Promise<State | null> {
  const { house, now } = session;
  const stored = await stateAsStored(session, memberId, now);
  return stored && settle(rulesOf(house.programs.current(), house.participants), stored, now, now).state;
}

/** What is stored of a member, with what becomes due up to an instant; null where there is no such member. */
export async function stateAsStored(session: ReadSession, memberId: string, until: Instant): Promise<State | null> {
  const { house, sql, now } = session;
  const member = await peekMember(sql, memberId);
  if (!member) return null;
  const program = house.programs.current();
  const today: Activity = {
    id: '', type: '', memberId, brandId: '', externalId: null, occurredAt: now, occurredOn: dayOf(now, program.zone), recordedAt: now, isHistory: false, causeId: null, subjectId: null, amountMinor: null, payload: {},
  }; // prettier-ignore
  const { states } = await load(sql, house.participants, program, [member], { activities: [today], wishes: [], until });
  return states.get(memberId) ?? null;
}
