import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const TABLE = 'member_days';
const INDEX = 'member_days_day';
const COLUMNS = ['category', 'occurredOn', 'memberId', 'orders', 'spendMinor', 'interactions'];

/** Figures over a period read the days of it, with all they need, and nothing of the journal. */
export class DaysOfMembers1764003400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: COLUMNS }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, INDEX);
  }
}
