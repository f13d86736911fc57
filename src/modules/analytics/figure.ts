import type { Sql } from '../../kernel/database.js';
import { windowOf } from '../../kernel/caller.js';
import type { Metric, Place, Question, Slots } from './metric.js';
import { usualPlaces } from './slots.js';
import type { Statement } from './statement.js';
import { joined, sql } from './statement.js';

/** One point of a figure. Numbers are null where the group is too small to be told of; a value also where there is nothing to divide by. */
export interface Point extends Place {
  readonly value: number | null;
  readonly numeratorTold: number | null;
  readonly denominatorTold: number | null;
  /** Whether everything that counts for it can have happened. */
  readonly isMature: boolean;
  readonly isWithheld: boolean;
}

/** Of groups with fewer members than this a partner is told nothing. */
export const MEMBERS_MIN = 20;
/** Stores and channels are as many as brands report; those with most members are told. */
export const GROUPS_MAX = 500;

interface Total {
  readonly part: number;
  readonly slot: number | string | null;
  readonly numerator: number;
  readonly denominator: number;
  readonly members: number;
}

/** Works a figure out with one statement, and by its model where it is about what is to come. */
export async function figureOf(database: Sql, metric: Metric, question: Question): Promise<Point[]> {
  const { text, params } = totalsOf(metric.tables(question));
  const totals = [...(await database.rows<Total>(text, params)), ...(await expected(database, metric, question))];
  return placesOf(metric, question, totals).map((place) => pointOf(metric, question, place, totals));
}

async function expected(database: Sql, metric: Metric, question: Question): Promise<Total[]> {
  const sums = await metric.foretold?.(database, question);
  return [...(sums ?? [])].map(([slot, numerator]) => ({ part: -1, slot, numerator, denominator: 0, members: 0 }));
}

/** Every table added up by slot. */
function totalsOf(tables: readonly Statement[]): Statement {
  const parts = tables.map(
    (table, at) =>
      sql`SELECT ${at} AS part, t.slot, SUM(t.numerator) AS numerator, SUM(t.denominator) AS denominator, SUM(CASE WHEN t.denominator <> 0 THEN 1 ELSE 0 END) AS members FROM (${table}) t GROUP BY t.slot`,
  );
  return joined(parts, ' UNION ALL ');
}

/** Where the points lie: as the metric or its period says, else wherever rows were found. */
export function placesOf(metric: Metric, question: Question, totals: readonly Total[]): readonly Place[] {
  const own = metric.places?.(question) ?? [];
  if (own.length > 0) return own;
  const usual = usualPlaces(question);
  if (usual) return usual;
  const { from, to } = question;
  const sizes = new Map<string | null, number>();
  for (const { slot, members } of totals) {
    const group = slot === null ? null : String(slot);
    sizes.set(group, (sizes.get(group) ?? 0) + members);
  }
  return [...sizes]
    .sort(([, a], [, b]) => b - a)
    .slice(0, GROUPS_MAX)
    .map(([group]) => ({ from, to, group, numerator: { is: group }, denominator: { is: group } }))
    .sort((a, b) => (a.group === null ? 1 : b.group === null ? -1 : a.group < b.group ? -1 : 1));
}

function pointOf(metric: Metric, question: Question, place: Place, totals: readonly Total[]): Point {
  const sum = (slots: Slots, of: (total: Total) => number): number =>
    totals.filter(({ slot }) => isIn(slots, slot)).reduce((all, total) => all + of(total), 0);
  const counted = sum(place.numerator, ({ numerator }) => numerator);
  const numerator = metric.scale?.(question, counted) ?? counted;
  const denominator = sum(place.denominator, (total) => total.denominator);
  const members = sum(place.denominator, (total) => total.members);
  const isWithheld = windowOf(question.caller) !== null && members < MEMBERS_MIN;
  const isUnknown = isWithheld || (metric.foretold !== undefined && !totals.some(({ part }) => part < 0));
  const finalOn = metric.finalOn?.(question, place) ?? place.to;
  return {
    ...place,
    value: isUnknown || denominator === 0 ? null : numerator / denominator,
    numeratorTold: isUnknown ? null : numerator,
    denominatorTold: isWithheld ? null : denominator,
    isMature: finalOn <= question.today,
    isWithheld,
  };
}

function isIn(slots: Slots, slot: Total['slot']): boolean {
  if ('is' in slots) return slots.is === (slot === null ? null : String(slot));
  return Number(slot) >= slots.first && Number(slot) <= slots.last;
}
