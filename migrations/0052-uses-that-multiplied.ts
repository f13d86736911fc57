import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

const TABLE = 'redemptions';

/** A use of a multiplier says which purchase it multiplied. Those that purchases made so far have themselves as the cause. */
export class UsesThatMultiplied1764005200000 implements MigrationInterface {
  name = 'UsesThatMultiplied1764005200000';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, TABLE, 'multipliedId', 'id?');
    await runner.query(`UPDATE ${TABLE} SET multipliedId = causeId WHERE benefit IN (SELECT code FROM benefits WHERE kind = 'multiplier') AND causeId IN (SELECT id FROM activities WHERE type = 'purchase')`); // prettier-ignore
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(TABLE, 'multipliedId');
  }
}
