import type { Seal, StoredAudit } from './audit-seal.js';
import { hashOfRow, hashOfSeal, lastSeal, NO_SEAL, SEALED_COLUMNS } from './audit-seal.js';
import type { Sql } from './database.js';
import { groupBy } from './group.js';
import type { House } from './house.js';

const SEALS_AT_ONCE = 20;
const PROBLEMS_MAX = 1_000;

/** One thing that is not as it was sealed. */
export interface AuditProblem {
  readonly what:
    'row changed' | 'row removed' | 'row inserted' | 'seal changed' | 'seal removed' | 'chain broken' | 'head unknown';
  readonly seal: number | null;
  readonly rowId: string | null;
}

export interface AuditVerified {
  readonly ok: boolean;
  readonly rows: number;
  readonly seals: number;
  /** Written since the last seal: nothing proves them yet. */
  readonly unsealed: number;
  /** The end of the chain, to be kept somewhere else. */
  readonly head: { readonly seal: number; readonly hash: string } | null;
  readonly problems: readonly AuditProblem[];
}

interface SealedRow extends StoredAudit {
  readonly seal: number;
}

export interface VerifyOptions {
  /** The hash of a seal that was noted before: it must be there still, so that a chain cut off at its end is found. */
  readonly head?: string | undefined;
  readonly step?: (done: number, of: number) => void;
}

/**
 * Works out every seal again from the rows, in one snapshot, and answers every row that was changed, removed or inserted
 * since it was sealed, and every seal that does not follow from the one before it.
 */
export function verifyAudit(house: House, options: VerifyOptions = {}): Promise<AuditVerified> {
  return house.database.snapshot(async (sql) => {
    const problems: AuditProblem[] = [];
    const last = await lastSeal(sql);
    const count = { rows: 0, seals: 0 };
    let [previous, expected, isHeadSeen] = [NO_SEAL, 1, options.head === undefined];
    for (let from = 0; ;) {
      const seals = await sealsAfter(sql, from);
      if (seals.length === 0) break;
      const to = seals.at(-1)?.number ?? from;
      const rows = groupBy(await rowsOf(sql, from, to), ({ seal }) => seal);
      for (const seal of seals) {
        for (; expected < seal.number; expected++) problems.push(problem('seal removed', expected));
        if (seal.previous !== previous) problems.push(problem('chain broken', seal.number));
        if (seal.hash !== hashOfSeal(seal)) problems.push(problem('seal changed', seal.number));
        problems.push(...rowProblems(seal, rows.get(seal.number) ?? []));
        isHeadSeen ||= seal.hash === options.head;
        previous = seal.hash;
        expected = seal.number + 1;
        count.seals += 1;
        count.rows += rows.get(seal.number)?.length ?? 0;
      }
      from = to;
      options.step?.(from, last?.number ?? from);
    }
    problems.push(...(await strays(sql)));
    if (!isHeadSeen) problems.push(problem('head unknown', null));
    return {
      ok: problems.length === 0,
      ...count,
      unsealed: await unsealed(sql),
      head: last ? { seal: last.number, hash: last.hash } : null,
      problems: problems.slice(0, PROBLEMS_MAX),
    };
  });
}

function* rowProblems({ number, sealed }: Seal, rows: readonly StoredAudit[]): Generator<AuditProblem> {
  const lines = new Map(sealed.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line]));
  for (const row of rows) {
    const line = lines.get(row.id);
    if (line === undefined) yield problem('row inserted', number, row.id);
    else if (line !== `${row.id} ${hashOfRow(row)}`) yield problem('row changed', number, row.id);
  }
  const there = new Set(rows.map(({ id }) => id));
  for (const id of lines.keys()) if (!there.has(id)) yield problem('row removed', number, id);
}

/** Rows that name a seal that is not there. */
async function strays(sql: Sql): Promise<AuditProblem[]> {
  const rows = await sql.rows<{ id: string; seal: number }>(
    `SELECT id, seal FROM audit_rows WHERE seal IS NOT NULL AND seal NOT IN (SELECT number FROM audit_seals) ORDER BY id LIMIT ${PROBLEMS_MAX}`,
  );
  return rows.map(({ id, seal }) => problem('seal removed', seal, id));
}

async function unsealed(sql: Sql): Promise<number> {
  const [row] = await sql.rows<{ total: number }>('SELECT COUNT(*) AS total FROM audit_rows WHERE seal IS NULL');
  return row?.total ?? 0;
}

function sealsAfter(sql: Sql, number: number): Promise<Seal[]> {
  return sql.rows<Seal>(
    `SELECT number, at, previous, sealed, hash FROM audit_seals WHERE number > ? ORDER BY number LIMIT ${SEALS_AT_ONCE}`,
    [number],
  );
}

function rowsOf(sql: Sql, after: number, to: number): Promise<SealedRow[]> {
  return sql.rows<SealedRow>(`SELECT ${SEALED_COLUMNS.join(', ')}, seal FROM audit_rows WHERE seal > ? AND seal <= ?`, [
    after,
    to,
  ]);
}

function problem(what: AuditProblem['what'], seal: number | null, rowId: string | null = null): AuditProblem {
  return { what, seal, rowId };
}
