import type { LocalisedText } from '../../kernel/refusal.js';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import type { ApiKey } from './brands.entity.js';
import { NETWORKS_MAX, networkOf, originOf, ORIGINS_MAX, rateOf } from './key-limits.js';
import type { KeyToken } from './key-token.js';
import { newKeyToken, readKeyToken, writeKeyToken } from './key-token.js';
import { BUNDLES, SCOPES } from './scopes.js';
import { brandReasons as reasons } from './brands.reasons.js';

const HOUR_MS = 3_600_000;
const LABEL_LENGTH_MAX = 120;

export interface NewKey {
  readonly brandId: string;
  /** A backend's key with a secret when nothing is said. */
  readonly kind?: ApiKey['kind'];
  readonly label: string;
  /** The one store of the brand it is for: a till. Its scopes are those of the bundle `till`, or fewer. */
  readonly storeId?: string | null;
  /** Names of scopes or bundles; none for a publishable key, which only reads what is public. */
  readonly scopes: readonly string[];
  /** Web pages a publishable key may be used from. */
  readonly origins?: readonly string[];
  /** Addresses and networks it may be used from; everywhere when nothing is said. */
  readonly ipAllow?: readonly string[];
  /** Points of cost a second; the usual rate when nothing is said. */
  readonly ratePerSecond?: number | null;
  readonly expiresAt?: Instant | null;
  readonly rotatedFromId?: string | null;
}

/**
 * Makes a key for a brand, of the house of the session. The token is returned once and cannot be read again. Refuses
 * UNKNOWN_SCOPE, SCOPE_NOT_FOR_STORE, INVALID_INPUT, NOT_FOUND, STORE_CLOSED. Keys live by the time outside, also where the clock of the house is moved.
 */
export async function createKey(session: WriteSession, key: NewKey): Promise<{ id: string; token: string }> {
  const { kind = 'brand', brandId } = key;
  const [brand] = await session.sql.rows<{ isHost: number }>('SELECT isHost FROM brands WHERE id = ?', [brandId]);
  if (!brand) refuse('NOT_FOUND', { what: 'brand' }, ['brandId']);
  const now = session.house.realClock.now();
  requireUsable(now, key);
  await requireStoreOf(session, key);
  const made = newKeyToken(session.house.mode, kind);
  const row = {
    id: newId('key'),
    keyId: made.keyId,
    brandId,
    kind,
    storeId: key.storeId ?? null,
    isHeld: 0,
    label: key.label.trim(),
    secretHash: made.secret === '' ? '' : hashOf(session.house, made.secret).toString('base64url'),
    scopes: JSON.stringify(key.storeId ? scopesOfTill(key.scopes) : scopesOf(key.scopes, brand.isHost === 1)),
    origins: kind === 'publishable' ? listOf(key.origins, originOf) : null,
    ipAllow: key.ipAllow?.length ? listOf(key.ipAllow, networkOf) : null,
    ratePerSecond: rateOf(key.ratePerSecond),
    rotatedFromId: key.rotatedFromId ?? null,
    expiresAt: key.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null,
    createdAt: now,
  };
  await insertRows(session.sql, 'api_keys', [row]);
  return { id: row.id, token: writeKeyToken(made) };
}

/** A key that proved itself, and where it may be used from. */
export interface ProvenKey {
  readonly caller: Caller;
  /** Null for a key that is not for web pages. */
  readonly origins: readonly string[] | null;
  readonly ipAllow: readonly string[] | null;
}

interface KeyRow {
  id: string;
  brandId: string;
  isHost: number;
  kind: ApiKey['kind'];
  storeId: string | null;
  secretHash: string;
  scopes: string;
  origins: string | null;
  ipAllow: string | null;
  ratePerSecond: number | null;
  expiresAt: number | null;
  revokedAt: number | null;
}

/** Whose key a token is, or null: unknown, wrong, of the other house, expired and revoked look the same from outside. */
export async function proveKey({ house, sql }: ReadSession, token: string): Promise<ProvenKey | null> {
  const said = readKeyToken(token);
  if (said?.mode !== house.mode) return null;
  const [row] = await sql.recurring<KeyRow>(
    `SELECT k.id, k.brandId, b.isHost, k.kind, k.storeId, k.secretHash, k.scopes, k.origins, k.ipAllow, k.ratePerSecond, k.expiresAt, k.revokedAt
       FROM api_keys k JOIN brands b ON b.id = k.brandId LEFT JOIN stores s ON s.id = k.storeId
      WHERE k.keyId = ? AND k.isHeld = 0 AND b.status = 'active' AND (k.storeId IS NULL OR s.status = 'open')`,
    [said.keyId],
  );
  const isRight = said.kind === 'publishable' || isSecretOf(house, said, row);
  if (!isRight || row?.kind !== said.kind || row.revokedAt !== null) return null;
  if ((row.expiresAt ?? Infinity) <= house.realClock.now()) return null;
  return {
    caller: callerOf(row),
    origins: row.origins === null ? null : (JSON.parse(row.origins) as string[]),
    ipAllow: row.ipAllow === null ? null : (JSON.parse(row.ipAllow) as string[]),
  };
}

