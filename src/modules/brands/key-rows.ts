import type { Bound } from '../../kernel/bind.js';
import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import type { HouseMode } from '../../kernel/house.js';
import { writeKeyToken } from './key-token.js';
import type { ApiKey } from './brands.entity.js';

/** What may be told of a key: never its secret, nor the hash of it. */
export interface KeyFacts {
  readonly id: string;
  readonly keyId: string;
  readonly brandId: string;
  readonly storeId: string | null;
  readonly mode: HouseMode;
  readonly kind: ApiKey['kind'];
  readonly label: string;
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  readonly ipAllow: readonly string[];
  readonly ratePerSecond: number | null;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  readonly rotatedFromId: string | null;
  readonly isHeld: number;
  /** The whole of a key that has no secret. */
  readonly publicToken: string | null;
  readonly status: 'active' | 'held' | 'expired' | 'revoked';
}

export const KEY_COLUMNS = [
  'id', 'keyId', 'brandId', 'storeId', 'kind', 'label', 'scopes', 'origins', 'ipAllow', 'ratePerSecond', 'createdAt', 'expiresAt', 'revokedAt', 'lastUsedAt', 'rotatedFromId', 'isHeld',
] as const; // prettier-ignore

type Told = Pick<KeyFacts, (typeof KEY_COLUMNS)[number]>;

export interface KeyRow extends Omit<Told, 'scopes' | 'origins' | 'ipAllow'> {
  readonly scopes: string;
  readonly origins: string | null;
  readonly ipAllow: string | null;
}

/** What is told of a row, by the time outside. */
export function factsOf(row: KeyRow, mode: HouseMode, now: number): KeyFacts {
  const { kind, keyId } = row;
  return {
    ...row,
    mode,
    scopes: JSON.parse(row.scopes) as string[],
    origins: listOf(row.origins),
    ipAllow: listOf(row.ipAllow),
    publicToken: kind === 'publishable' ? writeKeyToken({ mode, kind, keyId, secret: '' }) : null,
    status: statusOf(row, now),
  };
}

/** Whether a caller manages the keys of every brand; anybody else has to do with those of its own. */
export function managesAll({ isHost, scopes }: Caller): boolean {
  return isHost && scopes.has('keys:write');
}

/** A key by its id, if `where` holds. */
export async function findKey(sql: Sql, id: string, where: Where = EVERYWHERE): Promise<KeyRow | null> {
  const [row] = await sql.rows<KeyRow>(
    `SELECT ${KEY_COLUMNS.join(', ')} FROM api_keys WHERE id = ? AND ${where.text}`,
    [id, ...where.params],
  );
  return row ?? null;
}

export interface Where {
  readonly text: string;
  readonly params: readonly Bound[];
}

const EVERYWHERE: Where = { text: '1 = 1', params: [] };

/** The keys a caller may replace: the very key that asks. A key that could replace another would get all that one may do. */
export function replaceableBy(caller: Caller): Where {
  return managesAll(caller) ? EVERYWHERE : { text: 'id = ?', params: [caller.keyId ?? ''] };
}

/** The keys a caller may end: the very key that asks, and the one it took the place of. */
export function endableBy(caller: Caller): Where {
  if (managesAll(caller)) return EVERYWHERE;
  const own = caller.keyId ?? '';
  return { text: '(id = ? OR id = (SELECT o.rotatedFromId FROM api_keys o WHERE o.id = ?))', params: [own, own] };
}

function statusOf({ revokedAt, expiresAt, isHeld }: KeyRow, now: number): KeyFacts['status'] {
  if (revokedAt !== null) return 'revoked';
  if ((expiresAt ?? Infinity) <= now) return 'expired';
  return isHeld === 1 ? 'held' : 'active';
}

function listOf(text: string | null): string[] {
  return text === null ? [] : (JSON.parse(text) as string[]);
}
