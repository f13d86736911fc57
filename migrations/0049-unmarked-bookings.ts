import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

const TABLE = 'service_bookings';
const INDEX = 'service_bookings_due';
/** Three days: `MARK_DAYS`, as it was when this was written. */
const MARK_MS = 3 * 86_400_000;

/** Bookings that nobody marks are settled by themselves; what is owed of a card ends with its cycle. */
export class UnmarkedBookings1764004900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, TABLE, 'dueAt', 'at?');
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: ['dueAt', 'id'] }));
    await runner.query(`UPDATE service_bookings SET dueAt = endsAt + ${MARK_MS} WHERE status = 'booked'`);
    await runner.query("UPDATE grants SET expiresAt = NULL WHERE status = 'owed' AND packageIssueId IN (SELECT id FROM package_issues WHERE kind = 'bundle')"); // prettier-ignore
    await runner.query("UPDATE grants SET dueAt = expiresAt WHERE status = 'owed' AND packageIssueId IS NOT NULL");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE grants SET dueAt = NULL WHERE status = 'owed'");
    await runner.dropIndex(TABLE, INDEX);
    await runner.dropColumn(TABLE, 'dueAt');
  }
}
