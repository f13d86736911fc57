import type { ZodType } from 'zod';
import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { takeTurn } from '../../kernel/program-change.js';
import type { Once } from '../../kernel/idempotency.js';
import { configId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { ReadSession, WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { filled } from './presets.js';
import { leveled, refuseCircle } from './audience.js';
import { requireRule } from './checked-rule.js';
import { requireSegments, rulesOf, segmentsOf, unitOfLayering, unitOfSegment } from './segments.participant.js';
import type { LayeringEntry, SegmentEntry, SegmentsEntry, Stored, StoredSegments } from './segments.section.js';
import {
  codesOf,
  entriesOf,
  hasCodesOnce,
  layeringEntry,
  segmentEntry,
  segmentsSection,
  storedSegments,
} from './segments.section.js';
import { keyOf } from './strategies/strategy.schema.js';
import { activeOf } from './strategies/strategy-rows.js';
import { refuseWrong } from '../../kernel/wrong-value.js';
import { segmentReasons as reasons } from './segments.reasons.js';

/** What a caller says a segment or a layering is: exactly one of rule, layers, preset and isList. */
export interface Saying {
  readonly code: string;
  readonly name: LocalisedText;
  readonly description: LocalisedText | null;
  readonly rule: string | null;
  readonly layers: readonly { readonly code: string; readonly name: LocalisedText; readonly rule: string | null }[] | null;
  readonly preset: string | null;
  readonly values: readonly { readonly name: string; readonly value: number }[];
  readonly isList: boolean;
} // prettier-ignore

type Entry = { readonly segment: SegmentEntry } | { readonly layering: LayeringEntry };

/**
 * Makes a segment or a layering, or changes one as somebody has seen it last; the program gets a new version with it, and
 * who is in it is worked out in a moment. Refuses INVALID_RULE with the place of the mistake, INVALID_INPUT,
 * UNKNOWN_SEGMENT, SEGMENT_CYCLE, UNKNOWN_PRESET, VERSION_CONFLICT, and LIVE_ONLY in the sandbox.
 */
export async function saveSegment(
  house: House,
  caller: Caller,
  { saying, expectedVersion, once }: { readonly saying: Saying; readonly expectedVersion: number | null; readonly once: Once }, // prettier-ignore
): Promise<{ isLayering: boolean; isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const entry = entryOf(saying);
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    requireRules(session, entry);
    await save(session, entry, expectedVersion);
    await house.programs.restate(session);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  house.bell.ring();
  return { isLayering: 'layering' in entry, isReplay };
}

/**
 * Takes a segment or a layering out of the program; nobody is in it any more. Refuses NOT_FOUND, INVALID_INPUT for a layer,
 * VERSION_CONFLICT, LIVE_ONLY.
 */
export async function retireSegment(
  house: House,
  caller: Caller,
  { id, expectedVersion, once }: { readonly id: string; readonly expectedVersion: number; readonly once: Once },
): Promise<{ isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const { isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await takeTurn(session);
    const stored = await storedSegments(session.sql);
    const before = named(stored, id);
    if (before.version !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
    requireUnused(stored, before.entry);
    const entries = entriesOf(stored);
    await segmentsSection.write(session, {
      ...entries,
      segments: stored.segments.filter((each) => each !== before).map(({ entry }) => entry),
      layerings: stored.layerings.filter((each) => each !== before).map(({ entry }) => entry),
    });
    await house.programs.restate(session);
    session.audit({ action: 'segments.retired', subject: { type: 'segment', id }, before: before.entry as unknown as JsonObject }); // prettier-ignore
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  return { isReplay };
}

async function save(session: WriteSession, entry: Entry, expectedVersion: number | null): Promise<void> {
  await takeTurn(session);
  const stored = await storedSegments(session.sql);
  const one = 'segment' in entry ? entry.segment : entry.layering;
  const before = find(stored, one.code);
  if ((before?.version ?? null) !== expectedVersion) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  const entries = entriesOf(stored);
  const { segments, layerings } = entries;
  const next = {
    ...entries,
    segments: 'segment' in entry ? replaced(segments, entry.segment) : segments.filter(({ code }) => code !== one.code),
    layerings: 'layering' in entry ? replaced(layerings, entry.layering) : layerings.filter(({ code }) => code !== one.code),
  }; // prettier-ignore
  if (!hasCodesOnce(next)) refuseInput(reasons.codeTaken, ['input']);
  requireQuestions(session, entry, next);
  await segmentsSection.write(session, next);
  session.audit({
    action: before ? 'segments.changed' : 'segments.created',
    subject: { type: 'segment', id: configId('segment' in entry ? 'seg' : 'sgl', one.code) },
    ...(before ? { before: before.entry as unknown as JsonObject } : {}),
    after: one as unknown as JsonObject,
  });
}

/** Refuses SEGMENT_IN_USE for one that a strategy is for. */
function requireUnused({ strategies }: StoredSegments, entry: SegmentEntry | LayeringEntry): void {
  const goes = 'layers' in entry ? [...entry.layers, entry.rest].map(({ code }) => code) : [entry.code];
  for (const strategy of activeOf(strategies)) {
    const segment = strategy.segments.find((code) => goes.includes(code));
    if (segment !== undefined) refuse('SEGMENT_IN_USE', { segment, strategy: keyOf(strategy) }, ['id']);
  }
}

function find({ segments, layerings }: StoredSegments, code: string) {
  return [...segments, ...layerings].find(({ entry }) => entry.code === code);
}

/** What an id names: a layering may have the code of one of its layers. */
function named({ segments, layerings }: StoredSegments, id: string): Stored<SegmentEntry | LayeringEntry> {
  const segment = segments.find(({ entry }) => configId('seg', entry.code) === id);
  const home = layerings.find(({ entry: { layers, rest } }) => [...layers, rest].some(({ code }) => configId('seg', code) === id)); // prettier-ignore
  if (home) refuseInput(reasons.isLayer(home.entry.code), ['id']); // prettier-ignore
  return segment ?? layerings.find(({ entry }) => configId('sgl', entry.code) === id) ?? refuse('NOT_FOUND', { what: 'segment' }, ['id']); // prettier-ignore
}

function replaced<T extends { readonly code: string }>(entries: readonly T[], entry: T): T[] {
  const next = entries.map((each) => (each.code === entry.code ? entry : each));
  return next.includes(entry) ? next : [...next, entry];
}

function entryOf(saying: Saying): Entry {
  const { code, name, description, rule, layers, preset, values, isList } = saying;
  if ([rule, layers, preset, isList || null].filter((each) => each !== null).length !== 1) {
    refuseInput(reasons.oneWay, ['input']);
  }
  if (preset !== null) return ofPreset(saying, filled(preset, values));
  if (layers === null) return { segment: parsed(segmentEntry, { code, name, description, when: rule }) };
  const last = layers.at(-1);
  if (!last || last.rule !== null || layers.slice(0, -1).some((each) => each.rule === null)) {
    refuseInput(reasons.layersRuled, ['input', 'layers']); // prettier-ignore
  }
  const ruled = layers.slice(0, -1).map((each) => ({ code: each.code, name: each.name, when: each.rule }));
  return { layering: parsed(layeringEntry, { code, name, layers: ruled, rest: { code: last.code, name: last.name } }) };
}

function ofPreset({ code, name, description }: Saying, { preset, layers }: ReturnType<typeof filled>): Entry {
  const [only] = layers;
  if (preset.rest === null) return { segment: parsed(segmentEntry, { code, name, description: description ?? preset.description, when: only?.when }) }; // prettier-ignore
  return { layering: parsed(layeringEntry, { code, name, layers, rest: preset.rest }) };
}

/** What was sent, as the program file has it. Refuses INVALID_INPUT with the place; `names` are fields that are sent under another name. */
export function parsed<T>(schema: ZodType<T>, value: unknown, names: Readonly<Record<string, string>> = {}): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  refuseWrong(result.error.issues, (part) => names[String(part)] ?? String(part));
}

/** Says what is wrong with its rules and where, before anything is written. */
function requireRules(session: ReadSession, entry: Entry): void {
  const rules = 'segment' in entry ? [entry.segment.when] : entry.layering.layers.map(({ when }) => when);
  for (const [at, rule] of rules.entries()) if (rule !== null) requireRule(session, rule, pathOfRule(entry, at));
}

/** Says where its rules ask about segments there will not be, or about themselves by way of others. */
function requireQuestions(
  { house }: ReadSession,
  entry: Entry,
  next: Pick<SegmentsEntry, 'segments' | 'layerings'>,
): void {
  const { vocabulary, parts } = house.programs.current();
  const ruleOf = rulesOf({ vocabulary });
  const own = 'segment' in entry ? unitOfSegment(ruleOf, entry.segment) : unitOfLayering(ruleOf, entry.layering);
  const codes = new Set(codesOf(next));
  for (const [at, audience] of own.audiences.entries()) requireSegments(audience, codes, pathOfRule(entry, at));
  const others = segmentsOf({ parts })
    .levels.flat()
    .filter(({ code }) => code !== own.code);
  const ordered = leveled([own, ...others]);
  if (!('circle' in ordered)) return;
  refuseCircle(ordered.circle, own, ({ audience }) =>
    pathOfRule(
      entry,
      own.audiences.findIndex(({ code }) => code === audience.code),
    ),
  );
}

/** Where a rule stands in what was sent. */
function pathOfRule(entry: Entry, at: number): string[] {
  return 'segment' in entry ? ['input', 'rule'] : ['input', 'layers', String(at), 'rule'];
}
