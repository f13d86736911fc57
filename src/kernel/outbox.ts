import { groupBy } from './group.js';
import { newId } from './id.js';
import { insertRows } from './rows.js';
import type { Bound } from './bind.js';
import type { WriteSession } from './session.js';
import type { Activity } from './activity.js';

/** The type of the letter that tells what happened to one member in one transaction. */
export const MEMBER_LETTER = 'member.activities';

/** A letter's view of an activity: enough to choose by, the rest is in the journal. */
export interface Notice {
  readonly id: string;
  readonly type: string;
  readonly brandId: string;
  readonly occurredAt: number;
}

/** Writes the outbox of a session: one letter a member, one an event, in the transaction itself. History makes no letters. */
export async function post(session: WriteSession): Promise<void> {
  const letters = [...memberLetters(session), ...houseLetters(session)];
  await insertRows(session.sql, 'outbox', letters);
}

/** What the drain leaves for the outbox: the activities it stored, with their sequences. */
export interface Stored {
  readonly activity: Activity;
  readonly sequence: number;
}

function* memberLetters(session: WriteSession): Generator<Record<string, Bound>> {
  const byMember = groupBy(
    session.queue.stored.filter(({ activity }) => !activity.isHistory),
    ({ activity }) => activity.memberId,
  );
  for (const [memberId, stored] of byMember) {
    const notices = stored.map(({ activity }): Notice => {
      const { id, type, brandId, occurredAt } = activity;
      return { id, type, brandId, occurredAt };
    });
    yield letter(session, memberId, stored[0]?.sequence ?? 0, MEMBER_LETTER, { activities: notices });
  }
}

function* houseLetters(session: WriteSession): Generator<Record<string, Bound>> {
  for (const { topic, type, payload } of session.queue.events) {
    yield letter(session, topic ?? 'house', 0, type, payload);
  }
}

function letter(session: WriteSession, topic: string, sequence: number, type: string, payload: object) {
  return {
    id: newId('let'),
    topic,
    sequence,
    type,
    payload: JSON.stringify(payload),
    createdAt: session.now,
    dueAt: session.now,
    attempts: 0,
    deliveredTo: '[]',
    parkedAt: null,
    lastError: null,
  };
}
