import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import { configId } from '../../../kernel/id.js';
import { changeProgram } from '../../../kernel/program-change.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { JsonObject } from '../../../kernel/json.js';
import { Refusal, refuse, refuseInput } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { requireMedia } from '../../media/index.js';
import { isOwn, isPartner, sentAs } from '../benefit-entry.js';
import type { Said } from '../benefit-input.js';
import { storedBenefits } from '../benefits.section.js';
import type { PackageEntry } from './package-terms.js';
import { packageEntry } from './package-terms.js';
import type { StoredPackage } from './packages.section.js';
import { packagesSection, storedPackages } from './packages.section.js';
import { refuseWrong } from '../../../kernel/wrong-value.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

/** A package as somebody has seen it last. */
export interface SeenPackage {
  readonly packageId: string;
  readonly expectedVersion: number;
  readonly once: Once;
}

export interface ChangedPackage {
  readonly code: string;
  readonly isReplay: boolean;
}

interface Change {
  readonly action: string;
  readonly before?: PackageEntry;
  readonly after: PackageEntry;
}

/**
 * Makes a draft; the program gets a new version with it. Refuses INVALID_INPUT with the place, PACKAGE_CODE_TAKEN,
 * UNKNOWN_BENEFIT, PACKAGE_PART_GONE, PACKAGE_NESTED, BENEFIT_STANDING, UNKNOWN_WALLET, UNKNOWN_BRAND, NOT_FOUND for what is
 * another brand's, and LIVE_ONLY in the sandbox.
 */
export function createPackage(house: House, caller: Caller, { said, once }: { readonly said: Said; readonly once: Once }): Promise<ChangedPackage> {
  const own: Said = isPartner(caller) ? { brand: caller.brandId.slice('brd_'.length) } : {};
  return change(house, caller, once, async (session, stored) => {
    const after = entryOf({ ...own, ...said, status: 'draft' });
    if (stored.some(({ entry }) => entry.code === after.code)) refuse('PACKAGE_CODE_TAKEN', { code: after.code }, ['input', 'code']);
    await requireOwn(session, after);
    return { action: 'packages.created', after };
  });
} // prettier-ignore

/** Changes what is said of a package: cards of it go by the new parts from their next cycle on. Refuses as `createPackage` does, VERSION_CONFLICT, PACKAGE_RETIRED. */
export function updatePackage(house: House, caller: Caller, { said, ...seen }: SeenPackage & { readonly said: Said }): Promise<ChangedPackage> {
  return change(house, caller, seen.once, async (session, stored) => {
    const before = seenIn(session, stored, seen);
    if (before.status === 'retired') refuse('PACKAGE_RETIRED', { package: before.code }, ['packageId']);
    const all: Said = { ...(before as unknown as Said), ...said };
    const after = entryOf(Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== null || !(name in said))));
    const isOtherRhythm = before.status !== 'draft' && before.cycle?.unit !== after.cycle?.unit;
    if (isOtherRhythm) refuseInput(reasons.rhythmStays, ['input', 'cycle', 'unit']);
    await requireOwn(session, after, before);
    return { action: 'packages.changed', before, after };
  });
} // prettier-ignore

/** Makes a draft a package that can be had. Refuses PACKAGE_NOT_DRAFT, and as `createPackage` does. */
export function publishPackage(house: House, caller: Caller, seen: SeenPackage): Promise<ChangedPackage> {
  return change(house, caller, seen.once, (session, stored) => {
    const before = seenIn(session, stored, seen);
    if (before.status !== 'draft') refuse('PACKAGE_NOT_DRAFT', { package: before.code, status: before.status }, ['packageId']);
    return Promise.resolve({ action: 'packages.published', before, after: { ...before, status: 'live' } });
  });
} // prettier-ignore

/** Nobody gets it any more; cards of it go on to their end. Refuses PACKAGE_RETIRED, VERSION_CONFLICT, NOT_FOUND. */
export function retirePackage(house: House, caller: Caller, seen: SeenPackage): Promise<ChangedPackage> {
  return change(house, caller, seen.once, (session, stored) => {
    const before = seenIn(session, stored, seen);
    if (before.status === 'retired') refuse('PACKAGE_RETIRED', { package: before.code }, ['packageId']);
    return Promise.resolve({ action: 'packages.retired', before, after: { ...before, status: 'retired' } });
  });
}

type Alter = (session: WriteSession, stored: readonly StoredPackage[]) => Promise<Change>;

async function change(house: House, caller: Caller, once: Once, alter: Alter): Promise<ChangedPackage> {
  const { value, isReplay } = await changeProgram(house, caller, once, async (session) => {
    const stored = await storedPackages(session.sql);
    const changed = await alter(session, stored);
    await restate(session, stored, changed);
    return changed.after.code;
  });
  return { code: value, isReplay };
}

/** Writes a package among the others, and the program that says so. */
async function restate(session: WriteSession, stored: readonly StoredPackage[], { action, before, after }: Change): Promise<void> {
  const entries = stored.map(({ entry }) => (entry === before ? after : entry));
  const all = before ? entries : [...entries, after];
  try {
    await packagesSection.write(session, all);
    await session.house.programs.restate(session);
  } catch (error) {
    throw inInput(error, all.indexOf(after));
  }
  session.audit({
    action,
    subject: { type: 'package', id: configId('pkg', after.code) },
    ...(before ? { before: before as unknown as JsonObject } : {}),
    after: after as unknown as JsonObject,
    reason: null,
  });
} // prettier-ignore

function seenIn({ caller }: WriteSession, stored: readonly StoredPackage[], { packageId, expectedVersion }: SeenPackage): PackageEntry {
  const found = stored.find(({ entry }) => configId('pkg', entry.code) === packageId);
  if (!found || !isOwn(caller, found.entry)) refuse('NOT_FOUND', { what: 'package' }, ['packageId']);
  if (found.version !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  return found.entry;
} // prettier-ignore

/** A partner's packages are its own, of its own benefits. */
async function requireOwn(session: WriteSession, after: PackageEntry, before?: PackageEntry): Promise<void> {
  const { caller, sql } = session;
  const fresh = after.images.filter((id) => !before?.images.includes(id));
  await requireMedia(session, fresh, 'benefit', ['input', 'images']);
  if (!isPartner(caller)) return;
  if (!isOwn(caller, after)) refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brand']);
  const stored = await storedBenefits(sql);
  const own = new Set(stored.filter(({ entry }) => isOwn(caller, entry)).map(({ entry }) => entry.code));
  const foreign = after.parts.findIndex(({ benefit }) => !own.has(benefit));
  if (foreign >= 0) refuse('NOT_FOUND', { what: 'benefit' }, ['input', 'parts', String(foreign), 'benefit']);
}

/** A package as the program has it, of what was said. Refuses INVALID_INPUT with the place in what was sent. */
function entryOf(said: Said): PackageEntry {
  const result = packageEntry.safeParse(said);
  if (result.success) return result.data;
  refuseWrong(result.error.issues, sentAs);
}

/** `packages.3.parts` of this one is `input.parts`. */
function inInput(error: unknown, at: number): unknown {
  if (!(error instanceof Refusal) || error.path[0] !== 'packages') return error;
  const { code, details, path } = error;
  return new Refusal(code, details, ['input', ...(path[1] === String(at) ? path.slice(2).map(sentAs) : [])]);
}
