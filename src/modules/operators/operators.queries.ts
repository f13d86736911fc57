import type { Sql } from '../../kernel/database.js';
import type { ReadSession } from '../../kernel/session.js';
import type { Locale } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import { rolesOf } from './roles.js';

export interface OperatorFacts {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly locale: Locale;
  readonly status: 'active' | 'disabled';
  readonly version: number;
  /** Of a clerk. */
  readonly storeId: string | null;
  readonly lastSignInAt: number | null;
}

/** An operator with its roles. */
export interface ListedOperator extends OperatorFacts {
  readonly roles: readonly string[];
}

const COLUMNS = 'id, login, name, locale, status, version, storeId, lastSignInAt';

/** Everybody of the back office, in the order of their logins. */
export async function listOperators(sql: Sql): Promise<ListedOperator[]> {
  const rows = await sql.rows<OperatorFacts>(`SELECT ${COLUMNS} FROM operators ORDER BY login`);
  const roles = await rolesOf(
    sql,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, roles: roles.get(row.id) ?? [] }));
}

/** Operators by id; those that are not there are left out. */
export async function operatorsById(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, OperatorFacts>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<OperatorFacts>(`SELECT ${COLUMNS} FROM operators WHERE id IN ${marks(ids)}`, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Refuses NOT_FOUND. */
export async function needOperator({ sql }: Pick<ReadSession, 'sql'>, operatorId: string): Promise<OperatorFacts> {
  const found = (await operatorsById(sql, [operatorId])).get(operatorId);
  return found ?? refuse('NOT_FOUND', { what: 'operator' }, ['operatorId']);
}

/** The id of a login, in any letters. Refuses NOT_FOUND. */
export async function operatorIdByLogin(sql: Sql, login: string): Promise<string> {
  const [row] = await sql.rows<{ id: string }>('SELECT id FROM operators WHERE login = ?', [
    login.trim().toLowerCase(),
  ]);
  return row?.id ?? refuse('NOT_FOUND', { what: 'operator' }, ['login']);
}
