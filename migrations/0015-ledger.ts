import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

const tables: Readonly<Record<string, TablePlan>> = {
  point_holds: {
    columns: { id: 'id', memberId: 'id', wallet: 'code26', brandId: 'id', causeId: 'id', reason: 'code120', subjectId: 'code190?', amount: 'amount', captured: 'amount', released: 'amount', status: 'code16', occurredAt: 'at', recordedAt: 'at', expiresAt: 'at', endedAt: 'at?', dueAt: 'at?' },
    key: ['id'],
    index: { point_holds_member_time: ['memberId', 'occurredAt', 'id'], point_holds_due: ['dueAt', 'memberId'] },
  },
  point_reserves: {
    columns: { holdId: 'id', lotId: 'id', memberId: 'id', amount: 'amount' },
    key: ['holdId', 'lotId'],
    index: { point_reserves_member: ['memberId'] },
  },
  point_claims: {
    columns: { id: 'id', memberId: 'id', wallet: 'code26', brandId: 'id', causeId: 'id', lotId: 'id', amount: 'amount', occurredAt: 'at', recordedAt: 'at' },
    key: ['id'],
    index: { point_claims_member: ['memberId', 'wallet'] },
  },
}; // prettier-ignore

const added = {
  wallets: { caps: ['text?'], negative: ['text?'], transfer: ['text?'], cash: ['text?'], noticeDays: ['text?'], version: ['count', 1] },
  point_accounts: { held: ['amount', 0], owed: ['amount', 0] },
  point_transfers: { subjectId: ['code190?'], holdId: ['id?'] },
  point_lots: { source: ['code16', 'rule'], held: ['amount', 0], expired: ['amount', 0], recordedAt: ['at', 0], maturedAt: ['at?'], noticeAt: ['at?'] },
} as const; // prettier-ignore

const indices: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
  point_transfers: { point_transfers_recorded: ['recordedAt'] },
  point_lots: { point_lots_notice: ['noticeAt', 'memberId'] },
};

/** Holds, claims, and what a lot has to know so that books can be asked about the past. */
export class Ledger1764001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(added)) {
      for (const [name, [kind, filled]] of Object.entries(columns as Columns)) {
        await addColumn(runner, table, name, kind, filled);
      }
    }
    for (const [table, list] of Object.entries(indices)) {
      for (const [name, columnNames] of Object.entries(list)) {
        await runner.createIndex(table, new TableIndex({ name, columnNames }));
      }
    }
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
    await fill(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, Object.keys(tables).reverse());
    for (const [table, list] of Object.entries(indices)) {
      for (const name of Object.keys(list)) await runner.dropIndex(table, name);
    }
    for (const [table, columns] of Object.entries(added)) {
      for (const name of Object.keys(columns).reverse()) await runner.dropColumn(table, name);
    }
  }
}

type Columns = Readonly<Record<string, readonly [Parameters<typeof addColumn>[3], (string | number)?]>>;

/** What lots that are there already have to know: written when their transfer was, and what of them has died. */
async function fill(runner: QueryRunner): Promise<void> {
  await runner.query(
    "UPDATE point_lots SET recordedAt = COALESCE((SELECT t.recordedAt FROM point_transfers t WHERE t.id = REPLACE(point_lots.id, 'lot_', 'trf_')), occurredAt)",
  );
  await runner.query(
    "UPDATE point_lots SET expired = COALESCE((SELECT SUM(d.amount) FROM point_draws d JOIN point_transfers t ON t.id = d.transferId WHERE d.lotId = point_lots.id AND t.kind = 'expire'), 0)",
  );
}
