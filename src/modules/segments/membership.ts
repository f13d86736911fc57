import type { StoredAnswer } from '../../kernel/explaining.js';
import type { Sql } from '../../kernel/database.js';
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

/** The members of a segment in the order of their ids, a page of them: those after one. */
export async function membersAfter(sql: Sql, segment: string, after: string, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ memberId: string }>(
    `SELECT memberId FROM segment_members WHERE segment = ? AND memberId > ? ORDER BY memberId LIMIT ${limit}`,
    [segment, after],
  );
  return rows.map(({ memberId }) => memberId);
}

/** How many are in a segment now. */
export async function sizeOf(sql: Sql, segment: string): Promise<number> {
  const [row] = await sql.rows<{ n: number }>('SELECT COUNT(*) AS n FROM segment_members WHERE segment = ?', [segment]);
  return row?.n ?? 0;
}
