import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

const VIEWS = 'views';
const VIEWS_SUBJECT = 'views_subject';

/** What the use of benefits made of them, what rules owed members by the journal, and who has seen something. */
export class LifeOfBenefits1764004400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'benefit_reviews', {
      columns: { quarter: 'code7', benefit: 'code26', entitled: 'count', used: 'count', became: 'code16?', at: 'at' },
      key: ['quarter', 'benefit'],
      index: { benefit_reviews_benefit: ['benefit', 'quarter'] },
    });
    await createTable(runner, 'issue_dues', {
      columns: { id: 'id', memberId: 'id', benefit: 'code26', issuedAt: 'at', dueAt: 'at', usesMax: 'count', valueMinor: 'amount?' },
      key: ['id'],
      index: { issue_dues_time: ['issuedAt', 'memberId'], issue_dues_member: ['memberId', 'benefit', 'issuedAt'] },
    });
    await createTable(runner, 'issue_checks', {
      columns: { day: 'on', since: 'at', until: 'at', after: 'id', isDone: 'flag' },
      key: ['day'],
    });
    await runner.createIndex(VIEWS, new TableIndex({ name: VIEWS_SUBJECT, columnNames: ['subject', 'occurredOn', 'kind'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(VIEWS, VIEWS_SUBJECT);
    await dropTables(runner, ['issue_checks', 'issue_dues', 'benefit_reviews']);
  }
} // prettier-ignore
