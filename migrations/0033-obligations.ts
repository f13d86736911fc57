import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

const READY = 'obligations_ready';
const ALARM = 'obligations_alarm';

/** From when on what is owed can be kept, when somebody has to hear of it, and since when a unit is free. */
export class Obligations1764003300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'obligations', 'readyAt', 'at', 0);
    await addColumn(runner, 'obligations', 'alarmAt', 'at?');
    await addColumn(runner, 'benefit_units', 'freedAt', 'at?');
    await runner.query("UPDATE obligations SET readyAt = CASE WHEN kind = 'pre-sale' THEN dueAt ELSE createdAt END");
    await runner.query("UPDATE obligations SET alarmAt = dueAt WHERE status = 'open'");
    const ready = ['benefit', 'status', 'readyAt', 'createdAt', 'id'];
    await runner.createIndex('obligations', new TableIndex({ name: READY, columnNames: ready }));
    await runner.createIndex('obligations', new TableIndex({ name: ALARM, columnNames: ['alarmAt', 'id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('obligations', ALARM);
    await runner.dropIndex('obligations', READY);
    await runner.dropColumn('benefit_units', 'freedAt');
    await runner.dropColumn('obligations', 'alarmAt');
    await runner.dropColumn('obligations', 'readyAt');
  }
}
