import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PoolConnection } from 'mysql2';
import type { Row } from './database.js';
import { prepared } from './database.js';

const TOKEN = /^Bearer lrl_live_([0-9a-f]{18})_([\w-]{43})$/;

/** The columns `isGood` looks at, and where they come from. */
export const KEY_COLUMNS = 'k.secretHash, k.scopes, k.expiresAt';
export const KEY_TABLES = 'api_keys k JOIN brands b ON b.id = k.brandId';
export const KEY_IS = "k.keyId = ? AND k.revokedAt IS NULL AND b.status = 'active'";

const KEY = `SELECT ${KEY_COLUMNS} FROM ${KEY_TABLES} WHERE ${KEY_IS}`;

/** A token in its two parts: by one the key is found, the other it must prove. */
export interface Token {
  readonly keyId: string;
  readonly secret: string;
}

export function tokenOf(authorization: string | undefined): Token | null {
  const match = TOKEN.exec(authorization ?? '');
  return match ? { keyId: match[1] ?? '', secret: match[2] ?? '' } : null;
}

/** Whether a key may do it: one indexed read a request, so that a revoked key stops at once, and the same HMAC as the product's. */
export class Keys {
  constructor(private readonly pepper: Buffer) {}

  async allows(connection: PoolConnection, authorization: string | undefined, scope: string): Promise<boolean> {
    const token = tokenOf(authorization);
    if (!token) return false;
    const [row] = await prepared(connection, KEY, [token.keyId]);
    return row !== undefined && this.isGood(row, token, scope);
  }

  isGood(row: Row, { secret }: Token, scope: string): boolean {
    const [secretHash, scopes, expiresAt] = row as readonly [string, string, number | null];
    const given = createHmac('sha256', this.pepper).update(secret).digest();
    const isRight = timingSafeEqual(Buffer.from(secretHash, 'base64url'), given);
    return isRight && (expiresAt === null || expiresAt > Date.now()) && scopes.includes(`"${scope}"`);
  }
}
