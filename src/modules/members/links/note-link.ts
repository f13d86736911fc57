import { actorOf } from '../../../kernel/caller.js';
import { newId } from '../../../kernel/id.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';

/** Writes down that a locked member was linked or unlinked, and records it while the member takes part. */
export async function noteLink(
  session: WriteSession,
  memberId: string,
  brandId: string,
  isLinked: boolean,
): Promise<string | null> {
  const row = { id: newId('lnk'), memberId, brandId, isLinked, ...actorOf(session.caller), occurredAt: session.now };
  await insertRows(session.sql, 'member_link_changes', [row]);
  if (session.members.get(memberId)?.status !== 'active') return null;
  return session.record({ type: isLinked ? 'member.linked' : 'member.unlinked', memberId, brandId });
}
