import { randomBytes } from 'node:crypto';
import { DAY_MS } from '../../../kernel/calendar.js';
import type { Caller } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { House } from '../../../kernel/house.js';
import { newId } from '../../../kernel/id.js';
import { requireKey } from '../../../kernel/idempotency.js';
import { refuse } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { issueToken } from '../tokens.js';
import type { RefreshToken } from './refresh-token.js';
import { hashOf, makeRefreshToken, readRefreshToken } from './refresh-token.js';

/** How long a refresh token works. Each refresh gives a new one, so a session that is used does not end by itself. */
export const REFRESH_MS = 30 * DAY_MS;
/** How long a client that lost the answer may ask for it again, with the same key. */
export const REPEAT_MS = 30_000;

/** What a member's front end holds after signing in and after every refresh. */
export interface Tokens {
  readonly memberId: string;
  readonly token: string;
  readonly expiresAt: Instant;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Instant;
}

/** Opens a session for a member who proved who it is. Refuses MEMBER_NOT_ACTIVE. */
export async function openSession(
  session: WriteSession,
  { memberId, provider }: { readonly memberId: string; readonly provider: 'code' | 'oidc' },
): Promise<Tokens> {
  const { caller } = session;
  const now = session.house.realClock.now();
  const [id, salt] = [newId('ses'), newSalt()];
  const first = makeRefreshToken(session.house, id, 1, salt);
  const expiresAt = now + REFRESH_MS;
  await insertRows(session.sql, 'member_sessions', [
    {
      id,
      memberId,
      brandId: caller.brandId,
      keyId: caller.keyId ?? '',
      provider,
      generation: 1,
      tokenHash: first.hash,
      previousHash: null,
      attemptHash: null,
      salt,
      createdAt: now,
      refreshedAt: now,
      expiresAt,
      endedAt: null,
      endedBecause: null,
    },
  ]);
  return tokensOf(session, memberId, first, expiresAt);
}

/**
 * Exchanges a refresh token for the next one and a new access token. The same token with the same key answers the same
 * successor for 30 seconds, for a client that lost the answer. A token that was exchanged before, sent in any other way, is
 * in two hands: its whole session is signed out. Refuses SESSION_ENDED for everything that is no good, and
 * MEMBER_NOT_ACTIVE.
 */
export async function refresh(
  house: House,
  caller: Caller,
  { token, key }: { readonly token: string; readonly key: string },
): Promise<Tokens & { readonly isReplay: boolean }> {
  requireKey(key);
  const given = readRefreshToken(house, token) ?? refuse('SESSION_ENDED');
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const rotated = await rotate(session, given, hashOf(key));
    return rotated && { ...rotated };
  });
  if (value) return value;
  house.revoked.give();
  refuse('SESSION_ENDED');
}

/** Null where the token is no good; then what was found out about it is committed nevertheless. */
async function rotate(
  session: WriteSession,
  given: RefreshToken,
  attemptHash: string,
): Promise<(Tokens & { isReplay: boolean }) | null> {
  const { sql, caller, house } = session;
  const now = house.realClock.now();
  const salt = newSalt();
  const next = makeRefreshToken(house, given.sessionId, given.generation + 1, salt);
  const moved = await sql.run(
    `UPDATE member_sessions SET tokenHash = ?, previousHash = ?, attemptHash = ?, salt = ?, generation = ?, refreshedAt = ?,
       expiresAt = ? WHERE id = ? AND tokenHash = ? AND keyId = ? AND endedAt IS NULL AND expiresAt > ?`,
    [next.hash, given.hash, attemptHash, salt, next.generation, now, now + REFRESH_MS, given.sessionId, given.hash, caller.keyId, now], // prettier-ignore
  );
  const row = await storedSession(session, given.sessionId);
  if (!row || row.endedAt !== null || row.expiresAt <= now || row.keyId !== caller.keyId) return null;
  if (moved === 1) return { ...(await tokensOf(session, row.memberId, next, row.expiresAt)), isReplay: false };
  if (isRepeat(row, given, attemptHash, now)) {
    const again = makeRefreshToken(house, row.id, row.generation, row.salt);
    return { ...(await tokensOf(session, row.memberId, again, row.expiresAt)), isReplay: true };
  }
  await endSessions(session, 'reuse', 'id = ?', row.id);
  return null;
}

/** Signs a member's own session out, or all its sessions with the brand. Answers how many ended. */
export async function signOut(house: House, caller: Caller, isEverywhere: boolean): Promise<number> {
  const { value } = await write(house, { caller, members: [] }, async (session) =>
    isEverywhere
      ? endSessions(session, 'everywhere', 'memberId = ? AND brandId = ?', caller.memberId ?? '', caller.brandId)
      : endSessions(session, 'signed_out', 'id = ? AND memberId = ?', caller.sessionId ?? '', caller.memberId ?? ''),
  );
  house.revoked.give();
  return value;
}

function endSessions(session: WriteSession, because: string, where: string, ...params: string[]): Promise<number> {
  return session.sql.run(
    `UPDATE member_sessions SET endedAt = ?, endedBecause = ? WHERE ${where} AND endedAt IS NULL`,
    [session.house.realClock.now(), because, ...params],
  );
}

interface Stored {
  readonly id: string;
  readonly memberId: string;
  readonly keyId: string;
  readonly generation: number;
  readonly previousHash: string | null;
  readonly attemptHash: string | null;
  readonly salt: string;
  readonly refreshedAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
}

async function storedSession({ sql }: WriteSession, id: string): Promise<Stored | undefined> {
  const [row] = await sql.rows<Stored>(
    `SELECT id, memberId, keyId, generation, previousHash, attemptHash, salt, refreshedAt, expiresAt, endedAt
       FROM member_sessions WHERE id = ?`,
    [id],
  );
  return row;
}

function isRepeat(row: Stored, given: RefreshToken, attemptHash: string, now: Instant): boolean {
  const isLast = row.previousHash === given.hash && row.attemptHash === attemptHash;
  return isLast && now - row.refreshedAt <= REPEAT_MS;
}

async function tokensOf(
  session: WriteSession,
  memberId: string,
  { token: refreshToken, sessionId }: RefreshToken,
  refreshExpiresAt: Instant,
): Promise<Tokens> {
  const access = await issueToken(session, memberId, sessionId);
  return { memberId, ...access, refreshToken, refreshExpiresAt };
}

function newSalt(): string {
  return randomBytes(16).toString('base64url');
}
