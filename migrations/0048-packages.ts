import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

/** Packages of benefits, who was given one, and which grants are parts of one. */
export class Packages1764004800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'benefit_packages', {
      columns: {
        id: 'id',
        code: 'code26',
        kind: 'code16',
        brand: 'code26?',
        terms: 'text',
        status: 'code16',
        version: 'count',
        position: 'count',
        createdAt: 'at',
      },
      key: ['id'],
    });
    await createTable(runner, 'package_issues', {
      columns: {
        id: 'id',
        memberId: 'id',
        package: 'code26',
        kind: 'code16',
        brandId: 'id',
        causeId: 'id',
        source: 'code16',
        reason: 'code120',
        status: 'code16',
        issuedAt: 'at',
        recordedAt: 'at',
        until: 'at?',
        cycle: 'count',
        cycleFrom: 'at?',
        cycleUntil: 'at?',
        dueAt: 'at?',
        noticeAt: 'at?',
        endedAt: 'at?',
      },
      key: ['id'],
      index: {
        package_issues_member_time: ['memberId', 'issuedAt', 'id'],
        package_issues_package_time: ['package', 'issuedAt', 'id'],
        package_issues_due: ['dueAt', 'memberId'],
        package_issues_notice: ['noticeAt', 'memberId'],
      },
    });
    await addColumn(runner, 'grants', 'packageIssueId', 'id?');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('grants', 'packageIssueId');
    await dropTables(runner, ['package_issues', 'benefit_packages']);
  }
}
