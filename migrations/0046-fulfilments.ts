import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

/** Things that are sent to members, and, apart from everything else, where they go. */
export class Fulfilments1764004600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'fulfilments', {
      columns: {
        ...{ id: 'id', memberId: 'id', grantId: 'id', benefit: 'code26', brandId: 'id', grantBrandId: 'id' },
        ...{ status: 'code16', useId: 'id?', carrier: 'code64?', trackingNumber: 'code64?' },
        ...{ shipments: 'count', shipDays: 'count', eraseDays: 'count' },
        ...{ dueAt: 'at?', alarmAt: 'at?', eraseAt: 'at?', openedAt: 'at', since: 'at', addressedAt: 'at?' },
        ...{ shippedAt: 'at?', receivedAt: 'at?', returnedAt: 'at?', endedAt: 'at?', note: 'code120?' },
      },
      key: ['id'],
      index: {
        fulfilments_status: ['status', 'since', 'id'],
        fulfilments_brand: ['brandId', 'status', 'since', 'id'],
        fulfilments_member_time: ['memberId', 'openedAt', 'id'],
        fulfilments_alarm: ['alarmAt', 'id'],
        fulfilments_erase: ['eraseAt', 'id'],
      },
    });
    await createTable(runner, 'fulfilment_addresses', {
      columns: {
        ...{ fulfilmentId: 'id', memberId: 'id', brandId: 'id', name: 'code80', phone: 'code32', addressLines: 'text' },
        ...{ city: 'code80?', region: 'code80?', postcode: 'code20?', country: 'code2' },
      },
      key: ['fulfilmentId'],
      index: { fulfilment_addresses_member: ['memberId'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['fulfilment_addresses', 'fulfilments']);
  }
}
