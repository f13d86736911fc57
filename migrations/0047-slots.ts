import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

/** Times of services that are booked: how many places are taken, and by whom. */
export class Slots1764004700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'service_slots', {
      columns: { id: 'id', benefit: 'code26', place: 'id', startsAt: 'at', taken: 'count' },
      key: ['id'],
      unique: { service_slots_time: ['benefit', 'place', 'startsAt'] },
    });
    await createTable(runner, 'service_bookings', {
      columns: {
        ...{
          id: 'id',
          memberId: 'id',
          grantId: 'id',
          useId: 'id',
          benefit: 'code26',
          brandId: 'id',
          grantBrandId: 'id',
        },
        ...{ slotId: 'id', storeId: 'id?', startsAt: 'at', endsAt: 'at', status: 'code16', bookedAt: 'at' },
        ...{ cancelUntil: 'at', endedAt: 'at?' },
      },
      key: ['id'],
      index: {
        service_bookings_brand: ['brandId', 'startsAt', 'id'],
        service_bookings_store: ['storeId', 'startsAt', 'id'],
        service_bookings_member_time: ['memberId', 'startsAt', 'id'],
        service_bookings_grant: ['grantId', 'startsAt', 'id'],
      },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['service_bookings', 'service_slots']);
  }
}
