import type { StoredAnswer } from '../../kernel/explaining.js';
import { configId } from '../../kernel/id.js';
import type { ReadSession } from '../../kernel/session.js';

interface Move {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly causedBy: string | null;
  readonly causeId: string | null;
  readonly causeType: string | null;
}

/** Whether a member is stored as being in a segment, since when, and what brought it in or out. */
export async function storedAnswer({ sql }: ReadSession, memberId: string, code: string): Promise<StoredAnswer> {
  const [row] = await sql.rows<{ since: number }>(
    'SELECT since FROM segment_members WHERE segment = ? AND memberId = ?',
    [code, memberId],
  );
  const [move] = await sql.rows<Move>(
    "SELECT a.id, a.type, a.occurredAt, a.causeId AS causedBy, c.id AS causeId, c.type AS causeType FROM activities a LEFT JOIN activities c ON c.id = a.causeId WHERE a.memberId = ? AND a.subjectId = ? AND a.type IN ('segment.entered', 'segment.left') ORDER BY a.sequence DESC LIMIT 1",
    [memberId, configId('seg', code)],
  );
  const isIn = row !== undefined;
  // A change of the rule moves members without a word: what the journal says last is then not how it is.
  const told = move && (move.type === 'segment.entered') === isIn ? move : null;
  return { isIn, since: row?.since ?? told?.occurredAt ?? null, cause: told && causeOf(told) };
}

/** What somebody did about the member itself, such as an upload of a list, has no cause but is one. */
function causeOf({ id, type, causedBy, causeId, causeType }: Move): StoredAnswer['cause'] {
  if (causedBy === null) return { id, type };
  return causeId !== null && causeType !== null ? { id: causeId, type: causeType } : null;
}
