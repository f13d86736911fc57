import { refuseInput } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { memberReasons as reasons } from '../members.reasons.js';

const VISITOR_ID = /^[\w-]{8,64}$/;

/** The id of a visitor, or null where none was sent. Refuses INVALID_INPUT. */
export function visitorIdOf(text: string | null | undefined): string | null {
  if (!text) return null;
  if (VISITOR_ID.test(text)) return text;
  refuseInput(reasons.visitorLike, ['visitorId']);
}

/** Notes which locked member a visitor turned out to be, once. Refuses INVALID_INPUT. */
export async function joinVisitor(
  { sql, now }: WriteSession,
  { brandId, visitorId, memberId }: { readonly brandId: string; readonly visitorId: string; readonly memberId: string },
): Promise<void> {
  const id = visitorIdOf(visitorId);
  const [known] = await sql.rows(
    'SELECT joinedAt FROM visitor_members WHERE brandId = ? AND visitorId = ? AND memberId = ?',
    [brandId, id, memberId],
  );
  if (known) return;
  await insertRows(sql, 'visitor_members', [{ brandId, visitorId: id, memberId, joinedAt: now }]);
}
