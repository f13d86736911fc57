import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dayNumber, dayOf } from '../src/kernel/calendar.js';
import { addColumn } from '../src/kernel/migration.js';

/** Days that rules compare: whole numbers, since no database may compute with time. */
export class Rules1764001800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'members', 'enrolledDay', 'count', 0);
    await addColumn(runner, 'member_metrics', 'lastOrderDay', 'count?');
    const zone = await zoneOfProgram(runner);
    await fill(runner, { table: 'members', key: 'id', instant: 'enrolledAt', day: 'enrolledDay' }, zone);
    await fill(runner, { table: 'member_metrics', key: 'memberId', instant: 'lastOrderAt', day: 'lastOrderDay' }, zone);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('member_metrics', 'lastOrderDay');
    await runner.dropColumn('members', 'enrolledDay');
  }
}

const ROWS_A_PAGE = 500;

interface Filling {
  readonly table: string;
  readonly key: string;
  readonly instant: string;
  readonly day: string;
}

async function fill(runner: QueryRunner, { table, key, instant, day }: Filling, zone: string): Promise<void> {
  for (let after = ''; ;) {
    const rows = (await runner.query(
      `SELECT ${key} AS rowKey, ${instant} AS happenedAt FROM ${table} WHERE ${key} > ? AND ${instant} IS NOT NULL ORDER BY ${key} LIMIT ${ROWS_A_PAGE}`,
      [after],
    )) as { rowKey: string; happenedAt: number | string }[];
    const last = rows.at(-1);
    if (!last) return;
    const keys = rows.map(({ rowKey }) => rowKey);
    const whens = rows.map(() => 'WHEN ? THEN ?').join(' ');
    await runner.query(
      `UPDATE ${table} SET ${day} = CASE ${key} ${whens} END WHERE ${key} IN (${keys.map(() => '?').join(', ')})`,
      [...rows.flatMap((row) => [row.rowKey, dayNumber(dayOf(Number(row.happenedAt), zone))]), ...keys],
    );
    after = last.rowKey;
  }
}

/** The zone in which the program counts days; nobody is a member of a house without one. */
async function zoneOfProgram(runner: QueryRunner): Promise<string> {
  const [version] = (await runner.query(
    'SELECT v.body FROM program_head h JOIN program_versions v ON v.hash = h.hash',
  )) as { body: string }[];
  if (!version) return 'UTC';
  return (JSON.parse(version.body) as { brands: { host: { zone: string } } }).brands.host.zone;
}
