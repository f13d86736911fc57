import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const TABLE = 'redemptions';
const INDEX = 'redemptions_brand_time';

/** A brand lists what was used at it, whoever's it was. */
export class RedemptionsByBrand1764004300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: ['brandId', 'heldAt', 'id'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(TABLE, INDEX);
  }
}
