import type { AuditEntry } from '../../../kernel/audit.js';
import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import { takeTurn } from '../../../kernel/program-change.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { JsonObject } from '../../../kernel/json.js';
import { refuse } from '../../../kernel/refusal.js';
import { write } from '../../../kernel/unit-of-work.js';
import { parsed } from '../save.js';
import { segmentsOf } from '../segments.participant.js';
import { entriesOf, segmentsSection, storedSegments } from '../segments.section.js';
import type { StrategyPreset } from './presets.js';
import { strategyPresets } from './presets.js';
import { segmentOfPreset } from './segment-of-preset.js';
import { requireSound } from './sound.js';
import type { StrategyEntry } from './strategy.schema.js';
import { keyOf, strategyEntry } from './strategy.schema.js';
import type { StoredStrategy } from './strategy-rows.js';
import { activeOf } from './strategy-rows.js';

/** What the strategies become, and what of it is noted. */
interface Changed {
  readonly strategies: readonly StrategyEntry[];
  readonly notes: readonly AuditEntry[];
}

/**
 * Makes a strategy against a pain, or changes one as somebody has seen it last; the program gets a new version with it.
 * Refuses INVALID_INPUT, UNKNOWN_SEGMENT, STRATEGY_WITHOUT_SEGMENT, VERSION_CONFLICT, and LIVE_ONLY in the sandbox.
 */
export async function saveStrategy(
  house: House,
  caller: Caller,
  { strategy, expectedVersion, once }: { readonly strategy: unknown; readonly expectedVersion: number | null; readonly once: Once }, // prettier-ignore
): Promise<{ key: string; isReplay: boolean }> {
  const entry = parsed(strategyEntry, strategy, { segments: 'segmentIds' });
  const key = keyOf(entry);
  const { isReplay } = await change(house, caller, once, (stored) => {
    const before = activeNamed(stored, key);
    if ((before?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    const { audiences } = segmentsOf(house.programs.current());
    requireSound(entry, (code) => audiences.has(code), {
      segments: ['input', 'segmentIds'],
      live: ['input', 'isLive'],
    });
    const others = activeOf(stored).map((each) => (keyOf(each) === key ? entry : each));
    return {
      strategies: before ? others : [...others, entry],
      notes: [note(before ? 'strategies.changed' : 'strategies.created', before?.entry, entry)],
    };
  });
  return { key, isReplay };
}

/**
 * Takes the presets of an industry over into the program, to be changed there: each with the segment that answers to it,
 * where there is one, and none of them live. What the program has or had already stays as it is. Refuses UNKNOWN_PRESET
 * for an industry without presets, and LIVE_ONLY in the sandbox.
 */
export async function adoptStrategies(
  house: House,
  caller: Caller,
  { industry, once }: { readonly industry: string; readonly once: Once },
): Promise<{ isReplay: boolean }> {
  const presets = strategyPresets.filter((each) => each.industry === industry);
  if (presets.length === 0) refuse('UNKNOWN_PRESET', { preset: industry }, ['industry']);
  return change(house, caller, once, (stored) => {
    const known = new Set(stored.map(({ entry }) => keyOf(entry)));
    const fresh = presets.filter((preset) => !known.has(keyOf(preset))).map((preset) => entryOf(house, preset));
    return {
      strategies: [...activeOf(stored), ...fresh],
      notes: fresh.map((entry) => note('strategies.created', undefined, entry)),
    };
  });
}

/** Takes a strategy and its pain out of the program. Refuses NOT_FOUND, VERSION_CONFLICT, and LIVE_ONLY in the sandbox. */
export async function retireStrategy(
  house: House,
  caller: Caller,
  { key, expectedVersion, once }: { readonly key: string; readonly expectedVersion: number; readonly once: Once },
): Promise<{ isReplay: boolean }> {
  return change(house, caller, once, (stored) => {
    const before = activeNamed(stored, key) ?? refuse('NOT_FOUND', { what: 'strategy' }, ['key']);
    if (before.version !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    return {
      strategies: activeOf(stored).filter((each) => keyOf(each) !== key),
      notes: [note('strategies.retired', before.entry, undefined)],
    };
  });
}

async function change(
  house: House,
  caller: Caller,
  once: Once,
  decide: (stored: readonly StoredStrategy[]) => Changed,
): Promise<{ isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await takeTurn(session);
    const stored = await storedSegments(session.sql);
    const { strategies, notes } = decide(stored.strategies);
    await segmentsSection.write(session, { ...entriesOf(stored), strategies: [...strategies] });
    await house.programs.restate(session);
    for (const each of notes) session.audit(each);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { isReplay };
}

function activeNamed(stored: readonly StoredStrategy[], key: string): StoredStrategy | undefined {
  return stored.find(({ entry, isRetired }) => !isRetired && keyOf(entry) === key);
}

function entryOf(house: House, preset: StrategyPreset): StrategyEntry {
  const { industry, stage, code, pain, strategy, kind } = preset;
  const segment = segmentOfPreset(segmentsOf(house.programs.current()).audiences, preset);
  return { industry, stage, code, pain, strategy, kind, segments: segment ? [segment.code] : [], live: false };
}

function note(action: string, before: StrategyEntry | undefined, after: StrategyEntry | undefined): AuditEntry {
  const [one] = [after, before].filter((each) => each !== undefined);
  return {
    action,
    subject: { type: 'strategy', id: one ? keyOf(one) : '' },
    ...(before ? { before: before as unknown as JsonObject } : {}),
    ...(after ? { after: after as unknown as JsonObject } : {}),
  };
}
