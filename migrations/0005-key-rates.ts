import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableColumn, TableIndex } from 'typeorm';

/** Rates of keys, and the activities of a brand in the order in which they were recorded. */
export class KeyRates1764000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('api_keys', new TableColumn({ name: 'ratePerSecond', type: 'integer', isNullable: true }));
    await runner.createIndex('activities', new TableIndex(BY_BRAND));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('activities', BY_BRAND.name);
    await runner.dropColumn('api_keys', 'ratePerSecond');
  }
}

const BY_BRAND = { name: 'activities_brand_time', columnNames: ['brandId', 'recordedAt', 'id'] };
