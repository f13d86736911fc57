import type { ZodType } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { configId } from '../../kernel/id.js';
import { changeProgram } from '../../kernel/program-change.js';
import type { Once } from '../../kernel/idempotency.js';
import type { JsonObject } from '../../kernel/json.js';
import { Refusal, refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { LadderEntry, TierEntry } from './ladder.schema.js';
import { ladderShape, tierEntry } from './ladder.schema.js';
import type { StoredLadder } from './tiers.section.js';
import { laddersSection, storedLadders } from './tiers.section.js';
import { refuseWrong } from '../../kernel/wrong-value.js';

/** A change of the ladders as somebody has seen them last. */
export interface Saving {
  readonly expectedVersion: number | null;
  readonly once: Once;
}

interface Changed {
  readonly ladders: readonly LadderEntry[];
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly before?: object | undefined;
  readonly after: object;
}

/**
 * Makes a tier of a ladder, or changes the one of its code; the program gets a new version with it. Where members stand
 * stays as it is until something happens to them, or until everybody is recalculated. Refuses INVALID_INPUT,
 * INVALID_PROGRAM, UNKNOWN_LADDER, UNKNOWN_WALLET, VERSION_CONFLICT, and LIVE_ONLY in the sandbox.
 */
export async function saveTier(
  house: House,
  caller: Caller,
  { ladder, tier, ...saving }: Saving & { readonly ladder: string; readonly tier: unknown },
): Promise<{ code: string; isReplay: boolean }> {
  const entry = parsed(tierEntry, tier);
  const isReplay = await save(house, caller, saving, (stored) =>
    withTier(stored, ladder, entry, saving.expectedVersion),
  );
  return { code: entry.code, isReplay };
}

/** Makes a ladder, or changes the one of its code; without `tiers` it keeps those it has. Refuses as `saveTier` does. */
export async function saveLadder(
  house: House,
  caller: Caller,
  { ladder, ...saving }: Saving & { readonly ladder: JsonObject },
): Promise<{ code: string; isReplay: boolean }> {
  const code = ladder['code'] as string;
  const isReplay = await save(house, caller, saving, (stored) => withLadder(stored, ladder, saving.expectedVersion));
  return { code, isReplay };
}

async function save(
  house: House,
  caller: Caller,
  { once }: Saving,
  change: (stored: readonly StoredLadder[]) => Changed,
): Promise<boolean> {
  const { isReplay } = await changeProgram(house, caller, once, async (session) => {
    const changed = change(await storedLadders(session.sql));
    await restate(session, changed);
    return undefined;
  });
  return isReplay;
}

async function restate(session: WriteSession, { ladders, action, subject, before, after }: Changed): Promise<void> {
  try {
    await laddersSection.write(session, [...ladders]);
    await session.house.programs.restate(session);
  } catch (error) {
    throw error instanceof Refusal && error.path[0] === 'ladders' ? inInput(error, subject.type) : error;
  }
  session.audit({
    action,
    subject,
    ...(before ? { before: before as JsonObject } : {}),
    after: after as JsonObject,
  });
}

/** The place in the program is a place in what was sent: `ladders.0.tiers.2.entry` is `input.entry`, or `input.tiers.2.entry`. */
function inInput({ code, details, path }: Refusal, type: string): Refusal {
  return new Refusal(code, details, ['input', ...path.slice(type === 'tier' ? 4 : 2)]);
}

function withTier(stored: readonly StoredLadder[], ladder: string, entry: TierEntry, expectedVersion: number | null): Changed {
  const home = stored.find((each) => each.entry.code === ladder) ?? refuse('UNKNOWN_LADDER', { ladder }, ['ladder']);
  const before = home.entry.tiers.find(({ code }) => code === entry.code);
  if ((home.tierVersions.get(entry.code) ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  const others = home.entry.tiers.filter((each) => each !== before);
  const tiers = [...others, entry].sort((a, b) => a.rank - b.rank);
  return {
    ladders: stored.map((each) => (each === home ? { ...home.entry, tiers } : each.entry)),
    action: before ? 'tiers.changed' : 'tiers.created',
    subject: { type: 'tier', id: configId('tie', entry.code) },
    before,
    after: entry,
  };
} // prettier-ignore

function withLadder(stored: readonly StoredLadder[], ladder: JsonObject, expectedVersion: number | null): Changed {
  const home = stored.find((each) => each.entry.code === ladder['code']);
  if ((home?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  const entry = parsed(ladderShape, { ...ladder, tiers: ladder['tiers'] ?? home?.entry.tiers ?? [] });
  const entries = stored.map((each) => (each === home ? entry : each.entry));
  return {
    ladders: home ? entries : [...entries, entry],
    action: home ? 'ladders.changed' : 'ladders.created',
    subject: { type: 'ladder', id: configId('lad', entry.code) },
    before: home?.entry,
    after: entry,
  };
}

function parsed<T>(schema: ZodType<T>, given: unknown): T {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  refuseWrong(result.error.issues);
}
