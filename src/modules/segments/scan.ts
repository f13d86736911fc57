import type { Sql } from '../../kernel/database.js';
import type { SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { rulesToSql } from '../../kernel/expression/index.js';
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
/** Rules of one statement: what databases join has a limit. */
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
  const found = new Map(units.flatMap(({ audiences }) => audiences.map((each) => [each, new Bits(max)] as const)));
  for (const some of statements(units)) {
    const rules = some.flatMap(({ audiences }) => audiences.filter(({ rule }) => rule !== null));
    for (const { which, among, until } of sample ? named(sample) : everybody(max)) {
      const { text, params } = question(rules, { ...context, ...among }, which);
      for (const row of await sql.rows<Record<string, number>>(text, params)) note(some, rules, row, found);
      onProgress(until, max);
    }
  }
  return found;
}

/** Members of one statement: which they are, how what is joined is kept to them, and the last of their numbers. */
interface Page {
  readonly which: SqlPart;
  readonly among: Pick<SqlContext, 'among'>;
  readonly until: number;
}

function* everybody(max: number): Generator<Page> {
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

/** Units whose rules are asked together. */
function* statements(units: readonly Unit[]): Generator<readonly Unit[]> {
  let some: Unit[] = [];
  let rules = 0;
  for (const unit of units) {
    if (some.length > 0 && rules + unit.audiences.length > RULES_A_STATEMENT) {
      yield some;
      [some, rules] = [[], 0];
    }
    some.push(unit);
    rules += unit.audiences.length;
  }
  if (some.length > 0) yield some;
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

function note(
  units: readonly Unit[],
  rules: readonly Audience[],
  row: Readonly<Record<string, number>>,
  found: ReadonlyMap<Audience, Bits>,
): void {
  const number = row['number'] ?? 0;
  const holds = (audience: Audience) => {
    const at = rules.indexOf(audience);
    const column = row[`c${Math.floor(at / RULES_A_COLUMN)}`] ?? 0;
    return Math.floor(column / 2 ** (at % RULES_A_COLUMN)) % 2 === 1;
  };
  for (const { audiences, isLayering } of units) {
    for (const audience of audiences) {
      const isIn = audience.rule === null || holds(audience);
      if (isIn) found.get(audience)?.add(number);
      if (isIn && isLayering) break;
    }
  }
}
