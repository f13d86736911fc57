import { decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import type { Caller } from '../../kernel/caller.js';
import type { HouseMode } from '../../kernel/house.js';
import type { Locale } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';

/** How long a member token works. */
export const TOKEN_MS = 15 * 60_000;

const ISSUERS = { live: 'laurel', test: 'laurel-sandbox' } as const;
const ALGORITHM = 'HS256';

/**
 * A signed token with which a front end acts as one member until it expires; it ends with the session it is of, where it
 * is of one. Refuses MEMBER_NOT_ACTIVE.
 */
export async function issueToken(
  session: ReadSession,
  memberId: string,
  sessionId?: string,
): Promise<{ token: string; expiresAt: number }> {
  const { caller, now, house, sql } = session;
  const [member] = await sql.rows<{ status: string; locale: string | null }>(
    'SELECT m.status, p.locale FROM members m LEFT JOIN member_profiles p ON p.memberId = m.id WHERE m.id = ?',
    [memberId],
  );
  if (member?.status !== 'active') refuse('MEMBER_NOT_ACTIVE', { status: member?.status ?? 'closed' }, ['member']);
  const issuedAt = Math.floor(now / 1_000);
  const expiresAt = (issuedAt + TOKEN_MS / 1_000) * 1_000;
  const claims = { brand: caller.brandId, key: caller.keyId, locale: member.locale };
  const token = await new SignJWT(sessionId ? { ...claims, session: sessionId } : claims)
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(ISSUERS[house.mode])
    .setSubject(memberId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt / 1_000)
    .sign(house.secrets.tokenKey);
  return { token, expiresAt };
}

/** Whose token it is; `null` for one that is no good, `expired` for one that was. */
export type TokenCaller = { readonly caller: Caller; readonly locale: Locale | null } | 'expired' | null;

interface Claims {
  readonly sub: string;
  readonly brand: string;
  readonly key: string;
  readonly locale: Locale | null;
  readonly session?: string;
}

interface Issued {
  readonly status: string;
  readonly revokedAt: number | null;
  readonly expiresAt: number | null;
  readonly isHost: number;
  /** Of its session, where that goes on. */
  readonly sessionId: string | null;
}

/**
 * The member a token speaks for. Beside the signature one indexed read: a token dies with the key that issued it, with
 * its brand, with the link to that brand, with the membership and with its session.
 */
export async function callerOfToken(session: ReadSession, token: string): Promise<TokenCaller> {
  const claims = await claimsOf(session, token);
  if (claims === null || claims === 'expired') return claims;
  const [row] = await session.sql.recurring<Issued>(
    `SELECT m.status, k.revokedAt, k.expiresAt, b.isHost, s.id AS sessionId FROM members m JOIN api_keys k ON k.id = ?
       JOIN brands b ON b.id = k.brandId AND b.status = 'active'
       LEFT JOIN member_links l ON l.memberId = m.id AND l.brandId = b.id
       LEFT JOIN member_sessions s ON s.id = ? AND s.memberId = m.id AND s.endedAt IS NULL
       WHERE m.id = ? AND (b.isHost = 1 OR l.brandId IS NOT NULL)`,
    [claims.key, claims.session ?? '', claims.sub],
  );
  if (row?.status !== 'active' || row.revokedAt !== null) return null;
  if (claims.session !== undefined && row.sessionId !== claims.session) return null;
  if ((row.expiresAt ?? Infinity) <= session.house.realClock.now()) return 'expired';
  const caller: Caller = {
    kind: 'member',
    brandId: claims.brand,
    isHost: false,
    keyId: claims.key,
    memberId: claims.sub,
    operatorId: null,
    scopes: new Set(),
    window: row.isHost === 1 ? null : claims.brand,
    ...(claims.session === undefined ? {} : { sessionId: claims.session }),
  };
  return { caller, locale: claims.locale };
}

/** The house a token says it is of: where to look, which proves nothing. A token of neither is looked for in the live house. */
export function modeOfToken(token: string): HouseMode {
  try {
    return decodeJwt(token).iss === ISSUERS.test ? 'test' : 'live';
  } catch {
    return 'live';
  }
}

async function claimsOf({ house, now }: ReadSession, token: string): Promise<Claims | 'expired' | null> {
  try {
    const { payload } = await jwtVerify<Claims>(token, house.secrets.tokenKey, {
      algorithms: [ALGORITHM],
      issuer: ISSUERS[house.mode],
      currentDate: new Date(now),
      requiredClaims: ['sub', 'exp', 'brand', 'key'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired';
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}
