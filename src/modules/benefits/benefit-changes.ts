import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { changeProgram } from '../../kernel/program-change.js';
import type { Once } from '../../kernel/idempotency.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { requireMedia } from '../media/index.js';
import { requireRule } from '../segments/index.js';
import { entryAfter, entryOf, inInput, isOwn, isPartner, requireOwnTerms, requireSteady } from './benefit-entry.js';
import type { Said } from './benefit-input.js';
import type { StoredBenefit } from './benefits.section.js';
import { benefitsSection, storedBenefits } from './benefits.section.js';
import type { Retiring } from './retiring.js';
import { retired } from './retiring.js';
import { stockLeft } from './stock.js';
import type { BenefitEntry } from './terms.js';

/** A benefit as somebody has seen it last. */
export interface Seen {
  readonly benefitId: string;
  readonly expectedVersion: number;
  readonly once: Once;
}

/** What came of a change: which benefit it was. */
export interface Changed {
  readonly code: string;
  readonly isReplay: boolean;
}

/** What a benefit becomes; nothing was before where it is new. */
export interface Change {
  readonly action: string;
  readonly before?: BenefitEntry;
  readonly after: BenefitEntry;
  readonly reason?: string | null;
}

/**
 * Makes a draft; the program gets a new version with it. Refuses INVALID_INPUT and INVALID_RULE with the place,
 * BENEFIT_CODE_TAKEN, UNKNOWN_WALLET, UNKNOWN_BRAND, UNKNOWN_STORE, UNKNOWN_TIER, UNKNOWN_SEGMENT, UNKNOWN_BENEFIT,
 * BENEFIT_CYCLE, NOT_FOUND for what is another brand's, and LIVE_ONLY in the sandbox.
 */
export function createBenefit(house: House, caller: Caller, { said, once }: { readonly said: Said; readonly once: Once }): Promise<Changed> {
  const own: Said = isPartner(caller) ? { brand: caller.brandId.slice('brd_'.length) } : {};
  return change(house, caller, once, async (session, stored) => {
    const after = entryOf({ ...own, ...said, status: 'draft' });
    if (stored.some(({ entry }) => entry.code === after.code)) refuse('BENEFIT_CODE_TAKEN', { code: after.code }, ['input', 'code']);
    await requireSound(session, stored, after);
    return { action: 'benefits.created', after };
  });
} // prettier-ignore

/** Changes what is said of a benefit. Refuses as `createBenefit` does, VERSION_CONFLICT, BENEFIT_RETIRED, STOCK_TAKEN. */
export function updateBenefit(house: House, caller: Caller, { said, ...seen }: Seen & { readonly said: Said }): Promise<Changed> {
  return change(house, caller, seen.once, async (session, stored) => {
    const before = seenIn(session, stored, seen);
    if (before.status === 'retired') refuse('BENEFIT_RETIRED', { benefit: before.code, status: before.status }, ['benefitId']);
    const after = entryAfter(before, said);
    requireSteady(before, after);
    await requireSound(session, stored, after, before);
    return { action: 'benefits.changed', before, after };
  });
} // prettier-ignore

/** Makes a draft a benefit that can be had. Refuses BENEFIT_NOT_DRAFT, STOCK_MISSING, and as `updateBenefit` does. */
export function publishBenefit(house: House, caller: Caller, seen: Seen): Promise<Changed> {
  return change(house, caller, seen.once, async (session, stored) => {
    const before = seenIn(session, stored, seen);
    if (before.status !== 'draft') refuse('BENEFIT_NOT_DRAFT', { benefit: before.code, status: before.status }, ['benefitId']);
    await requireStock(session, before);
    return { action: 'benefits.published', before, after: { ...before, status: 'live' } };
  });
} // prettier-ignore

/**
 * Nobody gets it any more; what was promised is honoured. A draft is retired at once. Refuses REPLACEMENT_MISSING unless it
 * is said why there is none, REASON_MISSING, BENEFIT_RETIRED, BENEFIT_NOT_LIVE for a replacement that cannot be had,
 * NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, LIVE_ONLY.
 */
export function retireBenefit(house: House, caller: Caller, { retiring, ...seen }: Seen & { readonly retiring: Retiring }): Promise<Changed> {
  return change(house, caller, seen.once, (session, stored) => {
    const before = seenIn(session, stored, seen);
    const others = stored.map(({ entry }) => entry).filter((entry) => isOwn(caller, entry));
    const after = retired(before, others, retiring, session.now);
    return Promise.resolve({ action: 'benefits.retired', before, after, reason: retiring.reason });
  });
} // prettier-ignore

type Alter = (session: WriteSession, stored: readonly StoredBenefit[]) => Promise<Change>;

async function change(house: House, caller: Caller, once: Once, alter: Alter): Promise<Changed> {
  const { value, isReplay } = await changeProgram(house, caller, once, async (session) => {
    const stored = await storedBenefits(session.sql);
    const changed = await alter(session, stored);
    await restate(session, stored, changed);
    return changed.after.code;
  });
  return { code: value, isReplay };
}

/** Writes a benefit among the others, and the program that says so. */
export function restate(session: WriteSession, stored: readonly StoredBenefit[], change: Change): Promise<void> {
  return restateAll(session, stored, [change]);
}

/** The same with several at once. */
export async function restateAll(session: WriteSession, stored: readonly StoredBenefit[], changes: readonly Change[]): Promise<void> {
  const afters = new Map(changes.map(({ before, after }) => [before, after]));
  const fresh = changes.flatMap(({ before, after }) => (before ? [] : after));
  const all = [...stored.map(({ entry }) => afters.get(entry) ?? entry), ...fresh];
  try {
    await benefitsSection.write(session, all);
    await session.house.programs.restate(session);
  } catch (error) {
    throw inInput(error, changes[0] ? all.indexOf(changes[0].after) : -1);
  }
  for (const { action, before, after, reason = null } of changes) {
    session.audit({
      action,
      subject: { type: 'benefit', id: configId('bnf', after.code) },
      ...(before ? { before: before as unknown as JsonObject } : {}),
      after: after as unknown as JsonObject,
      reason,
    });
  }
} // prettier-ignore

function seenIn({ caller }: WriteSession, stored: readonly StoredBenefit[], { benefitId, expectedVersion }: Seen): BenefitEntry {
  const found = stored.find(({ entry }) => configId('bnf', entry.code) === benefitId);
  if (!found || !isOwn(caller, found.entry)) refuse('NOT_FOUND', { what: 'benefit' }, ['benefitId']);
  if (found.version !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  return found.entry;
} // prettier-ignore

/** What the program itself does not look at: whose things are named, pictures, and the place of a mistake in the rule. */
async function requireSound(session: WriteSession, stored: readonly StoredBenefit[], after: BenefitEntry, before?: BenefitEntry): Promise<void> {
  requireOwnTerms(session.caller, after, stored);
  const fresh = after.images.filter((id) => !before?.images.includes(id));
  await requireMedia(session, fresh, 'benefit', ['input', 'images']);
  if (after.eligibility !== null && after.eligibility !== before?.eligibility) requireRule(session, after.eligibility, ['input', 'eligibility']);
} // prettier-ignore

async function requireStock({ sql }: WriteSession, { code, stock }: BenefitEntry): Promise<void> {
  if (stock.kind === 'unlimited') return;
  const left = await stockLeft(sql, [code]);
  if ((left.get(code) ?? 0) === 0) refuse('STOCK_MISSING', { benefit: code }, ['benefitId']);
}
