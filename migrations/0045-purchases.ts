import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

/** Benefits that are bought for money: kept while somebody pays, and what was missing when a payment came late. */
export class Purchases1764004500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'benefit_purchases', {
      columns: {
        id: 'id',
        memberId: 'id',
        grantId: 'id',
        benefit: 'code26',
        brandId: 'id',
        status: 'code16',
        amountMinor: 'amount',
        currency: 'code3',
        wallet: 'code26?',
        points: 'amount',
        holdId: 'id?',
        openedAt: 'at',
        reservedAt: 'at',
        recordedAt: 'at',
        expiresAt: 'at',
        paidAt: 'at?',
        endedAt: 'at?',
        paymentId: 'code190?',
        causeId: 'id',
        paidCauseId: 'id?',
        promisedAt: 'at?',
        dueAt: 'at?',
      },
      key: ['id'],
      unique: { benefit_purchases_payment: ['brandId', 'paymentId'] },
      index: {
        benefit_purchases_time: ['openedAt', 'id'],
        benefit_purchases_member_time: ['memberId', 'openedAt', 'id'],
        benefit_purchases_benefit_time: ['benefit', 'openedAt', 'id'],
        benefit_purchases_brand_time: ['brandId', 'openedAt', 'id'],
        benefit_purchases_grant: ['grantId'],
        benefit_purchases_due: ['dueAt', 'memberId'],
      },
    });
    await addColumn(runner, 'obligations', 'missing', 'code16?');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('obligations', 'missing');
    await dropTables(runner, ['benefit_purchases']);
  }
}
