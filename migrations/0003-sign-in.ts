import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { createTable, dropTables } from '../src/kernel/migration.js';

const tables: Readonly<Record<string, TablePlan>> = {
  sign_in_codes: {
    columns: { id: 'code43', brandId: 'id', codeHash: 'code43', tries: 'count', expiresAt: 'at', usedAt: 'at?', createdAt: 'at' },
    key: ['id'],
    index: { sign_in_codes_expiry: ['expiresAt'] },
  },
  sign_in_limits: {
    columns: { id: 'code22', count: 'count', expiresAt: 'at' },
    key: ['id'],
    index: { sign_in_limits_expiry: ['expiresAt'] },
  },
  member_sessions: {
    columns: { id: 'id', memberId: 'id', brandId: 'id', keyId: 'id', provider: 'code16', generation: 'count', tokenHash: 'code43', previousHash: 'code43?', attemptHash: 'code43?', salt: 'code22', createdAt: 'at', refreshedAt: 'at', expiresAt: 'at', endedAt: 'at?', endedBecause: 'code16?' },
    key: ['id'],
    index: { member_sessions_member: ['memberId', 'expiresAt'], member_sessions_expiry: ['expiresAt'] },
  },
}; // prettier-ignore

/** Members who sign in themselves: codes, how often somebody tried, and the sessions that follow. */
export class SignIn1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, Object.keys(tables).reverse());
  }
}
