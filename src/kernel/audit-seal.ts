import { createHash } from 'node:crypto';
import type { Instant } from './clock.js';
import type { Sql } from './database.js';
import type { House } from './house.js';
import { canonical } from './json.js';
import { insertRows, marks } from './rows.js';
import type { Schedule } from './schedules.js';
import { systemCaller } from './session.js';
import { write } from './unit-of-work.js';

/** How long a row may stand without a seal. */
export const SEAL_EVERY_MS = 60_000;
export const SEALED_MAX = 500;

/** What stands before the first seal. */
export const NO_SEAL = 'A'.repeat(43);

/** An audit row as it is stored: texts of JSON are texts here, so that nothing is read into them. */
export interface StoredAudit {
  readonly id: string;
  readonly at: Instant;
  readonly actor: string;
  readonly operatorId: string | null;
  readonly action: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly was: string | null;
  readonly became: string | null;
  readonly input: string | null;
  readonly reason: string | null;
  readonly requestId: string | null;
}

export interface Seal {
  readonly number: number;
  readonly at: Instant;
  readonly previous: string;
  readonly sealed: string;
  readonly hash: string;
}

/** The columns a seal covers: all but the number of the seal itself. */
export const SEALED_COLUMNS = ['id', 'at', 'actor', 'operatorId', 'action', 'subjectType', 'subjectId', 'was', 'became', 'input', 'reason', 'requestId'] as const; // prettier-ignore

/** The hash of one row, over all of it. */
export function hashOfRow(row: StoredAudit): string {
  return sha256(canonical(Object.fromEntries(SEALED_COLUMNS.map((column) => [column, row[column]]))));
}

/** The hash of a seal: over what it covers and the seal before it. */
export function hashOfSeal({ number, at, previous, sealed }: Omit<Seal, 'hash'>): string {
  return sha256(canonical({ number, at, previous, sealed }));
}

/** A line for each row, in the order of their ids. */
export function linesOf(rows: readonly StoredAudit[]): string {
  return rows.map((row) => `${row.id} ${hashOfRow(row)}`).join('\n');
}

/**
 * Seals what was written since, after its commit, so that writers never wait for one another. The hash of each seal goes
 * to the log as well: whoever keeps the log elsewhere can prove that the end of the chain was not cut off.
 */
export const sealAudit: Schedule = {
  name: 'audit.seal',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ oldest: number | null }>('SELECT MIN(at) AS oldest FROM audit_rows WHERE seal IS NULL'); // prettier-ignore
    return row?.oldest == null ? null : row.oldest + SEAL_EVERY_MS;
  },

  async run(house, at) {
    const { value } = await write(house, { caller: systemCaller(''), members: [], now: at }, async ({ sql }) => {
      const rows = await sql.rows<StoredAudit>(
        `SELECT ${SEALED_COLUMNS.join(', ')} FROM audit_rows WHERE seal IS NULL ORDER BY at, id LIMIT ${SEALED_MAX}`,
      );
      return rows.length === 0 ? { count: 0 } : { count: rows.length, ...(await seal(sql, rows, at)) };
    });
    note(house, value);
    return value.count;
  },
};

async function seal(sql: Sql, rows: readonly StoredAudit[], at: Instant): Promise<{ number: number; hash: string }> {
  const last = await lastSeal(sql);
  const next = { number: (last?.number ?? 0) + 1, at, previous: last?.hash ?? NO_SEAL, sealed: linesOf(rows) };
  const hash = hashOfSeal(next);
  await insertRows(sql, 'audit_seals', [{ ...next, hash }]); // of two sealers one meets the number of the other
  const ids = rows.map(({ id }) => id);
  const text = `UPDATE audit_rows SET seal = ? WHERE seal IS NULL AND id IN ${marks(ids)}`;
  const marked = await sql.run(text, [next.number, ...ids]);
  if (marked !== ids.length) throw new Error(`Seal ${next.number} is to cover ${ids.length} rows and met ${marked}`);
  return { number: next.number, hash };
}

/** The end of the chain. */
export async function lastSeal(sql: Sql): Promise<Pick<Seal, 'number' | 'hash'> | undefined> {
  const [row] = await sql.rows<{ number: number; hash: string }>(
    'SELECT number, hash FROM audit_seals ORDER BY number DESC LIMIT 1',
  );
  return row;
}

function note({ log }: House, sealed: { readonly count: number; readonly number?: number; readonly hash?: string }) {
  if (sealed.count > 0) log.info({ seal: sealed.number, rows: sealed.count, hash: sealed.hash }, 'The audit is sealed');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
