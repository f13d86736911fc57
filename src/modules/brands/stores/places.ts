import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { StorePlace } from '../../../kernel/house.js';
import type { Program } from '../../../kernel/program.js';
import { refuse } from '../../../kernel/refusal.js';
import type { ReadSession } from '../../../kernel/session.js';
import type { Places, StoreFacts } from './places.participant.js';
import { placesParticipant } from './places.participant.js';
import { storeId } from './stores.section.js';

/** How callers name a store: by its id, or by what its brand calls it. */
export interface StoreRef {
  readonly storeId?: string | null;
  readonly code?: string | null;
}

/** Where something happened, by the codes its brand has for its places. */
export interface Whereabouts {
  readonly store?: string | null | undefined;
  readonly channel?: string | null | undefined;
}

/** The one store a caller acts for, by id: of the key of a till, and of a clerk. Null for everybody else. */
export function storeOf({ storeId: own }: Caller): string | null {
  return own ?? null;
}

/** A store of the program, open or closed, without a query. */
export function storeOfProgram(program: Program, id: string): StoreFacts | null {
  return placesOf(program).stores.get(id) ?? null;
}

/**
 * The open store of a brand that a caller acts for: the one it names, or its own when it names none. Refuses NOT_FOUND for
 * a store of another brand and one that is not there, STORE_CLOSED, and OTHER_STORE where a till or a clerk names another
 * than its own.
 */
export function requireStore(session: ReadSession, { storeId: id, code }: StoreRef, brandId: string): StoreFacts {
  const own = storeOf(session.caller);
  const meant = id ?? (code ? storeId(brandId, code) : own);
  const store = storeOfProgram(session.house.programs.current(), meant ?? '');
  if (store?.brandId !== brandId) refuse('NOT_FOUND', { what: 'store' }, ['storeId']);
  if (own !== null && store.id !== own) refuse('OTHER_STORE', {}, ['storeId']);
  return store.status === 'open' ? store : refuse('STORE_CLOSED', { code: store.code }, ['storeId']);
}

/**
 * Where something happened, as it is noted with it: what a till or a clerk does happened in their own store. Once a brand
 * has stores in the program, what it names is one of them, open or closed since; before that any text is taken. The same
 * with channels. Refuses OTHER_STORE, UNKNOWN_STORE, UNKNOWN_CHANNEL.
 */
export function placed(
  program: Program,
  caller: Caller,
  { store, channel }: Whereabouts,
): { store?: string; channel?: string } {
  const { storeCodes, channelCodes } = placesOf(program);
  const { brandId } = caller;
  const own = storeOf(caller);
  if (own !== null) requireOwn(program, own, store);
  else if (isUnknown(storeCodes, brandId, store)) refuse('UNKNOWN_STORE', { code: store ?? '' }, ['store']);
  if (isUnknown(channelCodes, brandId, channel)) refuse('UNKNOWN_CHANNEL', { code: channel ?? '' }, ['channel']);
  const where = own === null ? store : storeOfProgram(program, own)?.code;
  return { ...(where == null ? {} : { store: where }), ...(channel == null ? {} : { channel }) };
}

/** For `house.openStore`: what is stored at this moment, not what this process knows of the program. */
export async function openStore(sql: Sql, id: string): Promise<StorePlace | null> {
  const [row] = await sql.recurring<StorePlace>(
    "SELECT s.id, s.brandId, s.code FROM stores s JOIN brands b ON b.id = s.brandId WHERE s.id = ? AND s.status = 'open' AND b.status = 'active'",
    [id],
  );
  return row ?? null;
}

function requireOwn(program: Program, own: string, store: string | null | undefined): void {
  if (store != null && store !== storeOfProgram(program, own)?.code) refuse('OTHER_STORE', {}, ['store']);
}

function isUnknown(
  codes: ReadonlyMap<string, ReadonlySet<string>>,
  brandId: string,
  code: string | null | undefined,
): boolean {
  return code != null && codes.get(brandId)?.has(code) === false;
}

function placesOf({ parts }: Program): Places {
  return parts[placesParticipant.name] as Places;
}
