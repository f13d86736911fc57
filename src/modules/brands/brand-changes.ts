import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import type { Once } from '../../kernel/idempotency.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Brand } from './brands.entity.js';
import { brandById } from './brands.queries.js';
import type { BrandRow } from './brands.queries.js';
import type { BrandEntry, BrandsSection } from './brands.section.js';
import { brandEntry, requireNobody } from './brands.section.js';
import { refuseWrong } from '../../kernel/wrong-value.js';

export type NewBrand = Pick<BrandEntry, 'code' | 'name'> & Partial<Nullable<BrandEntry>>;

/** What is to change; what is absent or null stays. */
export type BrandChange = Partial<Nullable<Omit<BrandEntry, 'code'> & { status: Brand['status'] }>>;

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | string | null | undefined };

/**
 * Takes a partner into the program, which becomes a new version with it. What is not said is as with the host. Refuses
 * INVALID_INPUT, BRAND_CODE_TAKEN, and LIVE_ONLY in the sandbox, which has the program of the live house.
 */
export async function createBrand(
  house: House,
  caller: Caller,
  brand: NewBrand,
  once: Once,
): Promise<{ id: string; isReplay: boolean }> {
  requireLive(house);
  const { zone, currency, locale } = (house.programs.current().sections['brands'] as BrandsSection).host;
  const entry = entryOf({ zone, currency, locale, ...said(brand) });
  const id = configId('brd', entry.code);
  const { isReplay } = await change(house, caller, once, async (session) => {
    if (await brandById(session.sql, id)) refuse('BRAND_CODE_TAKEN', { code: entry.code }, ['input', 'code']);
    const row = { id, ...entry, isHost: false, status: 'active', version: 1, createdAt: session.now };
    await insertRows(session.sql, 'brands', [row]);
    session.audit({ action: 'brands.created', subject: { type: 'brand', id }, after: { ...entry } });
  });
  return { id, isReplay };
}

/**
 * Changes a brand as somebody has seen it last. Refuses NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT, HOST_BRAND_FIXED,
 * HOST_BRAND_STAYS, and LIVE_ONLY in the sandbox.
 */
export async function updateBrand(
  house: House,
  caller: Caller,
  {
    id,
    expectedVersion,
    input,
  }: { readonly id: string; readonly expectedVersion: number; readonly input: BrandChange },
): Promise<void> {
  requireLive(house);
  await change(house, caller, undefined, async (session) => {
    const before = (await brandById(session.sql, id)) ?? refuse('NOT_FOUND', { what: 'brand' }, ['id']);
    const { status = before.status, ...facts } = said(input) as Partial<BrandEntry> & { status?: Brand['status'] };
    const { code, name, zone, currency, locale } = before;
    const after = entryOf({ code, name, zone, currency, locale, ...facts });
    await requirePossible(session, before, { ...after, status });
    const changed = await session.sql.run(
      'UPDATE brands SET name = ?, zone = ?, currency = ?, locale = ?, status = ?, version = version + 1 WHERE id = ? AND version = ?',
      [after.name, after.zone, after.currency, after.locale, status, id, expectedVersion],
    );
    if (changed !== 1) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    const was = { code, name, zone, currency, locale, status: before.status };
    session.audit({
      action: 'brands.changed',
      subject: { type: 'brand', id },
      before: was,
      after: { ...after, status },
    });
  });
  house.revoked.give(); // keys of a brand that was closed
}

/** A change of brands is a change of the program: it gets a new version in the same transaction, and is followed at once. */
async function change(
  house: House,
  caller: Caller,
  once: Once | undefined,
  work: (session: WriteSession) => Promise<void>,
): Promise<{ isReplay: boolean }> {
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await work(session);
    await house.programs.restate(session);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { isReplay };
}

async function requirePossible(
  session: WriteSession,
  before: BrandRow,
  after: BrandEntry & { status: string },
): Promise<void> {
  if (before.isHost !== 1) return;
  if (after.status !== 'active') refuse('HOST_BRAND_STAYS', {}, ['input', 'status']);
  if (after.zone !== before.zone || after.currency !== before.currency) await requireNobody(session, ['input']);
}

function entryOf(facts: Readonly<Record<string, unknown>>): BrandEntry {
  const parsed = brandEntry.safeParse(facts);
  if (parsed.success) return parsed.data;
  refuseWrong(parsed.error.issues);
}

function requireLive({ mode }: House): void {
  if (mode !== 'live') refuse('LIVE_ONLY');
}

function said(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value != null));
}
