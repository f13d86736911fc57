import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import type { Locale } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import { scopesOfRoles } from './roles.js';
import { CLERK } from './shipped-roles.js';

/** How long a clerk sees a member whose code it was shown. */
const MET_MS = 3_600_000;

/** An operator as a caller, with its language. */
export interface OperatorCaller {
  readonly caller: Caller;
  readonly locale: Locale;
  readonly login: string;
  readonly name: string;
  readonly mustChangePassword: boolean;
}

interface Row {
  login: string;
  name: string;
  locale: Locale;
  mustChangePassword: number;
  storeId: string | null;
  role: string | null;
  scopes: string | null;
}

/**
 * An active operator with the scopes its roles have at this moment; null for anybody else. Who has to change the
 * password first has no scope until then, and a clerk none without an open store.
 */
export async function operatorCaller(house: House, sql: Sql, operatorId: string): Promise<OperatorCaller | null> {
  const rows = await sql.rows<Row>(
    `SELECT p.login, p.name, p.locale, p.mustChangePassword, p.storeId, o.role, r.scopes FROM operators p
       LEFT JOIN operator_roles o ON o.operatorId = p.id LEFT JOIN roles r ON r.code = o.role
      WHERE p.id = ? AND p.status = 'active'`,
    [operatorId],
  );
  const [operator] = rows;
  if (!operator) return null;
  const mustChangePassword = operator.mustChangePassword === 1;
  const clerk = rows.find(({ role }) => role === CLERK);
  const counting = mustChangePassword ? [] : clerk ? await atStore(house, sql, clerk) : rows;
  const stored = counting.flatMap(({ scopes }) => scopes ?? []);
  const caller: Caller = {
    kind: 'operator',
    brandId: house.programs.current().hostBrandId,
    isHost: true,
    keyId: null,
    memberId: null,
    operatorId,
    scopes: scopesOfRoles(house, stored),
    ...(clerk ? { storeId: clerk.storeId, metSince: house.clock.now() - MET_MS } : {}),
  };
  const { login, name, locale } = operator;
  return { caller, locale, login, name, mustChangePassword };
}

/** Whoever is a clerk is nothing else: the role counts alone, and only while its store is open. */
async function atStore({ openStore }: House, sql: Sql, clerk: Row): Promise<Row[]> {
  return clerk.storeId !== null && (await openStore(sql, clerk.storeId)) ? [clerk] : [];
}

/** The house itself may do everything; a person needs the scope. Refuses OPERATOR_MAY_NOT. */
export function requireScope(caller: Caller, scope: string): void {
  const isAllowed = caller.kind === 'system' || (caller.kind === 'operator' && caller.scopes.has(scope));
  if (!isAllowed) refuse('OPERATOR_MAY_NOT', { scope });
}
