import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const TABLE = 'activities';
const INDEX = 'activities_type_day';

/** Figures over a period read what happened in it, and not all that ever happened. */
export class ActivitiesByDay1764003000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: ['type', 'occurredOn', 'memberId'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, INDEX);
  }
}
