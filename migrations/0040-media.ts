import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

/** Files: pictures of benefits, proofs and works of members. */
export class Media1764004000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'media_files', {
      columns: {
        id: 'id',
        brandId: 'id',
        memberId: 'id?',
        operatorId: 'id?',
        purpose: 'code16',
        status: 'code16',
        contentType: 'code64',
        bytes: 'count',
        width: 'count?',
        height: 'count?',
        hash: 'code32?',
        alt: 'text?',
        createdAt: 'at',
        expiresAt: 'at',
        removeAt: 'at?',
      },
      key: ['id'],
      index: {
        media_files_member: ['memberId', 'createdAt', 'id'],
        media_files_remove: ['removeAt', 'id'],
      },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['media_files']);
  }
}
