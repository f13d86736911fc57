import type { z } from 'zod';
import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import { takeTurn } from '../../../kernel/program-change.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { ProgramSection } from '../../../kernel/program.js';
import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { brandOfProgram } from '../program-brand.js';
import { channelEntry, channelId, channelsSection } from './channels.section.js';
import type { Place } from './place-section.js';
import { storeEntry, storeId, storesSection } from './stores.section.js';
import { refuseWrong } from '../../../kernel/wrong-value.js';

/** What is to be saved: the whole place, and the version of it that was seen; null for a new one. */
export interface PlaceChange {
  /** Whose; the caller's own brand when nothing is said. */
  readonly brandId: string | null;
  readonly place: object;
  readonly expectedVersion: number | null;
  readonly once: Once;
}

/**
 * Makes a store or changes one; the program gets a new version with it. Keys and clerks of a store that is closed stop at
 * once. Refuses NOT_FOUND for a brand that is not the caller's own, INVALID_INPUT, VERSION_CONFLICT, and LIVE_ONLY in the
 * sandbox, which has the program of the live house.
 */
export function saveStore(house: House, caller: Caller, change: PlaceChange): Promise<Saved> {
  return save(house, caller, change, { noun: 'store', table: 'stores', entry: storeEntry, section: storesSection, idOf: storeId }); // prettier-ignore
}

/** The same for a channel. */
export function saveChannel(house: House, caller: Caller, change: PlaceChange): Promise<Saved> {
  return save(house, caller, change, { noun: 'channel', table: 'channels', entry: channelEntry, section: channelsSection, idOf: channelId }); // prettier-ignore
}

interface Saved {
  readonly id: string;
  readonly isReplay: boolean;
}

/** What stores and channels differ in. */
interface Kind<Entry extends Place> {
  readonly noun: 'store' | 'channel';
  readonly table: 'stores' | 'channels';
  readonly entry: z.ZodType<Entry>;
  readonly section: ProgramSection<Entry[]>;
  idOf(brandId: string, code: string): string;
}

async function save<Entry extends Place>(
  house: House,
  caller: Caller,
  { brandId: given, place, expectedVersion, once }: PlaceChange,
  kind: Kind<Entry>,
): Promise<Saved> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const brandId = ownBrand(house, caller, given);
  const brand = brandOfProgram(house.programs.current(), brandId) ?? refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brandId']); // prettier-ignore
  const entry = entryOf(kind.entry, { ...place, brand: brand.isHost ? null : brand.code });
  const id = kind.idOf(brandId, entry.code);
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await replace(session, kind, { id, entry, expectedVersion });
    await house.programs.restate(session);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  house.revoked.give(); // tills and clerks of a store that was closed
  return { id, isReplay };
}

/** The host and its operators write those of every brand, a partner its own. Another brand is not there for it. */
function ownBrand({ programs }: House, { brandId: own, isHost }: Caller, given: string | null): string {
  const meant = given ?? own;
  const isTheirs = meant === own || isHost;
  return isTheirs && brandOfProgram(programs.current(), meant) ? meant : refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brandId']); // prettier-ignore
}

async function replace<Entry extends Place>(
  session: WriteSession,
  { noun, table, section }: Kind<Entry>,
  { id, entry, expectedVersion }: { readonly id: string; readonly entry: Entry; readonly expectedVersion: number | null }, // prettier-ignore
): Promise<void> {
  await takeTurn(session);
  const [row] = await session.sql.rows<{ version: number }>(`SELECT version FROM ${table} WHERE id = ?`, [id]);
  if ((row?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  const before = (await section.read(session)).find(({ brand, code }) => brand === entry.brand && code === entry.code);
  await section.write(session, [entry]);
  session.audit({
    action: `brands.${noun}-${before ? 'changed' : 'made'}`,
    subject: { type: noun, id },
    ...(before ? { before: before as unknown as JsonObject } : {}),
    after: entry as unknown as JsonObject,
  });
}

function entryOf<Entry>(schema: z.ZodType<Entry>, place: object): Entry {
  const parsed = schema.safeParse(place);
  if (parsed.success) return parsed.data;
  refuseWrong(parsed.error.issues);
}
