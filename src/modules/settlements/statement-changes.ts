import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { StatementRow } from './statements.queries.js';
import { statementById, storedLines } from './statements.queries.js';
import { settlementReasons as reasons } from './settlements.reasons.js';

const TEXT_LENGTH_MAX = 500;

/** Which statement, as somebody has seen it last. */
export interface Seen {
  readonly id: string;
  readonly expectedVersion: number;
}

/** The brand agrees, also after it had not. Refuses NOT_FOUND, STATEMENT_NOT_ISSUED, STATEMENT_STATE, VERSION_CONFLICT. */
export function acceptStatement(house: House, caller: Caller, seen: Seen): Promise<void> {
  return change(house, caller, seen, ['issued', 'disputed'], 'settlements.accepted', ({ now }) => {
    return { state: 'accepted', answeredAt: now };
  });
}

export interface Objection {
  /** What is wrong, 1 to 500 characters. */
  readonly reason: string;
  /** The number of the line it is about; the whole statement when nothing is said. */
  readonly line?: number | null | undefined;
}

/** The brand does not agree. Refuses like `acceptStatement`, and INVALID_INPUT for a line that is not there. */
export function disputeStatement(house: House, caller: Caller, seen: Seen, { reason, line }: Objection): Promise<void> {
  const said = requireText(reason, 'reason');
  return change(house, caller, seen, ['issued', 'accepted'], 'settlements.disputed', async (session, statement) => {
    if (line != null) await requireLine(session, statement, line);
    return { state: 'disputed', answeredAt: session.now, reason: said, disputedLine: line ?? null };
  });
}

/**
 * The host notes that it is paid, or how else it ended; also where the brand never answered, because the books go on.
 * Nothing changes a settled statement. Refuses like `acceptStatement`, and INVALID_INPUT without a note.
 */
export function settleStatement(house: House, caller: Caller, seen: Seen, note: string): Promise<void> {
  const said = requireText(note, 'note');
  const from = ['issued', 'accepted', 'disputed'] as const;
  return change(house, caller, seen, from, 'settlements.settled', ({ now }) => {
    return { state: 'settled', settledAt: now, note: said };
  });
}

type Change = Partial<StatementRow>;

async function change(
  house: House,
  caller: Caller,
  { id, expectedVersion }: Seen,
  from: readonly StatementRow['state'][],
  action: string,
  work: (session: WriteSession, statement: StatementRow) => Change | Promise<Change>,
): Promise<void> {
  await write(house, { caller, members: [] }, async (session) => {
    const before = (await statementById(session, id)) ?? refuse('NOT_FOUND', { what: 'statement' }, ['id']);
    if (before.state === 'open') refuse('STATEMENT_NOT_ISSUED', { month: before.month }, ['id']);
    if (!from.includes(before.state)) refuse('STATEMENT_STATE', { state: before.state }, ['id']);
    const after = await work(session, before);
    const columns = Object.keys(after) as (keyof Change)[];
    const changed = await session.sql.run(
      `UPDATE statements SET ${columns.map((name) => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ? AND version = ? AND state IN ${marks(from)}`,
      [...columns.map((name) => after[name] ?? null), id, expectedVersion, ...from],
    );
    if (changed !== 1) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    session.audit({
      action,
      subject: { type: 'statement', id },
      before: { state: before.state },
      after: { state: after.state ?? before.state, brandId: before.brandId, month: before.month },
      reason: after.reason ?? after.note ?? null,
    });
    return undefined;
  });
}

/** Lines are numbered from 1 in the order they are told in. */
async function requireLine({ sql }: WriteSession, statement: StatementRow, line: number): Promise<void> {
  const { length } = await storedLines(sql, statement);
  if (line < 1 || line > length) refuseInput(reasons.linesOfStatement(length), ['line']);
}

function requireText(text: string, field: string): string {
  const said = text.trim();
  if (said.length < 1 || said.length > TEXT_LENGTH_MAX) {
    refuseInput(reasons.textLength(TEXT_LENGTH_MAX), [field]);
  }
  return said;
}
