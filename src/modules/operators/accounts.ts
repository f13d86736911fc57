import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { Locale } from '../../kernel/refusal.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import { write } from '../../kernel/unit-of-work.js';
import { newLogin } from './logins.js';
import { requireScope } from './operator-caller.js';
import { needOperator } from './operators.queries.js';
import { hashPassword, randomPassword } from './passwords.js';
import { requireRoles } from './roles.js';
import { assignRoles } from './role-changes.js';
import { endSessions } from './sessions.js';
import { operatorReasons as reasons } from './operators.reasons.js';

export interface NewOperator {
  readonly login: string;
  readonly name: string;
  readonly locale: Locale;
  readonly roles: readonly string[];
}

/** An account with a password that is shown this once and has to be changed at the first sign-in. */
export interface Credential {
  readonly operatorId: string;
  readonly login: string;
  readonly password: string;
  /** Roles that wait for a second person. */
  readonly approvalIds: readonly string[];
}

/**
 * Makes an account. Roles that need a second person are asked for and not given yet. Refuses OPERATOR_MAY_NOT,
 * LOGIN_TAKEN, UNKNOWN_ROLE, INVALID_INPUT.
 */
export async function createOperator(
  house: House,
  caller: Caller,
  { login: given, name: title, locale, roles }: NewOperator,
  reason: string | null = null,
): Promise<Credential> {
  requireScope(caller, 'operators:write');
  const login = newLogin(given);
  const name = nameOf(title);
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const wanted = await requireRoles(session.sql, roles);
    const [taken] = await session.sql.rows('SELECT id FROM operators WHERE login = ?', [login]);
    if (taken) refuse('LOGIN_TAKEN', {}, ['login']);
    const id = newId('opr');
    const times = { createdAt: session.now, updatedAt: session.now, lastSignInAt: null };
    const row = {
      id,
      login,
      name,
      locale,
      status: 'active',
      passwordHash,
      mustChangePassword: 1,
      storeId: null,
      version: 1,
      ...times,
    };
    await insertRows(session.sql, 'operators', [row]);
    session.audit({ action: 'operators.created', subject: { type: 'operator', id }, after: { login, name, locale }, reason }); // prettier-ignore
    const approvalIds = await assignRoles(session, { operatorId: id, roles: wanted, reason });
    return { operatorId: id, approvalIds };
  });
  return { ...value, login, password };
}

/** Gives an operator a new password that is shown this once; all its sessions end. Refuses OPERATOR_MAY_NOT, NOT_FOUND. */
export async function resetPassword(
  house: House,
  caller: Caller,
  operatorId: string,
  reason: string | null = null,
): Promise<Omit<Credential, 'approvalIds'>> {
  requireScope(caller, 'operators:write');
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const { login } = await needOperator(session, operatorId);
    const set =
      'UPDATE operators SET passwordHash = ?, mustChangePassword = 1, version = version + 1, updatedAt = ? WHERE id = ?';
    await session.sql.run(set, [passwordHash, session.now, operatorId]);
    await endSessions(session, operatorId);
    session.audit({ action: 'operators.password-reset', subject: { type: 'operator', id: operatorId }, reason });
    return { login };
  });
  return { operatorId, login: value.login, password };
}

function nameOf(text: string): string {
  const name = text.trim();
  const isShown = name.length >= 1 && name.length <= 120 && !/[\p{Cc}\p{Cf}]/u.test(name);
  return isShown ? name : refuseInput(reasons.nameLength, ['name']);
}
