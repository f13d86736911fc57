import type { AuditEntry } from '../../kernel/audit.js';
import type { Caller } from '../../kernel/caller.js';
import type { House, HouseMode } from '../../kernel/house.js';
import type { Once } from '../../kernel/idempotency.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { NewKey } from './api-keys.js';
import { createKey } from './api-keys.js';
import { holdKey } from './held-keys.js';
import type { KeyFacts, KeyRow, Where } from './key-rows.js';
import { endableBy, factsOf, findKey, replaceableBy } from './key-rows.js';
import { brandReasons as reasons } from './brands.reasons.js';

const HOUR_MS = 3_600_000;
export const OVERLAP_HOURS = 24;
export const OVERLAP_HOURS_MAX = 720;

/** A key that was made. Its token is known to nobody else and to nobody any more: a repeat of the request has none. */
export interface MadeKey {
  readonly key: KeyFacts;
  readonly token: string | null;
  readonly isReplay: boolean;
  /** A second person has to approve before it works. */
  readonly approvalId: string | null;
}

/** Makes a key of the live house or of the sandbox. Refuses what `createKey` refuses, and LIVE_ONLY for a live key out of the sandbox. */
export async function makeKey(
  house: House,
  caller: Caller,
  mode: HouseMode,
  key: NewKey,
  once: Once,
): Promise<MadeKey> {
  const there = await houseOf(house, mode);
  const made = await keep(there, caller, once, 'keys.created', (session) => createKey(session, key));
  await noteAtHome(house, there, caller, 'keys.created', made);
  return made;
}

/**
 * Puts a new key in the place of one, with all that it may do; both work until the overlap is over, then the old one ends.
 * A key is replaced once: its successor is. Refuses NOT_FOUND, KEY_NOT_ACTIVE, INVALID_INPUT.
 */
export async function rotateKey(
  house: House,
  caller: Caller,
  { id, overlapHours }: { readonly id: string; readonly overlapHours: number },
  once: Once,
): Promise<MadeKey & { readonly previous: KeyFacts }> {
  if (overlapHours < 0 || overlapHours > OVERLAP_HOURS_MAX) {
    refuseInput(reasons.overlapHours(OVERLAP_HOURS_MAX), ['overlapHours']);
  }
  const where = replaceableBy(caller);
  const there = await houseWith(house, id, where);
  const made = await keep(there, caller, once, 'keys.rotated', async (session) => {
    const old = (await findKey(session.sql, id, where)) ?? notFound();
    await endAt(session, old, there.realClock.now() + overlapHours * HOUR_MS);
    return createKey(session, successorOf(old, there.realClock.now()));
  });
  house.revoked.give();
  await noteAtHome(house, there, caller, 'keys.rotated', made);
  return { ...made, previous: await told(there, id) };
}

/** Ends a key at once, in every process within half a second. Ended already, it stays as it is. Refuses NOT_FOUND. */
export async function revokeKey(house: House, caller: Caller, id: string): Promise<KeyFacts> {
  const where = endableBy(caller);
  const there = await houseWith(house, id, where);
  await write(there, { caller, members: [] }, async (session) => {
    const now = there.realClock.now();
    await session.sql.run('UPDATE api_keys SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL', [now, id]);
    session.audit(entryOf('keys.revoked', await keyIn(session, id)));
    return undefined;
  });
  house.revoked.give();
  const key = await told(there, id);
  await noteAtHome(house, there, caller, 'keys.revoked', { key, isReplay: false });
  return key;
}

/** What an operator does to a test key is audited in the live house as well: there it is not forgotten with the sandbox. */
async function noteAtHome(
  house: House,
  there: House,
  caller: Caller,
  action: string,
  { key, isReplay }: Pick<MadeKey, 'key' | 'isReplay'>,
): Promise<void> {
  if (isReplay || house === there) return;
  await write(house, { caller, members: [] }, (session) => {
    session.audit(entryOf(action, key));
    return Promise.resolve(undefined);
  });
}

function entryOf(action: string, key: KeyFacts): AuditEntry {
  const { id, brandId, storeId, mode, kind, label, scopes, origins, ipAllow, expiresAt, rotatedFromId } = key;
  const after = { brandId, storeId, mode, kind, label, scopes, origins, ipAllow, expiresAt, rotatedFromId };
  return { action, subject: { type: 'key', id }, after };
}

/** The house whose keys are meant. Refuses LIVE_ONLY where the sandbox is asked for those of the live house. */
async function houseOf(house: House, mode: HouseMode): Promise<House> {
  if (mode === house.mode) return house;
  return house.sandbox?.open() ?? refuse('LIVE_ONLY', {}, ['mode']);
}

/** The house that has a key: this one, or the sandbox beside it. Refuses NOT_FOUND. */
async function houseWith(house: House, id: string, where: Where): Promise<House> {
  if (await findKey(house.database.reader, id, where)) return house;
  const sandbox = await house.sandbox?.existing();
  return sandbox && (await findKey(sandbox.database.reader, id, where)) ? sandbox : notFound();
}

/** Makes a key in a unit of work that forgets the token: what a repeat finds stored is which key it was. */
async function keep(
  house: House,
  caller: Caller,
  once: Once,
  action: string,
  make: (session: WriteSession) => Promise<{ id: string; token: string }>,
): Promise<MadeKey> {
  let token: string | null = null;
  const { value, isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    const made = await make(session);
    token = made.token;
    session.audit(entryOf(action, await keyIn(session, made.id)));
    return { id: made.id, approvalId: await holdKey(session, made.id) };
  });
  const { id, approvalId } = value;
  return { key: await told(house, id), token: isReplay ? null : token, isReplay, approvalId };
}

/** Two who replace it at the same moment meet at its row, and the second finds the successor of the first. */
async function endAt({ sql, house }: WriteSession, { id }: KeyRow, at: number): Promise<void> {
  const isActive = 'revokedAt IS NULL AND (expiresAt IS NULL OR expiresAt > ?)';
  const ended = await sql.run(
    `UPDATE api_keys SET expiresAt = CASE WHEN expiresAt < ? THEN expiresAt ELSE ? END WHERE id = ? AND ${isActive}`,
    [at, at, id, house.realClock.now()],
  );
  const [successor] = await sql.rows('SELECT id FROM api_keys WHERE rotatedFromId = ?', [id]);
  if (ended !== 1 || successor) refuse('KEY_NOT_ACTIVE', {}, ['id']);
}

/** Works as long as the old one was meant to. */
function successorOf(old: KeyRow, now: number): NewKey {
  const { brandId, storeId, kind, label, ratePerSecond, id, createdAt, expiresAt } = old;
  const { scopes, origins, ipAllow } = factsOf(old, 'live', now);
  return {
    brandId,
    storeId,
    kind,
    label,
    scopes,
    origins,
    ipAllow,
    ratePerSecond,
    expiresAt: expiresAt === null ? null : now + expiresAt - createdAt,
    rotatedFromId: id,
  };
}

function told(house: House, id: string): Promise<KeyFacts> {
  return keyIn({ house, sql: house.database.reader }, id);
}

async function keyIn({ house, sql }: Pick<ReadSession, 'house' | 'sql'>, id: string): Promise<KeyFacts> {
  const row = (await findKey(sql, id)) ?? notFound();
  return factsOf(row, house.mode, house.realClock.now());
}

function notFound(): never {
  refuse('NOT_FOUND', { what: 'key' }, ['id']);
}
