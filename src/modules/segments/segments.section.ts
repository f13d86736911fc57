import { z } from 'zod';
import type { Sql } from '../../kernel/database.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import { localisedText } from '../../kernel/localised-text.js';
import type { ProgramSection } from '../../kernel/program.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { marks, pages, upsertRows } from '../../kernel/rows.js';
import { rfmMethod } from './rfm/method.js';
import type { RfmMethod } from './rfm/method.js';
import { strategyEntries } from './strategies/strategy.schema.js';
import type { StoredStrategy } from './strategies/strategy-rows.js';
import { activeOf, storedStrategies, writeStrategies } from './strategies/strategy-rows.js';
import { configCode } from '../../kernel/config-code.js';

const code = configCode;
const name = localisedText(80);
/** How long it may be, and all else that it may not be, is said with the place when it is checked. */
const when = z.string();

export const segmentEntry = z.strictObject({
  code,
  name,
  description: localisedText(300).nullable().default(null),
  /** Absent for a list. */
  when: when.nullable().default(null),
});

export const layeringEntry = z.strictObject({
  code,
  name,
  layers: z.array(z.strictObject({ code, name, when })).min(1).max(20),
  rest: z.strictObject({ code, name }),
});

const schema = z
  .strictObject({
    segments: z.array(segmentEntry).max(500).default([]),
    layerings: z.array(layeringEntry).max(50).default([]),
    rfm: rfmMethod.prefault({}),
    strategies: strategyEntries,
  })
  .refine((entry): boolean => hasCodesOnce(entry), 'two segments have one code')
  .prefault({});

export type SegmentEntry = z.infer<typeof segmentEntry>;
export type LayeringEntry = z.infer<typeof layeringEntry>;
export type SegmentsEntry = z.infer<typeof schema>;

/** What a program that says nothing of segments has. */
export const NO_SEGMENTS: SegmentsEntry = schema.parse({});

/** `segments:` of the program file. */
export const segmentsSection: ProgramSection<SegmentsEntry> = {
  name: 'segments',
  schema: schema,

  async read({ sql }) {
    return entriesOf(await storedSegments(sql));
  },

  async write({ sql }, { segments, layerings, rfm, strategies }) {
    const stored = await storedSegments(sql, 'all');
    const were = await waysOf(sql);
    await sql.run("UPDATE segments SET status = 'retired'");
    await sql.run("UPDATE segment_layerings SET status = 'retired'");
    const versions = new Map([...stored.segments, ...stored.layerings].map((each) => [each.entry.code, each]));
    const versionOf = (entry: SegmentEntry | LayeringEntry) => {
      const before = versions.get(entry.code);
      if (!before) return 1;
      return digest(before.entry) === digest(entry) ? before.version : before.version + 1;
    };
    const plain = segments.map((entry, position) => rowOf({ ...entry, layering: null, position }, versionOf(entry)));
    const layers = layerings.flatMap((entry) => layerRows(entry, versionOf(entry)));
    const update = { name: 'replace', description: 'replace', layering: 'replace', rule: 'replace', position: 'replace', status: 'replace', version: 'replace' } as const; // prettier-ignore
    await upsertRows(sql, 'segments', ['id'], [...plain, ...layers], update);
    const sets = layerings.map((entry, position) => ({
      id: configId('sgl', entry.code),
      code: entry.code,
      name: JSON.stringify(entry.name),
      position,
      status: 'active',
      version: versionOf(entry),
    }));
    await upsertRows(sql, 'segment_layerings', ['id'], sets, { name: 'replace', position: 'replace', status: 'replace', version: 'replace' }); // prettier-ignore
    await upsertRows(sql, 'rfm_methods', ['id'], [{ id: 1, method: JSON.stringify(rfm) }], { method: 'replace' });
    await writeStrategies(sql, strategies);
    await forgetEnded(sql, were, await waysOf(sql));
  },
};

/** What is stored, without versions: to say it again with something changed. */
export function entriesOf({ segments, layerings, rfm, strategies }: StoredSegments): SegmentsEntry {
  return {
    segments: segments.map(({ entry }) => entry),
    layerings: layerings.map(({ entry }) => entry),
    rfm,
    strategies: activeOf(strategies),
  };
}

type Ways = ReadonlyMap<string, 'list' | 'rule'>;

/** Whether somebody or a rule says who is in a segment, by code. */
async function waysOf(sql: Sql): Promise<Ways> {
  const rows = await sql.rows<{ code: string; isList: number }>(
    "SELECT code, CASE WHEN rule IS NULL AND layering IS NULL THEN 1 ELSE 0 END AS isList FROM segments WHERE status = 'active'",
  );
  return new Map(rows.map(({ code: of, isList }) => [of, isList === 1 ? 'list' : 'rule']));
}

/**
 * Nobody is in what was retired: one that has its code later begins with nobody. What becomes a list keeps who is in it,
 * and what was a list in between is worked out anew, though by a rule it had before.
 */
