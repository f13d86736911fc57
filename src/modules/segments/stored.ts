import type { Sql } from '../../kernel/database.js';
import { joined } from '../../kernel/expression/index.js';
import type { SqlPart } from '../../kernel/expression/index.js';
import { ahead, along, leftFirst, marks } from '../../kernel/rows.js';
import type { Stretch } from '../members/index.js';
import { stretches } from '../members/index.js';
import { bitColumns, noteBits } from './bit-columns.js';
import type { BitRow } from './bit-columns.js';
import { Bits } from './bits.js';

const MEMBERS_A_PAGE = 10_000;

/** The members that each of some segments has at the moment, by number: one pass along the members, however many segments. */
export async function storedBits(sql: Sql, segments: readonly string[]): Promise<Map<string, Bits>> {
  const stored = segments.map(() => new Bits());
  const ask = (stretch: Stretch) => {
    const { text, params } = question(sql, segments, stretch);
    return sql.rows<BitRow>(text, params);
  };
  for await (const rows of ahead(stretches(sql, MEMBERS_A_PAGE), ask)) {
    for (const row of rows) noteBits(row, stored);
  }
  return new Map(segments.map((segment, at) => [segment, stored[at] ?? new Bits()]));
}

function question(sql: Sql, segments: readonly string[], { after, last }: Stretch): SqlPart {
  const columns = bitColumns(
    segments,
    (some) =>
    joined('SUM(CASE segment', ...some.map(({ answer, bit }) => ({ text: ` WHEN ? THEN ${bit}`, params: [answer] })), ' ELSE 0 END)'), // prettier-ignore
  );
  const which = { text: `memberId > ? AND memberId <= ? AND segment IN ${marks(segments)}`, params: [after, last, ...segments] }; // prettier-ignore
  const own = joined('SELECT memberId', columns, ` FROM segment_members ${along(sql, 'segment_members_member')} WHERE `, which, ' GROUP BY memberId'); // prettier-ignore
  return joined('SELECT m.number AS number, x.* FROM (', own, `) x ${leftFirst(sql)} members m ON m.id = x.memberId`);
}
