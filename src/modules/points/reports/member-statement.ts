import type { Day } from '../../../kernel/calendar.js';
import { addDays, startOfDay } from '../../../kernel/calendar.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import { refuseInput } from '../../../kernel/refusal.js';
import { seenFacts } from '../../members/index.js';
import type { TransferKind } from '../points.entity.js';
import { pointReasons as reasons } from '../points.reasons.js';

/** One line of a statement: what moved, and what was there afterwards. */
export interface StatementEntry {
  readonly id: string;
  readonly kind: TransferKind;
  readonly reason: string;
  readonly orderId: string | null;
  readonly occurredAt: number;
  readonly recordedAt: number;
  /** Negative when points left. */
  readonly amount: number;
  /** The balance after it. */
  readonly balance: number;
}

/** What a member had, what moved, and what it had then, in one wallet over some days. */
export interface MemberStatement {
  readonly wallet: string;
  readonly opening: number;
  readonly closing: number;
  readonly entries: readonly StatementEntry[];
  /** Whether there were more entries than are told. */
  readonly isCut: boolean;
}

export const ENTRIES_MAX = 10_000;

interface Row extends Omit<StatementEntry, 'balance'> {
  readonly memberId: string;
}

const SIGNED = 'CASE WHEN credit = memberId THEN amount ELSE 0 END - CASE WHEN debit = memberId THEN amount ELSE 0 END';

/**
 * The statement of a member from the first to the last of some days, by when movements were recorded, so that one period
 * opens with what the one before closed with. Refuses INVALID_INPUT for days in the wrong order.
 */
export async function memberStatement(
  sql: Sql,
  caller: Caller,
  { memberId, wallet, from, to, zone }: { memberId: string; wallet: string; from: Day; to: Day; zone: string },
): Promise<MemberStatement> {
  if (from > to) refuseInput(reasons.inOrder, ['from']);
  const [start, end] = [startOfDay(from, zone), startOfDay(addDays(to, 1), zone)];
  const seen = seenFacts(caller);
  const of = `FROM point_transfers WHERE memberId = ? AND wallet = ?${seen.where}`;
  const params = [memberId, wallet, ...seen.params];
  const [before] = await sql.rows<{ sum: number | null }>(
    `SELECT SUM(${SIGNED}) AS sum ${of} AND recordedAt < ?`,
    [...params, start],
  ); // prettier-ignore
  const rows = await sql.rows<Row>(
    `SELECT id, memberId, kind, reason, subjectId AS orderId, occurredAt, recordedAt, ${SIGNED} AS amount ${of} AND recordedAt >= ? AND recordedAt < ? ORDER BY recordedAt, occurredAt, id LIMIT ${ENTRIES_MAX + 1}`,
    [...params, start, end],
  );
  const opening = before?.sum ?? 0;
  const entries = running(opening, rows.slice(0, ENTRIES_MAX));
  return { wallet, opening, closing: entries.at(-1)?.balance ?? opening, entries, isCut: rows.length > ENTRIES_MAX };
}

function running(opening: number, rows: readonly Row[]): StatementEntry[] {
  let balance = opening;
  return rows.map(({ memberId: _, ...row }) => {
    balance += row.amount;
    return { ...row, balance };
  });
}