/** The caller alone, for those who do not come from a network. */
export async function callerOfKey(session: ReadSession, token: string): Promise<Caller | null> {
  return (await proveKey(session, token))?.caller ?? null;
}

/** Whoever has a publishable key is a visitor of that brand: the key is in every page and proves nothing about a person. */
function callerOf({ id, brandId, isHost, kind, storeId, scopes, ratePerSecond }: KeyRow): Caller {
  const isBrand = kind === 'brand';
  return {
    kind: isBrand ? 'brand' : 'visitor',
    brandId,
    isHost: isBrand && isHost === 1,
    keyId: id,
    memberId: null,
    operatorId: null,
    scopes: new Set(isBrand ? (JSON.parse(scopes) as string[]) : []),
    ratePerSecond,
    storeId,
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

/** Takes as long for a key that is not there as for a wrong secret. */
function isSecretOf(house: House, { secret }: KeyToken, row: KeyRow | undefined): boolean {
  const expected = Buffer.from(row?.secretHash.padEnd(43, 'A') ?? ''.padEnd(43, 'A'), 'base64url');
  return timingSafeEqual(expected, hashOf(house, secret)) && row !== undefined && row.secretHash !== '';
}

/** A key that could do nothing, or never, is a mistake of whoever asks for it. */
function requireUsable(
  now: Instant,
  { kind = 'brand', label, storeId, scopes, origins = [], ipAllow = [], expiresAt }: NewKey,
): void {
  const length = label.trim().length;
  if (length < 1 || length > LABEL_LENGTH_MAX) wrong(reasons.labelLength(LABEL_LENGTH_MAX), 'label');
  if ((expiresAt ?? Infinity) <= now) wrong(reasons.wouldHaveExpired, 'expiresAt');
  if (ipAllow.length > NETWORKS_MAX) wrong(reasons.networksMost(NETWORKS_MAX), 'ipAllow');
  if (kind === 'brand') {
    if (scopes.length === 0 && !storeId) wrong(reasons.oneScope, 'scopes');
    if (origins.length > 0) wrong(reasons.noOrigins, 'origins');
    return;
  }
  if (storeId) wrong(reasons.noStore, 'storeId');
  if (scopes.length > 0) wrong(reasons.noScopes, 'scopes');
  if (origins.length < 1 || origins.length > ORIGINS_MAX) wrong(reasons.originsBetween(ORIGINS_MAX), 'origins'); // prettier-ignore
}

function wrong(reason: LocalisedText, field: string): never {
  refuseInput(reason, [field]);
}

function scopesOf(names: readonly string[], isHost: boolean): string[] {
  const scopes = new Set(names.flatMap((name) => (Object.hasOwn(BUNDLES, name) ? (BUNDLES[name] ?? []) : [name])));
  for (const scope of scopes) {
    const known = Object.hasOwn(SCOPES, scope) ? SCOPES[scope] : undefined;
    if (!known || (known.hostOnly && !isHost)) refuse('UNKNOWN_SCOPE', { scope }, ['scopes']);
  }
  return [...scopes].sort();
}

/** All of the bundle when nothing is said. */
function scopesOfTill(names: readonly string[]): string[] {
  const till = BUNDLES['till'] ?? [];
  const scopes = scopesOf(names.length === 0 ? ['till'] : names, true);
  const more = scopes.find((scope) => !till.includes(scope));
  return more === undefined ? scopes : refuse('SCOPE_NOT_FOR_STORE', { scope: more }, ['scopes']);
}

/** As it is stored: the sandbox has the stores of the program it follows. */
async function requireStoreOf({ sql }: WriteSession, { storeId, brandId }: NewKey): Promise<void> {
  if (!storeId) return;
  const text = 'SELECT id, code, status FROM stores WHERE id = ? AND brandId = ?';
  const [store] = await sql.rows<{ id: string; code: string; status: string }>(text, [storeId, brandId]);
  if (store?.id !== storeId) refuse('NOT_FOUND', { what: 'store' }, ['storeId']);
  if (store.status !== 'open') refuse('STORE_CLOSED', { code: store.code }, ['storeId']);
}

function listOf(values: readonly string[] | undefined, checked: (value: string) => string): string {
  return JSON.stringify([...new Set((values ?? []).map(checked))].sort());
}

function hashOf(house: House, secret: string): Buffer {
  return createHmac('sha256', house.secrets.keyPepper).update(secret).digest();
}
