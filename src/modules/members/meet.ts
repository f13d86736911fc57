import { upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';

/** A clerk has a member before it, and sees it from now on for as long as `metSince` reaches back. Says nothing of others. */
export async function meet({ sql, caller, now }: WriteSession, memberId: string): Promise<void> {
  const { operatorId, storeId, metSince } = caller;
  if (!operatorId || !storeId || metSince === undefined) return;
  await sql.run('DELETE FROM member_meetings WHERE operatorId = ? AND metAt <= ?', [operatorId, metSince]);
  const row = { operatorId, memberId, storeId, metAt: now };
  await upsertRows(sql, 'member_meetings', ['operatorId', 'memberId'], [row], { storeId: 'replace', metAt: 'replace' });
}
