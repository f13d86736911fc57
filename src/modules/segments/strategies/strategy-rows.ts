import type { Sql } from '../../../kernel/database.js';
import { digest } from '../../../kernel/json.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { Stage, StrategyEntry } from './strategy.schema.js';
import { keyOf } from './strategy.schema.js';

/** A strategy of the program, or one it had before, with the version somebody may have seen. */
export interface StoredStrategy {
  readonly entry: StrategyEntry;
  readonly version: number;
  readonly isRetired: boolean;
}

interface Row {
  readonly industry: string;
  readonly code: string;
  readonly stage: Stage;
  readonly pain: string;
  readonly strategy: string;
  readonly kind: string | null;
  readonly segments: string;
  readonly live: number;
  readonly status: 'active' | 'retired';
  readonly version: number;
}

/** Those the program has, in its order, and those it had before. */
export async function storedStrategies(sql: Sql): Promise<StoredStrategy[]> {
  const rows = await sql.rows<Row>(
    'SELECT industry, code, stage, pain, strategy, kind, segments, live, status, version FROM segment_strategies ORDER BY position, industry, code',
  );
  return rows.map((row) => ({ entry: entryOf(row), version: row.version, isRetired: row.status === 'retired' }));
}

/** The strategies the program has. */
export function activeOf(stored: readonly StoredStrategy[]): StrategyEntry[] {
  return stored.filter(({ isRetired }) => !isRetired).map(({ entry }) => entry);
}

/** Makes the table say what the program says; what it no longer names is retired, and what says the same stays the version it is. */
export async function writeStrategies(sql: Sql, entries: readonly StrategyEntry[]): Promise<void> {
  const before = new Map((await storedStrategies(sql)).map((each) => [keyOf(each.entry), each]));
  await sql.run("UPDATE segment_strategies SET status = 'retired' WHERE status = 'active'");
  const rows = entries.map((entry, position) => rowOf(entry, position, before.get(keyOf(entry))));
  await upsertRows(sql, 'segment_strategies', ['industry', 'code'], rows, { stage: 'replace', pain: 'replace', strategy: 'replace', kind: 'replace', segments: 'replace', live: 'replace', position: 'replace', status: 'replace', version: 'replace' }); // prettier-ignore
}

function rowOf(entry: StrategyEntry, position: number, before: StoredStrategy | undefined) {
  const { industry, code, stage, pain, strategy, kind, segments, live } = entry;
  const isSame = before && !before.isRetired && digest(before.entry) === digest(entry);
  return {
    industry,
    code,
    stage,
    pain: JSON.stringify(pain),
    strategy: JSON.stringify(strategy),
    kind: kind && JSON.stringify(kind),
    segments: JSON.stringify(segments),
    live: Number(live),
    position,
    status: 'active',
    version: isSame ? before.version : (before?.version ?? 0) + 1,
  };
}

function entryOf(row: Row): StrategyEntry {
  return {
    industry: row.industry,
    code: row.code,
    stage: row.stage,
    pain: JSON.parse(row.pain) as LocalisedText,
    strategy: JSON.parse(row.strategy) as LocalisedText,
    kind: row.kind === null ? null : (JSON.parse(row.kind) as LocalisedText),
    segments: JSON.parse(row.segments) as string[],
    live: row.live === 1,
  };
}
