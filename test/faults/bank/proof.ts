import type { Connection } from 'mysql2/promise';
import { groupBy } from '../../../src/kernel/group.js';
import type { Entry } from './book.js';
import { count } from './book.js';

/** The reason of what every member is given before anything begins. */
export const START = 'start';

/** What the database has under one key. */
interface Kept {
  readonly activities: Map<string, number>;
  readonly moves: Map<string, number>;
  readonly ids: Set<string>;
}

/**
 * Compares what tills were told with what was kept: what was acknowledged happened once and whole, what was declined did
 * not, what stayed unanswered happened once at most, and nothing happened that nobody asked for.
 */
export async function wrongInBook(entries: readonly Entry[], database: Connection): Promise<string[]> {
  const kept = await keptOf(database);
  const known = new Set(entries.map(({ operation }) => operation.key));
  const strange = [...kept.keys()].filter((key) => !known.has(key)).map((key) => `${key}: nobody asked for it`);
  return [...entries.flatMap((entry) => wrongInEntry(entry, kept.get(entry.operation.key))), ...strange];
}

function wrongInEntry({ operation, end, isUnsure }: Entry, kept: Kept | undefined): string[] {
  const { kind, key, leaves, moves } = operation;
  const wrong = (what: string) => [`${kind} ${key}, ${end.how}${isUnsure ? ' after silence' : ''}: ${what}`];
  const may = end.how === 'done' ? [1] : end.how === 'declined' && !isUnsure ? [0] : [0, 1];
  const times = kept?.activities.get(leaves[0] ?? '') ?? 0;
  if (!may.includes(times)) return wrong(`it happened ${times} times`);
  const left = new Map(times === 0 ? [] : leaves.map((type) => [type, 1]));
  if (!isSame(left, kept?.activities)) return wrong(`it left ${told(kept?.activities)}`);
  const expected = new Map(times === 0 || moves === null ? [] : Object.entries(moves));
  if (moves !== null && !isSame(expected, kept?.moves)) return wrong(`it moved ${told(kept?.moves)}`);
  const isMade = kind !== 'release'; // its answer names the hold, which something else made
  if (end.how === 'done' && isMade && !kept?.ids.has(end.id)) return wrong(`there is no ${end.id}`);
  return [];
}

function isSame(expected: ReadonlyMap<string, number>, found: ReadonlyMap<string, number> = new Map()): boolean {
  return expected.size === found.size && [...expected].every(([name, number]) => found.get(name) === number);
}

function told(counts: ReadonlyMap<string, number> = new Map()): string {
  return JSON.stringify(Object.fromEntries(counts));
}

const ACTIVITIES = `SELECT id, type, COALESCE(externalId, JSON_VALUE(payload, '$.reason')) AS \`key\` FROM activities
  WHERE type IN ('purchase', 'refund') OR type LIKE 'points.%' HAVING \`key\` <> ?`;
const MOVES = `SELECT id, causeId, kind, amount FROM point_transfers WHERE wallet IN ('points', 'vault')
  UNION ALL SELECT id, causeId, 'hold', amount FROM point_holds`;

interface Activity {
  readonly id: string;
  readonly type: string;
  readonly key: string;
}

interface Move {
  readonly id: string;
  readonly causeId: string;
  readonly kind: string;
  readonly amount: number;
}

/** By key: of activities that somebody asked for, and of points that they moved. */
async function keptOf(database: Connection): Promise<Map<string, Kept>> {
  const [activities] = (await database.query(ACTIVITIES, [START])) as unknown as [Activity[]];
  const [moves] = (await database.query(MOVES)) as unknown as [Move[]];
  const byCause = groupBy(moves, ({ causeId }) => causeId);
  return new Map(
    [...groupBy(activities, ({ key }) => key)].map(([key, group]) => [
      key,
      keptBy(group, group.flatMap(({ id }) => byCause.get(id) ?? [])), // prettier-ignore
    ]),
  );
}

function keptBy(activities: readonly Activity[], moves: readonly Move[]): Kept {
  const kept: Kept = { activities: new Map(), moves: new Map(), ids: new Set() };
  for (const { id, type } of activities) {
    count(kept.activities, type);
    kept.ids.add(id);
  }
  for (const { id, kind, amount } of moves) {
    count(kept.moves, kind, amount);
    kept.ids.add(id);
  }
  return kept;
}
