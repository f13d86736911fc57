import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { createTable, dropTables } from '../src/kernel/migration.js';

const tables: Readonly<Record<string, TablePlan>> = {
  point_seals: { columns: { day: 'on', transfers: 'amount', sealedAt: 'at' }, key: ['day'] },
  point_day_totals: {
    columns: { day: 'on', wallet: 'code26', account: 'code64', debited: 'amount', credited: 'amount' },
    key: ['day', 'wallet', 'account'],
  },
};

/** Books of a day that is over: what every account was debited and credited. */
export class PointSeals1764001700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, Object.keys(tables).reverse());
  }
}
