import type { Sql } from '../../kernel/database.js';

/** Some members behind one another: those whose ids come after one, up to another. */
export interface Stretch {
  readonly after: string;
  readonly last: string;
}

/** All members in the order of their ids, as where pages begin and end, so that one is asked for while another is read. */
export async function* stretches(sql: Sql, members: number): AsyncGenerator<Stretch> {
  const [{ last: end } = { last: null }] = await sql.rows<{ last: string | null }>('SELECT MAX(id) AS last FROM members'); // prettier-ignore
  if (end === null) return;
  for (let after = ''; after < end;) {
    const text = `SELECT id FROM members WHERE id > ? ORDER BY id LIMIT 1 OFFSET ${members - 1}`;
    const [row] = await sql.rows<{ id: string }>(text, [after]);
    const last = row && row.id < end ? row.id : end;
    yield { after, last };
    after = last;
  }
}
