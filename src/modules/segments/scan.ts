import type { Sql } from '../../kernel/database.js';
import type { SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { fitting, rulesToSql } from '../../kernel/expression/index.js';
import { pages } from '../../kernel/rows.js';
import type { Audience, Unit } from './audience.js';
import { Bits } from './bits.js';

/** Members of one statement: few enough to hold, many enough that joining for each page costs little. */
const NUMBERS_A_PAGE = 100_000;
/** Rules told in one column, a bit each; a safe integer has room for 53. */
const RULES_A_COLUMN = 48;
/** Rules of one statement, where they are not so large that it has room for fewer. */
const RULES_A_STATEMENT = 40;

export type OnProgress = (done: number, of: number) => void;

/**
 * Asks the database whom the rules of some units select, all members at once, and answers who belongs to each segment. A
 * page of members is read by number with one bit a rule; the first layer that holds is found here.
 */
export async function scan(
  sql: Sql,
  units: readonly Unit[],
  context: SqlContext,
  onProgress: OnProgress = () => undefined,
): Promise<Map<Audience, Bits>> {
  const [last] = await sql.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members');
  const max = last?.number ?? 0;
  const ruled = units.flatMap(({ audiences }) => audiences.filter(({ rule }) => rule !== null));
  const holding = new Map(ruled.map((audience) => [audience, new Bits(max)] as const));
  const everybody = new Bits(max);
  for (const rules of fitting(ruled, RULES_A_STATEMENT, context)) {
    const { text, params } = question(rules, context);
    const sets = rules.map((audience) => holding.get(audience) ?? new Bits());
    for (let from = 0; from < max; from += NUMBERS_A_PAGE) {
      const rows = await sql.rows<Record<string, number>>(text, [...params, from, from + NUMBERS_A_PAGE]);
      for (const row of rows) note(row, sets, everybody);
      onProgress(Math.min(from + NUMBERS_A_PAGE, max), max);
    }
  }
  return new Map(units.flatMap((unit) => belonging(unit, holding, everybody)));
}

function question(rules: readonly Audience[], context: SqlContext): SqlPart {
  const { joins, conditions } = rulesToSql(rules.flatMap(({ rule }) => rule ?? []), context); // prettier-ignore
  const columns = [...pages(conditions, RULES_A_COLUMN)].map((some, at) => {
    const bits = some.map(({ text }, bit) => `CASE WHEN ${text} THEN ${2 ** bit} ELSE 0 END`);
    return `${bits.join(' + ')} AS c${at}`;
  });
  return {
    text: `SELECT m.number AS number${columns.map((column) => `, ${column}`).join('')} FROM members m${joins.text} WHERE m.status = 'active' AND m.number > ? AND m.number <= ?`,
    params: [...conditions.flatMap(({ params }) => params), ...joins.params],
  };
}

/** Puts a member into the sets of the rules it meets. */
function note(row: Readonly<Record<string, number>>, sets: readonly Bits[], everybody: Bits): void {
  const number = row['number'] ?? 0;
  everybody.add(number);
  for (let from = 0; from < sets.length; from += RULES_A_COLUMN) {
    let bits = row[`c${from / RULES_A_COLUMN}`] ?? 0;
    for (let at = from; bits > 0; at++) {
      if (bits % 2 === 1) sets[at]?.add(number);
      bits = Math.floor(bits / 2);
    }
  }
}

/** Who belongs to each segment of a unit: of layers, whoever no layer before it has. */
function belonging(
  { audiences, isLayering }: Unit,
  holding: ReadonlyMap<Audience, Bits>,
  everybody: Bits,
): (readonly [Audience, Bits])[] {
  const taken = new Bits();
  return audiences.map((audience) => {
    const met = holding.get(audience) ?? everybody;
    if (!isLayering) return [audience, met];
    const own = new Bits();
    for (const number of met.without(taken)) own.add(number);
    for (const number of own.without(new Bits())) taken.add(number);
    return [audience, own];
  });
}
