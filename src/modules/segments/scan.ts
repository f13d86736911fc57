import type { Sql } from '../../kernel/database.js';
import type { SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { fitting, rulesToSql } from '../../kernel/expression/index.js';
import { marks, pages } from '../../kernel/rows.js';
import type { Sample } from '../members/index.js';
import type { Audience, Unit } from './audience.js';
import { Bits } from './bits.js';

/** Members of one statement: few enough to hold, many enough that joining for each page costs little. */
const NUMBERS_A_PAGE = 100_000;
/** Of a sample, as many as are named in one statement. */
const NUMBERS_NAMED = 5_000;
/** Rules told in one column, a bit each; a safe integer has room for 53. */
const RULES_A_COLUMN = 48;
/** Rules of one statement, where they are not so large that it has room for fewer. */
const RULES_A_STATEMENT = 40;

export type OnProgress = (done: number, of: number) => void;

/**
 * Asks the database whom the rules of some units select, all members at once or those of a sample, and answers who belongs
 * to each segment. A page of members is read by number with one bit a rule; the first layer that holds is found here.
 */
export async function scan(
  sql: Sql,
  units: readonly Unit[],
  context: SqlContext,
  { sample = null, onProgress = () => undefined }: { sample?: Sample | null; onProgress?: OnProgress | undefined } = {},
): Promise<Map<Audience, Bits>> {
  const [last] = await sql.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members');
  const max = last?.number ?? 0;
  const ruled = units.flatMap(({ audiences }) => audiences.filter(({ rule }) => rule !== null));
  const holding = new Map(ruled.map((audience) => [audience, new Bits(max)] as const));
  const everybody = new Bits(max);
  for (const rules of fitting(ruled, RULES_A_STATEMENT, context)) {
    const sets = rules.map((audience) => holding.get(audience) ?? new Bits());
    for (const { which, among, until } of sample ? named(sample) : byNumber(max)) {
      const { text, params } = question(rules, { ...context, ...among }, which);
      for (const row of await sql.rows<Record<string, number>>(text, params)) note(row, sets, everybody);
      onProgress(until, max);
    }
  }
  return new Map(units.flatMap((unit) => belonging(unit, holding, everybody)));
}

/** Members of one statement: which they are, how what is joined is kept to them, and the last of their numbers. */
interface Page {
  readonly which: SqlPart;
  readonly among: Pick<SqlContext, 'among'>;
  readonly until: number;
}

function* byNumber(max: number): Generator<Page> {
  for (let from = 0; from < max; from += NUMBERS_A_PAGE) {
    const which = { text: 'm.number > ? AND m.number <= ?', params: [from, from + NUMBERS_A_PAGE] };
    yield { which, among: {}, until: Math.min(from + NUMBERS_A_PAGE, max) };
  }
}

function* named({ numbers }: Sample): Generator<Page> {
  for (const params of pages(numbers, NUMBERS_NAMED)) {
    const those = `number IN ${marks(params)}`;
    const among = { text: `SELECT id FROM members WHERE ${those}`, params };
    yield { which: { text: `m.${those}`, params }, among: { among }, until: params.at(-1) ?? 0 };
  }
}

function question(rules: readonly Audience[], context: SqlContext, which: SqlPart): SqlPart {
  const { joins, conditions } = rulesToSql(rules.flatMap(({ rule }) => rule ?? []), context); // prettier-ignore
  const columns = [...pages(conditions, RULES_A_COLUMN)].map((some, at) => {
    const bits = some.map(({ text }, bit) => `CASE WHEN ${text} THEN ${2 ** bit} ELSE 0 END`);
    return `${bits.join(' + ')} AS c${at}`;
  });
  return {
    text: `SELECT m.number AS number${columns.map((column) => `, ${column}`).join('')} FROM members m${joins.text} WHERE m.status = 'active' AND ${which.text}`,
    params: [...conditions.flatMap(({ params }) => params), ...joins.params, ...which.params],
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
