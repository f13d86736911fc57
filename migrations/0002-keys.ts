import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

const KEY_COLUMNS = {
  kind: 'code16',
  origins: 'text?',
  ipAllow: 'text?',
  rotatedFromId: 'id?',
} as const;

/** Keys say what they are, where they may be used and what they follow; brands have versions; a sandbox knows that it is one. */
export class Keys1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, kind] of Object.entries(KEY_COLUMNS)) {
      await addColumn(runner, 'api_keys', name, kind, name === 'kind' ? 'brand' : undefined);
    }
    await addColumn(runner, 'brands', 'version', 'count', 1);
    await createTable(runner, 'sandbox', {
      columns: { id: 'count', aheadMs: 'amount', madeAt: 'at' },
      key: ['id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['sandbox']);
    await runner.dropColumn('brands', 'version');
    for (const name of Object.keys(KEY_COLUMNS)) await runner.dropColumn('api_keys', name);
  }
}
