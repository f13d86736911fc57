import type { Sql } from '../../kernel/database.js';
import type { Among, SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { fitting, isAmong, joined, listed, rulesToSql } from '../../kernel/expression/index.js';
import { ahead, pages } from '../../kernel/rows.js';
import type { Sample } from '../members/index.js';
import { stretches } from '../members/index.js';
import type { Audience, Unit } from './audience.js';
import { bitColumns, noteBits } from './bit-columns.js';
import type { BitRow } from './bit-columns.js';
import { Bits } from './bits.js';

/** Members of one statement: few enough to hold, many enough that asking for each page costs little. */
const MEMBERS_A_PAGE = 10_000;
/** Of a sample, as many as are named in one statement. */
const NUMBERS_NAMED = 5_000;
/** Rules of one statement, where they are not so large that it has room for fewer. */
const RULES_A_STATEMENT = 40;

export type OnProgress = (done: number, of: number) => void;

/**
 * Asks the database whom the rules of some units select, all members at once or those of a sample, and answers who belongs
 * to each segment. A page of members is read along their ids with one bit a rule; the first layer that holds is found here.
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
    const ask = (among: Among) => {
      const { text, params } = question(rules, { ...context, among });
      return sql.rows<BitRow>(text, params);
    };
    let done = 0;
    for await (const rows of ahead(sample ? named(sample) : stretches(sql, MEMBERS_A_PAGE), ask)) {
      for (const row of rows) {
        everybody.add(row['number'] ?? 0);
        noteBits(row, sets);
      }
      onProgress((done += rows.length), max);
    }
  }
  return new Map(units.flatMap((unit) => belonging(unit, holding, everybody)));
}

function* named(sample: Sample): Generator<Among> {
  for (const numbers of pages(sample.numbers, NUMBERS_NAMED)) yield { numbers };
}

function question(rules: readonly Audience[], context: SqlContext & { readonly among: Among }): SqlPart {
  const { joins, conditions } = rulesToSql(rules.flatMap(({ rule }) => rule ?? []), context); // prettier-ignore
  const columns = bitColumns(conditions, (some) =>
    listed(
      some.map(({ answer, bit }) => joined('CASE WHEN ', answer, ` THEN ${bit} ELSE 0 END`)),
      ' + ',
    ),
  );
  return joined('SELECT m.number AS number', columns, ' FROM members m', joins, " WHERE m.status = 'active' AND ", isAmong(context.among)); // prettier-ignore
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
