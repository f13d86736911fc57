import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import { insertRows } from '../../kernel/rows.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Credential } from './accounts.js';
import { hashPassword, randomPassword } from './passwords.js';
import { assignRoles } from './role-changes.js';
import { seedRoles } from './roles.js';

const LOGIN = 'owner';

/** Brings the roles of this release; any command that works with operators begins with it. */
export async function prepareRoles(house: House): Promise<void> {
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await seedRoles(session);
    return undefined;
  });
}

/**
 * A house in which nobody works yet gets an owner with a password made up for it, which is answered this once: there is no
 * default one. Null where somebody works already; of processes that start at once, one makes it.
 */
export async function firstOwner(house: House): Promise<Credential | null> {
  await prepareRoles(house);
  if (await hasOperators(house)) return null;
  const password = randomPassword();
  const passwordHash = await hashPassword(password);
  const { value } = await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    const [somebody] = await session.sql.rows('SELECT id FROM operators LIMIT 1');
    if (somebody) return { operatorId: null };
    const id = newId('opr');
    const times = { createdAt: session.now, updatedAt: session.now, lastSignInAt: null };
    const row = { id, login: LOGIN, name: 'Owner', locale: 'zh-CN', status: 'active', passwordHash, mustChangePassword: 1, version: 1, ...times }; // prettier-ignore
    await insertRows(session.sql, 'operators', [row]);
    session.audit({ action: 'operators.created', subject: { type: 'operator', id }, after: { login: LOGIN } });
    await assignRoles(session, { operatorId: id, roles: ['owner'] });
    return { operatorId: id };
  });
  const { operatorId } = value;
  return operatorId === null ? null : { operatorId, login: LOGIN, password, approvalIds: [] };
}

async function hasOperators({ database }: House): Promise<boolean> {
  return (await database.reader.rows('SELECT id FROM operators LIMIT 1')).length > 0;
}
