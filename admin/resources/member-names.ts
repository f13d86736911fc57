import { marks } from '../../src/kernel/rows.js';
import { brandsOfProgram } from '../../src/modules/brands/index.js';
import type { Row } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { textsIn } from '../locale/texts.js';

/** Rows of members with what each is called, in two statements for the whole page; a row that tells no member keeps none. */
export async function withMembers(rows: readonly Row[], desk: Desk): Promise<Row[]> {
  const ids = [...new Set(rows.map(({ memberId }) => memberId).filter((id) => typeof id === 'string'))];
  const names = ids.length > 0 ? await memberNames(desk, ids) : new Map<string, string>();
  return rows.map((row) => ({ ...row, member: names.get(String(row['memberId'])) ?? null }));
}

/** By name, else by the id the host has for it; by number, where the one or the other is not there or not for this role. */
export async function memberNames(desk: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { sql, locale } = desk;
  const members = await sql.rows<{ id: string; number: number; displayName: string | null }>(
    `SELECT m.id, m.number, p.displayName FROM members m LEFT JOIN member_profiles p ON p.memberId = m.id WHERE m.id IN ${marks(ids)}`,
    ids,
  );
  const isTold = desk.may('members:pii');
  const external = isTold ? await externalIds(desk, ids) : new Map<string, string>();
  const { numberOf } = textsIn(locale).member;
  return new Map(
    members.map(({ id, number, displayName }) => {
      const name = isTold ? (displayName ?? external.get(id)) : null;
      return [id, name ?? fill(numberOf, { number })];
    }),
  );
}

/** What the host calls members in its own systems. */
async function externalIds({ sql, house }: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [host] = brandsOfProgram(house.programs.current());
  const rows = await sql.rows<{ memberId: string; value: string }>(
    `SELECT memberId, value FROM member_identities WHERE kind = 'external' AND brandId = ? AND memberId IN ${marks(ids)}`,
    [host?.id ?? '', ...ids],
  );
  return new Map(rows.map(({ memberId, value }) => [memberId, value]));
}
