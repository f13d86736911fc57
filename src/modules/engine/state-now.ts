import type { Activity } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { LockedMember, State } from '../../kernel/participant.js';
import type { ReadSession } from '../../kernel/session.js';
import { peekMember, peekMembers } from '../members/index.js';
import { rulesOf, settle } from './play.js';
import { load } from './state.js';

/** Where a member stands now: what is stored of it, with what is due settled in memory. Null where there is no such member. */
export async function stateNow(session: ReadSession, memberId: string): Promise<State | null> {
  return (await statesNow(session, [memberId])).get(memberId) ?? null;
}

/** The same of many members, by their ids: a statement for a few hundred of them. */
export async function statesNow(session: ReadSession, memberIds: readonly string[]): Promise<Map<string, State>> {
  const { house, sql, now } = session;
  const rules = rulesOf(house.programs.current(), house.participants);
  const stored = await statesAsStored(session, await peekMembers(sql, memberIds), now);
  return new Map([...stored].map(([memberId, state]) => [memberId, settle(rules, state, now, now).state]));
}

/** What is stored of a member, with what becomes due up to an instant; null where there is no such member. */
export async function stateAsStored(session: ReadSession, memberId: string, until: Instant): Promise<State | null> {
  const member = await peekMember(session.sql, memberId);
  return member === null ? null : ((await statesAsStored(session, [member], until)).get(memberId) ?? null);
}

async function statesAsStored({ house, sql, now }: ReadSession, members: readonly LockedMember[], until: Instant): Promise<Map<string, State>> {
  const program = house.programs.current();
  const occurredOn = dayOf(now, program.zone);
  const activities = members.map(({ id }): Activity => ({
    id: '', type: '', memberId: id, brandId: '', externalId: null, occurredAt: now, occurredOn, recordedAt: now, isHistory: false, causeId: null, subjectId: null, amountMinor: null, payload: {},
  }));
  const { states } = await load(sql, house.participants, program, members, { activities, wishes: [], until });
  return states;
} // prettier-ignore
