import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import { newId } from '../../kernel/id.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import type { Instant } from '../../kernel/clock.js';
import { BUNDLES, SCOPES } from './scopes.js';

const HOUR_MS = 3_600_000;
const LABEL_LENGTH_MAX = 120;
const RATE_MAX = 100_000_000;

export interface NewKey {
  readonly brandId: string;
  readonly label: string;
  /** Names of scopes or bundles. */
  readonly scopes: readonly string[];
  readonly expiresAt?: Instant | null;
  /** Points of cost a second; the usual rate when nothing is said. */
  readonly ratePerSecond?: number | null;
}

/** Makes a key for a brand. The token is returned once and cannot be read again. Refuses UNKNOWN_SCOPE, NOT_FOUND. */
export async function createKey(session: WriteSession, key: NewKey): Promise<{ id: string; token: string }> {
  const [brand] = await session.sql.rows<{ isHost: number }>('SELECT isHost FROM brands WHERE id = ?', [key.brandId]);
  if (!brand) refuse('NOT_FOUND', { what: 'brand' });
  const scopes = scopesOf(key.scopes, brand.isHost === 1);
  requireUsable(session, key);
  const keyId = randomBytes(9).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const id = newId('key');
  await insertRows(session.sql, 'api_keys', [
    {
      id,
      keyId,
      brandId: key.brandId,
      label: key.label.trim(),
      secretHash: hashOf(session, secret).toString('base64url'),
      scopes: JSON.stringify(scopes),
      ratePerSecond: key.ratePerSecond ?? null,
      expiresAt: key.expiresAt ?? null,
      revokedAt: null,
      lastUsedAt: null,
      createdAt: session.now,
    },
  ]);
  return { id, token: `lrl_live_${keyId}_${secret}` };
}

const TOKEN = /^lrl_live_([0-9a-f]{18})_([\w-]{43})$/;

interface KeyRow {
  id: string;
  brandId: string;
  isHost: number;
  secretHash: string;
  scopes: string;
  ratePerSecond: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
}

/** Whose key a token is, or null: unknown, wrong, expired and revoked look the same from outside. */
export async function callerOfKey(session: ReadSession, token: string): Promise<Caller | null> {
  const match = TOKEN.exec(token);
  if (!match) return null;
  const [, keyId = '', secret = ''] = match;
  const [row] = await session.sql.recurring<KeyRow>(
    `SELECT k.id, k.brandId, b.isHost, k.secretHash, k.scopes, k.ratePerSecond, k.expiresAt, k.revokedAt, k.lastUsedAt
       FROM api_keys k JOIN brands b ON b.id = k.brandId WHERE k.keyId = ? AND b.status = 'active'`,
    [keyId],
  );
  const expected = Buffer.from(row?.secretHash ?? ''.padEnd(43, 'A'), 'base64url');
  const isRight = timingSafeEqual(expected, hashOf(session, secret));
  if (!row || !isRight || row.revokedAt !== null || (row.expiresAt ?? Infinity) <= session.now) return null;
  return {
    kind: 'brand',
    brandId: row.brandId,
    isHost: row.isHost === 1,
    keyId: row.id,
    memberId: null,
    operatorId: null,
    scopes: new Set(JSON.parse(row.scopes) as string[]),
    ratePerSecond: row.ratePerSecond,
  };
}

/** Notes that a key was used, at most once an hour. */
export async function noteUse(sql: Sql, keyRowId: string, now: Instant): Promise<void> {
  await sql.run('UPDATE api_keys SET lastUsedAt = ? WHERE id = ? AND (lastUsedAt IS NULL OR lastUsedAt < ?)', [
    now,
    keyRowId,
    now - HOUR_MS,
  ]);
}

/** A key that could do nothing, or never, is a mistake of whoever asks for it. */
function requireUsable({ now }: WriteSession, { label, scopes, expiresAt, ratePerSecond }: NewKey): void {
  const length = label.trim().length;
  if (length < 1 || length > LABEL_LENGTH_MAX) {
    refuse('INVALID_INPUT', { reason: `a label has 1 to ${LABEL_LENGTH_MAX} characters` }, ['label']);
  }
  if (scopes.length === 0) refuse('INVALID_INPUT', { reason: 'a key needs at least one scope' }, ['scopes']);
  if (ratePerSecond != null && !(ratePerSecond >= 1 && ratePerSecond <= RATE_MAX)) {
    refuse('INVALID_INPUT', { reason: `a rate is from 1 to ${RATE_MAX} a second` }, ['ratePerSecond']);
  }
  if ((expiresAt ?? Infinity) <= now) refuse('INVALID_INPUT', { reason: 'the key would have expired' }, ['expiresAt']);
}

function scopesOf(names: readonly string[], isHost: boolean): string[] {
  const scopes = new Set(names.flatMap((name) => (Object.hasOwn(BUNDLES, name) ? (BUNDLES[name] ?? []) : [name])));
  for (const scope of scopes) {
    const known = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
    if (!known || (known.hostOnly && !isHost)) refuse('UNKNOWN_SCOPE', { scope });
  }
  return [...scopes].sort();
}

function hashOf(session: ReadSession, secret: string): Buffer {
  return createHmac('sha256', session.house.secrets.keyPepper).update(secret).digest();
}