async function forgetEnded(sql: Sql, were: Ways, are: Ways): Promise<void> {
  const retired = [...were.keys()].filter((each) => !are.has(each));
  await forgetSegments(sql, retired);
  const turned = [...were].filter(([each, way]) => are.has(each) && are.get(each) !== way).map(([each]) => each);
  await forgetIn(sql, BUILT, turned);
}

/** Takes everybody out of segments that the program does not have. */
export async function forgetSegments(sql: Sql, codes: readonly string[]): Promise<void> {
  await forgetIn(sql, ['segment_members', ...BUILT], codes);
}

const BUILT = ['segment_bitmaps', 'segment_builds'];

async function forgetIn(sql: Sql, tables: readonly string[], codes: readonly string[]): Promise<void> {
  for (const page of pages(codes)) {
    for (const table of tables) await sql.run(`DELETE FROM ${table} WHERE segment IN ${marks(page)}`, page);
  }
}

function layerRows({ code: layering, layers, rest }: LayeringEntry, version: number) {
  const all = [...layers, { ...rest, when: null }];
  return all.map((layer, position) => rowOf({ ...layer, description: null, layering, position }, version));
}

interface Placed extends SegmentEntry {
  readonly layering: string | null;
  readonly position: number;
}

function rowOf({ code: of, name: called, description, when: rule, layering, position }: Placed, version: number) {
  return {
    id: configId('seg', of),
    code: of,
    name: JSON.stringify(called),
    description: description && JSON.stringify(description),
    layering,
    rule,
    position,
    status: 'active',
    version,
  };
}

interface SegmentRow {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly layering: string | null;
  readonly rule: string | null;
  readonly version: number;
}

export interface Stored<Entry> {
  readonly entry: Entry;
  readonly version: number;
}

export interface StoredSegments {
  readonly segments: readonly Stored<SegmentEntry>[];
  readonly layerings: readonly Stored<LayeringEntry>[];
  readonly rfm: RfmMethod;
  /** With those it had before. */
  readonly strategies: readonly StoredStrategy[];
}

/** Segments, layerings and strategies in their order, with the versions somebody may have seen. */
export async function storedSegments(sql: Sql, which: 'active' | 'all' = 'active'): Promise<StoredSegments> {
  const where = which === 'active' ? " WHERE status = 'active'" : '';
  const rows = await sql.rows<SegmentRow>(
    `SELECT code, name, description, layering, rule, version FROM segments${where} ORDER BY position, code`,
  );
  const sets = await sql.rows<{ code: string; name: string; version: number }>(
    `SELECT code, name, version FROM segment_layerings${where} ORDER BY position, code`,
  );
  const [method] = await sql.rows<{ method: string }>('SELECT method FROM rfm_methods WHERE id = 1');
  return {
    segments: rows.filter(({ layering }) => layering === null).map((row) => ({ entry: entryOf(row), version: row.version })), // prettier-ignore
    layerings: sets.flatMap((set) => layeringOf(set, rows)),
    rfm: method ? rfmMethod.parse(JSON.parse(method.method)) : rfmMethod.parse({}),
    strategies: await storedStrategies(sql),
  };
}

function entryOf(row: SegmentRow): SegmentEntry {
  return {
    code: row.code,
    name: JSON.parse(row.name) as LocalisedText,
    description: row.description === null ? null : (JSON.parse(row.description) as LocalisedText),
    when: row.rule,
  };
}

function layeringOf(
  { code: of, name: called, version }: { readonly code: string; readonly name: string; readonly version: number },
  rows: readonly SegmentRow[],
): Stored<LayeringEntry>[] {
  const own = rows.filter(({ layering }) => layering === of);
  const rest = own.find(({ rule }) => rule === null);
  if (!rest) return []; // its segments went to another layering since it was retired
  const layers = own.flatMap(({ code: layer, name: text, rule }) =>
    rule === null ? [] : [{ code: layer, name: JSON.parse(text) as LocalisedText, when: rule }],
  );
  const entry: LayeringEntry = {
    code: of,
    name: JSON.parse(called) as LocalisedText,
    layers,
    rest: { code: rest.code, name: JSON.parse(rest.name) as LocalisedText },
  };
  return [{ entry, version }];
}

/** Whether no two segments, layers included, have one code. */
export function hasCodesOnce({ segments, layerings }: Pick<SegmentsEntry, 'segments' | 'layerings'>): boolean {
  const codes = codesOf({ segments, layerings });
  return new Set(codes).size === codes.length;
}

/** The codes of all segments, layers included. */
export function codesOf({ segments, layerings }: Pick<SegmentsEntry, 'segments' | 'layerings'>): string[] {
  return [
    ...segments.map((each) => each.code),
    ...layerings.flatMap(({ layers, rest }) => [...layers, rest].map((each) => each.code)),
  ];
}

/** What a segment was called that the program no longer has; null for one it has, or never had. */
export async function retiredName(sql: Sql, id: string): Promise<{ code: string; name: LocalisedText } | null> {
  const [row] = await sql.rows<{ code: string; name: string }>(
    "SELECT code, name FROM segments WHERE id = ? AND status = 'retired'",
    [id],
  );
  return row ? { code: row.code, name: JSON.parse(row.name) as LocalisedText } : null;
}
