import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

/** Where members meet a brand: stores with their tills and clerks, and channels. */
export class Stores1764004100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'stores', {
      columns: {
        id: 'id',
        brandId: 'id',
        code: 'code32',
        name: 'text',
        status: 'code16',
        zone: 'code64?',
        city: 'text?',
        address: 'text?',
        latitude: 'double?',
        longitude: 'double?',
        hours: 'text',
        version: 'count',
        createdAt: 'at',
      },
      key: ['id'],
      unique: { stores_code: ['brandId', 'code'] },
    });
    await createTable(runner, 'channels', {
      columns: { id: 'id', brandId: 'id', code: 'code32', kind: 'code16', name: 'text', version: 'count', createdAt: 'at' }, // prettier-ignore
      key: ['id'],
      unique: { channels_code: ['brandId', 'code'] },
    });
    await createTable(runner, 'member_meetings', {
      columns: { operatorId: 'id', memberId: 'id', storeId: 'id', metAt: 'at' },
      key: ['operatorId', 'memberId'],
    });
    await addColumn(runner, 'api_keys', 'storeId', 'id?');
    await addColumn(runner, 'operators', 'storeId', 'id?');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('operators', 'storeId');
    await runner.dropColumn('api_keys', 'storeId');
    await dropTables(runner, ['member_meetings', 'channels', 'stores']);
  }
}
