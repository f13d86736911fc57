import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { OperatorCaller } from './operator-caller.js';
import { operatorCaller, requireScope } from './operator-caller.js';
import { needOperator } from './operators.queries.js';
import { operatorReasons as reasons } from './operators.reasons.js';

const DAY_MS = 86_400_000;
const DAYS_MAX = 90;
const LABEL_LENGTH_MAX = 120;
const TOKEN = /^lrl_op_([0-9a-f]{18})_([\w-]{43})$/;

export interface NewToken {
  readonly operatorId: string;
  readonly label: string;
  /** How long it works: 1 to 90. */
  readonly days: number;
}

/**
 * Makes a token with which an operator uses the API from a program, with the scopes its roles have whenever it is used.
 * It is returned once. One makes tokens for oneself; whoever may write operators makes them for others, too.
 */
export async function createToken(session: WriteSession, asked: NewToken): Promise<{ id: string; token: string }> {
  const { operatorId, days } = asked;
  const label = asked.label.trim();
  if (session.caller.operatorId !== operatorId) requireScope(session.caller, 'operators:write');
  if (label.length < 1 || label.length > LABEL_LENGTH_MAX) {
    refuseInput(reasons.labelLength(LABEL_LENGTH_MAX), ['label']);
  }
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) {
    refuseInput(reasons.tokenDays(DAYS_MAX), ['days']);
  }
  await needOperator(session, operatorId);
  const id = newId('opt');
  const tokenId = randomBytes(9).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = session.now + days * DAY_MS;
  const secretHash = hashOf(session.house, secret).toString('base64url');
  const row = { id, tokenId, operatorId, label, secretHash, createdAt: session.now, expiresAt, revokedAt: null, lastUsedAt: null }; // prettier-ignore
  await insertRows(session.sql, 'operator_tokens', [row]);
  session.audit({ action: 'operators.token-made', subject: { type: 'operator', id: operatorId }, after: { id, label, expiresAt } }); // prettier-ignore
  return { id, token: `lrl_op_${tokenId}_${secret}` };
}

/** Ends a token: one's own, or anybody's for whoever may write operators. Refuses NOT_FOUND. */
export async function revokeToken(session: WriteSession, id: string): Promise<void> {
  const { sql, caller, now } = session;
  const [row] = await sql.rows<{ operatorId: string }>('SELECT operatorId FROM operator_tokens WHERE id = ?', [id]);
  const isOwn = row !== undefined && row.operatorId === caller.operatorId;
  const isTheirs = caller.kind === 'system' || caller.scopes.has('operators:write');
  if (!row || (!isOwn && !isTheirs)) refuse('NOT_FOUND', { what: 'token' }, ['id']);
  await sql.run('UPDATE operator_tokens SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL', [now, id]);
  session.audit({
    action: 'operators.token-revoked',
    subject: { type: 'operator', id: row.operatorId },
    after: { id },
  });
}

/** Whose token it is; null for one that is unknown, wrong, revoked, expired, or of somebody disabled. */
export async function operatorOfToken(house: House, token: string): Promise<OperatorCaller | null> {
  const [, tokenId = '', secret = ''] = TOKEN.exec(token) ?? [];
  const sql = house.database.reader;
  const [row] = await sql.recurring<{
    operatorId: string;
    secretHash: string;
    expiresAt: number;
    revokedAt: number | null;
  }>('SELECT operatorId, secretHash, expiresAt, revokedAt FROM operator_tokens WHERE tokenId = ?', [tokenId]);
  const expected = Buffer.from(row?.secretHash ?? ''.padEnd(43, 'A'), 'base64url');
  const isRight = timingSafeEqual(expected, hashOf(house, secret));
  if (!row || !isRight || row.revokedAt !== null || row.expiresAt <= house.clock.now()) return null;
  return operatorCaller(house, sql, row.operatorId);
}

function hashOf({ secrets }: House, secret: string): Buffer {
  return createHmac('sha256', secrets.keyPepper).update(`operator ${secret}`).digest();
}
