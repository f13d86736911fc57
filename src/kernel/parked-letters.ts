import { refuse } from './refusal.js';
import type { WriteSession } from './session.js';

/** Puts a parked letter back, to be tried as often as a new one. Refuses NOT_FOUND for one that is not parked any more. */
export async function retryLetter(session: WriteSession, letterId: string): Promise<void> {
  const put = 'UPDATE outbox SET parkedAt = NULL, attempts = 0, dueAt = ? WHERE id = ? AND parkedAt IS NOT NULL';
  if ((await session.sql.run(put, [session.now, letterId])) !== 1) refuse('NOT_FOUND', { what: 'letter' });
  session.audit({ action: 'letters.retried', subject: { type: 'letter', id: letterId } });
}

/** Gives a parked letter up: whoever has not got it yet never does. Refuses NOT_FOUND for one that is not parked any more. */
export async function dismissLetter(session: WriteSession, letterId: string, reason: string | null): Promise<void> {
  const [letter] = await session.sql.rows<{ type: string; topic: string; deliveredTo: string }>(
    'SELECT type, topic, deliveredTo FROM outbox WHERE id = ? AND parkedAt IS NOT NULL',
    [letterId],
  );
  const gone = 'DELETE FROM outbox WHERE id = ? AND parkedAt IS NOT NULL';
  if (!letter || (await session.sql.run(gone, [letterId])) !== 1) refuse('NOT_FOUND', { what: 'letter' });
  const { type, topic, deliveredTo } = letter;
  const before = { kind: type, topic, deliveredTo: JSON.parse(deliveredTo) as string[] };
  session.audit({ action: 'letters.dismissed', subject: { type: 'letter', id: letterId }, before, reason });
}
