import { createHmac, randomBytes } from 'node:crypto';
import type { House } from '../../kernel/house.js';
import { insertRows } from '../../kernel/rows.js';
import type { Instant } from '../../kernel/clock.js';
import type { WriteSession } from '../../kernel/session.js';
import { hashed, networkOf } from './attempts.js';
import type { OperatorCaller } from './operator-caller.js';
import { operatorCaller } from './operator-caller.js';

/** However busy, one signs in again after a day's work. */
export const SESSION_MS = 12 * 3_600_000;
/** Nobody is there any more. */
export const IDLE_MS = 3_600_000;
const SEEN_EVERY_MS = 60_000;

/** From where a browser comes, as far as the server knows. */
export interface Place {
  readonly ip: string;
  readonly userAgent?: string | null | undefined;
}

export interface OpenSession {
  /** For the cookie; only its hash is stored. */
  readonly token: string;
  readonly expiresAt: Instant;
}

/** Who a cookie belongs to and how long it is good for. */
export interface SignedIn extends OperatorCaller {
  /** Names the session in forms of the back office, for tokens against forgery; never the cookie itself. */
  readonly sessionId: string;
  readonly expiresAt: Instant;
}

/** A new session, always with a token nobody has seen: what a browser brought along before ends with it. */
export async function openSession(session: WriteSession, operatorId: string, place: Place): Promise<OpenSession> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = session.now + SESSION_MS;
  await insertRows(session.sql, 'operator_sessions', [
    {
      id: idOf(session.house, token),
      operatorId,
      createdAt: session.now,
      lastSeenAt: session.now,
      expiresAt,
      ipHash: hashed(session.house, `ip ${networkOf(place.ip)}`),
      userAgent: shortAgent(place.userAgent),
    },
  ]);
  return { token, expiresAt };
}

/** Whose session a cookie is; null for one that is unknown, over, unused for an hour, or of somebody disabled. */
export async function sessionOf(house: House, token: string): Promise<SignedIn | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const now = house.clock.now();
  const sessionId = idOf(house, token);
  const sql = house.database.reader;
  const [row] = await sql.rows<{ operatorId: string; lastSeenAt: number; expiresAt: number }>(
    'SELECT operatorId, lastSeenAt, expiresAt FROM operator_sessions WHERE id = ?',
    [sessionId],
  );
  if (!row || row.expiresAt <= now || row.lastSeenAt + IDLE_MS <= now) return null;
  const operator = await operatorCaller(house, sql, row.operatorId);
  if (!operator) return null;
  if (row.lastSeenAt + SEEN_EVERY_MS <= now) await noteSeen(house, sessionId, now);
  return { ...operator, sessionId, expiresAt: Math.min(row.expiresAt, now + IDLE_MS) };
}

/** Ends the session of a cookie, whoever's it is. */
export async function endSession({ sql, house }: WriteSession, token: string): Promise<void> {
  await sql.run('DELETE FROM operator_sessions WHERE id = ?', [idOf(house, token)]);
}

/** Ends all sessions of an operator: its password is another one, or it may not come any more. */
export async function endSessions({ sql }: WriteSession, operatorId: string): Promise<void> {
  await sql.run('DELETE FROM operator_sessions WHERE operatorId = ?', [operatorId]);
}

async function noteSeen({ database }: House, id: string, now: Instant): Promise<void> {
  await database.transaction(async (sql) => {
    const seen = 'UPDATE operator_sessions SET lastSeenAt = ? WHERE id = ? AND lastSeenAt < ?';
    return { value: await sql.run(seen, [now, id, now]), commit: true };
  });
}

function idOf({ secrets }: House, token: string): string {
  return createHmac('sha256', secrets.tokenKey).update(`operator session ${token}`).digest('base64url');
}

function shortAgent(userAgent: string | null | undefined): string | null {
  return userAgent ? userAgent.toWellFormed().replaceAll('\0', '').slice(0, 120) : null;
}
