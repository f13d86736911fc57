import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

const TABLES = ['benefits', 'benefit_units', 'grants', 'redemptions', 'obligations'];

/** What members may get, how much of it there is, who was promised what, and how it was used. */
export class Benefits1764003200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'benefits', {
      columns: {
        id: 'id',
        code: 'code26',
        kind: 'code16',
        level: 'code16',
        brand: 'code26?',
        terms: 'text',
        status: 'code16',
        version: 'count',
        position: 'count',
        publishedAt: 'at?',
      },
      key: ['id'],
    });
    await createTable(runner, 'benefit_units', {
      columns: { benefit: 'code26', number: 'count', code: 'code64?', grantId: 'id?' },
      key: ['benefit', 'number'],
      unique: { benefit_units_code: ['code'] },
      index: { benefit_units_free: ['benefit', 'grantId', 'number'], benefit_units_grant: ['grantId'] },
    });
    await createTable(runner, 'grants', {
      columns: {
        id: 'id',
        memberId: 'id',
        benefit: 'code26',
        status: 'code16',
        code: 'code64?',
        brandId: 'id',
        causeId: 'id',
        source: 'code16',
        orderId: 'code190?',
        reason: 'code120',
        instead: 'code26?',
        usesMax: 'count',
        uses: 'count',
        valueMinor: 'amount?',
        usedMinor: 'amount',
        issuedAt: 'at',
        recordedAt: 'at',
        claimedAt: 'at?',
        usableFrom: 'at',
        expiresAt: 'at?',
        endedAt: 'at?',
        dueAt: 'at?',
      },
      key: ['id'],
      unique: { grants_code: ['code'] },
      index: {
        grants_member_time: ['memberId', 'issuedAt', 'id'],
        grants_benefit_time: ['benefit', 'issuedAt', 'id'],
        grants_due: ['dueAt', 'memberId'],
      },
    });
    await createTable(runner, 'redemptions', {
      columns: {
        id: 'id',
        grantId: 'id',
        memberId: 'id',
        benefit: 'code26',
        status: 'code16',
        amountMinor: 'amount?',
        orderId: 'code190?',
        brandId: 'id',
        storeId: 'id?',
        causeId: 'id',
        heldAt: 'at',
        recordedAt: 'at',
        expiresAt: 'at?',
        redeemedAt: 'at?',
        endedAt: 'at?',
        dueAt: 'at?',
      },
      key: ['id'],
      index: {
        redemptions_grant: ['grantId'],
        redemptions_member_time: ['memberId', 'heldAt', 'id'],
        redemptions_benefit_time: ['benefit', 'redeemedAt'],
        redemptions_due: ['dueAt', 'memberId'],
      },
    });
    await createTable(runner, 'obligations', {
      columns: {
        id: 'id',
        memberId: 'id',
        grantId: 'id',
        benefit: 'code26',
        kind: 'code16',
        brandId: 'id',
        causeId: 'id',
        status: 'code16',
        owner: 'id?',
        dueAt: 'at',
        createdAt: 'at',
        endedAt: 'at?',
        note: 'code500?',
      },
      key: ['id'],
      index: {
        obligations_open: ['status', 'dueAt', 'id'],
        obligations_benefit: ['benefit', 'status', 'createdAt', 'id'],
        obligations_member_time: ['memberId', 'createdAt', 'id'],
      },
    });
    await addColumn(runner, 'campaign_rules', 'grants', 'text?');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('campaign_rules', 'grants');
    await dropTables(runner, TABLES.toReversed());
  }
}
