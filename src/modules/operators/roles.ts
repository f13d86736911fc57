import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { groupBy } from '../../kernel/group.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { marks, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { SHIPPED_ROLES } from './shipped-roles.js';
import { operatorReasons as reasons } from './operators.reasons.js';

/** Scopes that only people have: no key can be given them. */
export const OPERATOR_SCOPES: Readonly<Record<string, string>> = {
  'operators:read': 'See who works in the back office and with which roles.',
  'operators:write': 'Make operators, give them roles, disable them.',
  'jobs:write': 'Deliver parked letters again, or give them up.',
};

export interface RoleFacts {
  readonly code: string;
  readonly name: LocalisedText;
  /** Those of the house by now; `*` in what is shipped stands for all of them. */
  readonly scopes: readonly string[];
}

/** Every scope this release knows, of keys and of people. */
export function knownScopes({ modules }: Pick<House, 'modules'>): ReadonlySet<string> {
  return new Set(modules.flatMap(({ scopes = [] }) => scopes));
}

/** Makes the roles that are shipped, and gives those that nobody has changed the scopes of this release. */
export async function seedRoles(session: WriteSession): Promise<void> {
  const edited = await session.sql.rows<{ code: string }>('SELECT code FROM roles WHERE isAsShipped = 0');
  const kept = new Set(edited.map(({ code }) => code));
  const rows = SHIPPED_ROLES.map(({ code, name, scopes }, position) => ({
    id: configId('rol', code),
    code,
    name: JSON.stringify(name),
    scopes: JSON.stringify(scopes),
    isAsShipped: 1,
    position,
    updatedAt: session.now,
  })).filter(({ code }) => !kept.has(code));
  await upsertRows(session.sql, 'roles', ['id'], rows, { name: 'replace', scopes: 'replace', position: 'replace' });
}

/** The roles of the house, in their order. */
export async function listRoles(house: House, sql: Sql = house.database.reader): Promise<RoleFacts[]> {
  const rows = await sql.rows<{ code: string; name: string; scopes: string }>(
    'SELECT code, name, scopes FROM roles ORDER BY position, code',
  );
  const known = knownScopes(house);
  return rows.map(({ code, name, scopes }) => ({
    code,
    name: JSON.parse(name) as LocalisedText,
    scopes: effective(JSON.parse(scopes) as string[], known),
  }));
}

/** Codes of roles by operator, in the order of the roles. */
export async function rolesOf(sql: Sql, operatorIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  if (operatorIds.length === 0) return new Map();
  const rows = await sql.rows<{ operatorId: string; role: string }>(
    `SELECT o.operatorId, o.role FROM operator_roles o JOIN roles r ON r.code = o.role
      WHERE o.operatorId IN ${marks(operatorIds)} ORDER BY r.position, r.code`,
    operatorIds,
  );
  const groups = groupBy(rows, ({ operatorId }) => operatorId);
  return new Map([...groups].map(([id, group]) => [id, group.map(({ role }) => role)]));
}

/** The scopes of stored roles put together, as far as this release knows them. */
export function scopesOfRoles(house: Pick<House, 'modules'>, stored: readonly string[]): ReadonlySet<string> {
  const named = stored.flatMap((text) => JSON.parse(text) as string[]);
  return new Set(effective(named, knownScopes(house)));
}

/** Refuses UNKNOWN_ROLE for a role that is not there, and a list without any. */
export async function requireRoles(sql: Sql, codes: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(codes)].sort();
  if (wanted.length === 0) refuseInput(reasons.oneRole, ['roles']);
  const rows = await sql.rows<{ code: string }>(`SELECT code FROM roles WHERE code IN ${marks(wanted)}`, wanted);
  const there = new Set(rows.map(({ code }) => code));
  const missing = wanted.find((code) => !there.has(code));
  if (missing !== undefined) refuse('UNKNOWN_ROLE', { role: missing }, ['roles']);
  return wanted;
}

function effective(scopes: readonly string[], known: ReadonlySet<string>): string[] {
  return [...new Set(scopes.includes('*') ? known : scopes.filter((scope) => known.has(scope)))].sort();
}

/** What a role is called; its code where it is not there any more. */
export async function roleNames(sql: Sql, code: string): Promise<LocalisedText> {
  const [row] = await sql.rows<{ name: string }>('SELECT name FROM roles WHERE code = ?', [code]);
  return row ? (JSON.parse(row.name) as LocalisedText) : { en: code, 'zh-CN': code, 'zh-TW': code };
}
