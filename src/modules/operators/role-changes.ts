import { z } from 'zod';
import { approvalKind } from '../../kernel/approval.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows, marks } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { requireScope } from './operator-caller.js';
import { needOperator } from './operators.queries.js';
import { requireRoles, roleNames, rolesOf } from './roles.js';
import { endSessions } from './sessions.js';
import { CLERK, GUARDED_ROLES } from './shipped-roles.js';

export interface RoleChange {
  readonly operatorId: string;
  readonly roles: readonly string[];
  readonly reason?: string | null;
  /** Refuses VERSION_CONFLICT when somebody changed the operator since. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Gives an operator exactly these roles. Those that take a second person are asked for, and given when somebody else
 * approves; answers the ids of what was asked for. Refuses OPERATOR_MAY_NOT, UNKNOWN_ROLE, LAST_OWNER, NOT_FOUND.
 */
export async function setRoles(session: WriteSession, change: RoleChange): Promise<string[]> {
  requireScope(session.caller, 'operators:write');
  const { version } = await needOperator(session, change.operatorId);
  await bumpVersion(session, change.operatorId, change.expectedVersion ?? version);
  return assignRoles(session, { ...change, roles: await requireRoles(session.sql, change.roles) });
}

/** The same for roles that were looked up already, of an operator this transaction holds. */
export async function assignRoles(
  session: WriteSession,
  { operatorId, roles, reason = null }: Pick<RoleChange, 'operatorId' | 'roles' | 'reason'>,
): Promise<string[]> {
  await holdOwners(session);
  const had = (await rolesOf(session.sql, [operatorId])).get(operatorId) ?? [];
  const waiting = session.caller.kind === 'operator' ? roles.filter((role) => GUARDED_ROLES.includes(role) && !had.includes(role)) : []; // prettier-ignore
  const given = roles.filter((role) => !waiting.includes(role));
  await replaceRoles(session, operatorId, had, given, reason);
  if (had.includes('owner') && !given.includes('owner')) await requireOwner(session);
  const approvalIds: string[] = [];
  for (const role of waiting) {
    const wish = { kind: giveRole.kind, input: { operatorId, role }, reason };
    approvalIds.push(await session.house.askApproval(session, wish));
  }
  return approvalIds;
}

/** Somebody who may not come any more: signed out everywhere, tokens without effect. Refuses LAST_OWNER, NOT_FOUND. */
export async function disable(session: WriteSession, operatorId: string, reason: string | null = null): Promise<void> {
  requireScope(session.caller, 'operators:write');
  await holdOwners(session);
  await setStatus(session, operatorId, 'disabled', reason);
  await requireOwner(session);
  await endSessions(session, operatorId);
  await session.sql.run(
    "UPDATE approvals SET status = 'withdrawn', decidedAt = ? WHERE requestedBy = ? AND status = 'pending'",
    [session.now, operatorId],
  );
}

/** Lets somebody come again, with the roles it had. Refuses NOT_FOUND. */
export async function enable(session: WriteSession, operatorId: string, reason: string | null = null): Promise<void> {
  requireScope(session.caller, 'operators:write');
  await setStatus(session, operatorId, 'active', reason);
}

/** What a second person decides on: a role with which one could do everything, or move what has value. */
export const giveRole = approvalKind({
  kind: 'operators.give-role',
  scope: 'operators:write',
  schema: z.strictObject({ operatorId: z.string(), role: z.string() }),

  async sentence(session, { operatorId, role }) {
    const { login } = await needOperator(session, operatorId);
    const name = await roleNames(session.sql, role);
    return {
      en: `${login} gets the role ${name.en}.`,
      'zh-CN': `授予 ${login} 角色“${name['zh-CN']}”。`,
      'zh-TW': `授予 ${login} 角色「${name['zh-TW']}」。`,
    };
  },

  async execute(session, { operatorId, role }) {
    const { version, status } = await needOperator(session, operatorId);
    if (status !== 'active') refuse('NOT_FOUND', { what: 'operator' });
    await requireRoles(session.sql, [role]);
    await bumpVersion(session, operatorId, version);
    const had = (await rolesOf(session.sql, [operatorId])).get(operatorId) ?? [];
    await replaceRoles(session, operatorId, had, [...new Set([...had, role])], null);
    return { operatorId, role };
  },
});

async function replaceRoles(
  session: WriteSession,
  operatorId: string,
  had: readonly string[],
  given: readonly string[],
  reason: string | null,
): Promise<void> {
  if (given.includes(CLERK) && given.length > 1) refuse('CLERK_ALONE', {}, ['roles']);
  const taken = had.filter((role) => !given.includes(role));
  const added = given.filter((role) => !had.includes(role));
  if (taken.length > 0) {
    const text = `DELETE FROM operator_roles WHERE operatorId = ? AND role IN ${marks(taken)}`;
    await session.sql.run(text, [operatorId, ...taken]);
  }
  await insertRows(session.sql, 'operator_roles', added.map((role) => ({ operatorId, role }))); // prettier-ignore
  session.audit({
    action: 'operators.roles-set',
    subject: { type: 'operator', id: operatorId },
    before: { roles: [...had].sort() },
    after: { roles: [...given].sort() },
    reason,
  });
}

async function setStatus(session: WriteSession, operatorId: string, status: string, reason: string | null) {
  const before = await needOperator(session, operatorId);
  await session.sql.run('UPDATE operators SET status = ?, version = version + 1, updatedAt = ? WHERE id = ?', [
    status,
    session.now,
    operatorId,
  ]);
  session.audit({
    action: status === 'active' ? 'operators.enabled' : 'operators.disabled',
    subject: { type: 'operator', id: operatorId },
    before: { status: before.status },
    after: { status },
    reason,
  });
}

/** Refuses VERSION_CONFLICT when somebody changed the operator since. */
export async function bumpVersion({ sql, now }: WriteSession, operatorId: string, version: number): Promise<void> {
  const text = 'UPDATE operators SET version = version + 1, updatedAt = ? WHERE id = ? AND version = ?';
  if ((await sql.run(text, [now, operatorId, version])) !== 1) refuse('VERSION_CONFLICT', {});
}

/** Two who take the role from one another at the same time must not both see the other as the one who stays. */
async function holdOwners({ sql }: WriteSession): Promise<void> {
  await sql.run("UPDATE roles SET position = position WHERE code = 'owner'");
}

async function requireOwner({ sql }: WriteSession): Promise<void> {
  const [owner] = await sql.rows(
    "SELECT p.id FROM operators p JOIN operator_roles o ON o.operatorId = p.id WHERE o.role = 'owner' AND p.status = 'active' LIMIT 1",
  );
  if (!owner) refuse('LAST_OWNER', {});
}
