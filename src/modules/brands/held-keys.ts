import { z } from 'zod';
import { approvalKind } from '../../kernel/approval.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { findKey } from './key-rows.js';
import { SCOPES } from './scopes.js';

/**
 * A key that an operator made and that may do what only the host may is held: its token is shown to who made it, and
 * works when somebody else has approved. Answers the approval, or null where none is needed: for other keys, of the
 * sandbox, and those that are made on the machine itself.
 */
export async function holdKey(session: WriteSession, id: string): Promise<string | null> {
  const { caller, house, sql } = session;
  if (caller.kind !== 'operator' || house.mode !== 'live') return null;
  const key = await findKey(sql, id);
  const scopes = JSON.parse(key?.scopes ?? '[]') as string[];
  if (!scopes.some((scope) => SCOPES[scope]?.hostOnly)) return null;
  await sql.run('UPDATE api_keys SET isHeld = 1 WHERE id = ?', [id]);
  return house.askApproval(session, { kind: releaseKey.kind, input: { keyId: id }, reason: null });
}

/** What a second person decides on: a key that may do what only the host may. */
export const releaseKey = approvalKind({
  kind: 'brands.release-key',
  scope: 'keys:write',
  schema: z.strictObject({ keyId: z.string() }),

  async sentence({ sql }, { keyId }) {
    const key = (await findKey(sql, keyId)) ?? refuse('NOT_FOUND', { what: 'key' });
    const scopes = (JSON.parse(key.scopes) as string[]).join(', ');
    return {
      en: `The key "${key.label}" works, with ${scopes}.`,
      'zh-CN': `启用密钥“${key.label}”，权限：${scopes}。`,
      'zh-TW': `啟用金鑰「${key.label}」，權限：${scopes}。`,
    };
  },

  async execute({ sql }, { keyId }) {
    const released = 'UPDATE api_keys SET isHeld = 0 WHERE id = ? AND isHeld = 1 AND revokedAt IS NULL';
    if ((await sql.run(released, [keyId])) !== 1) refuse('KEY_NOT_ACTIVE', {}, ['id']);
    return { id: keyId };
  },
});
