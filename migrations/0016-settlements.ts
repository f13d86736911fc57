import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

const TABLES = ['agreements', 'statement_turn', 'statement_months', 'statements', 'statement_lines', 'point_packs', 'pack_balances']; // prettier-ignore

/** What brands owe one another: agreements, statements by month, points bought ahead. */
export class Settlements1764001600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'agreements', {
      columns: {
        id: 'id',
        brandId: 'id',
        validFrom: 'on',
        earnRate: 'amount',
        redeemRate: 'amount',
        settlementDay: 'count',
        taxBasisPoints: 'count',
        hostSharePercent: 'count',
        issuing: 'code16',
        status: 'code16',
        version: 'count',
      },
      key: ['id'],
      unique: { agreements_from: ['brandId', 'validFrom'] },
    });
    await createTable(runner, 'statement_turn', { columns: { id: 'count', takenAt: 'at' }, key: ['id'] });
    await createTable(runner, 'statement_months', { columns: { month: 'code7', closedAt: 'at' }, key: ['month'] });
    await createTable(runner, 'statements', {
      columns: {
        id: 'id',
        brandId: 'id',
        month: 'code7',
        state: 'code16',
        version: 'count',
        dueOn: 'on?',
        receivableMinor: 'amount',
        receivableTaxMinor: 'amount',
        payableMinor: 'amount',
        payableTaxMinor: 'amount',
        balanceMinor: 'amount',
        reason: 'text?',
        disputedLine: 'count?',
        note: 'text?',
        issuedAt: 'at',
        answeredAt: 'at?',
        settledAt: 'at?',
      },
      key: ['id'],
      unique: { statements_brand_month: ['brandId', 'month'] },
      index: { statements_month: ['month', 'id'] },
    });
    await createTable(runner, 'statement_lines', {
      columns: {
        month: 'code7',
        position: 'count',
        kind: 'code16',
        payerId: 'id',
        payeeId: 'id',
        issuerId: 'id',
        wallet: 'code26',
        points: 'amount',
        sharePercent: 'count',
        rate: 'amount?',
        agreementOfId: 'id?',
        agreementFrom: 'on?',
        amountMinor: 'amount',
        taxMinor: 'amount',
      },
      key: ['month', 'position'],
      index: { statement_lines_payer: ['payerId', 'month'], statement_lines_payee: ['payeeId', 'month'] },
    });
    await createTable(runner, 'point_packs', {
      columns: {
        id: 'id',
        brandId: 'id',
        wallet: 'code26',
        points: 'amount',
        priceMinor: 'amount',
        boughtAt: 'at',
        boughtOn: 'on',
      },
      key: ['id'],
      index: { point_packs_day: ['boughtOn'], point_packs_brand: ['brandId', 'boughtAt'] },
    });
    await createTable(runner, 'pack_balances', {
      columns: { brandId: 'id', wallet: 'code26', remaining: 'amount' },
      key: ['brandId', 'wallet'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES.toReversed());
  }
}
