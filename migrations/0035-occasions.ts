import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

const TABLE = 'member_profiles';
const INDEX = 'member_profiles_occasion';
const COLUMNS = { birthdayOn: 'on?', anniversaryOn: 'on?', occasionDueAt: 'at?' } as const;

/** Birthdays and anniversaries: when each member last had one, and when it has the next. Who is there already is looked at once. */
export class Occasions1764003500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, kind] of Object.entries(COLUMNS)) await addColumn(runner, TABLE, name, kind);
    await runner.query(`UPDATE ${TABLE} SET occasionDueAt = ${String(Date.now())}`);
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: ['occasionDueAt', 'memberId'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, INDEX);
    for (const name of Object.keys(COLUMNS).toReversed()) await runner.dropColumn(TABLE, name);
  }
}
