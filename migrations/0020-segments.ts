import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

const TABLES = ['segments', 'segment_layerings', 'rfm_methods', 'segment_members', 'segment_builds', 'segment_sizes', 'segment_bitmaps', 'segment_bases', 'segment_days', 'member_rfm']; // prettier-ignore

/** Named audiences, who is in them, and what they were worked out from. */
export class Segments1764002000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'segments', {
      columns: {
        id: 'id',
        code: 'code26',
        name: 'text',
        description: 'text?',
        layering: 'code26?',
        rule: 'text?',
        position: 'count',
        status: 'code16',
        version: 'count',
      },
      key: ['id'],
    });
    await createTable(runner, 'segment_layerings', {
      columns: { id: 'id', code: 'code26', name: 'text', position: 'count', status: 'code16', version: 'count' },
      key: ['id'],
    });
    await createTable(runner, 'rfm_methods', { columns: { id: 'count', method: 'text' }, key: ['id'] });
    await createTable(runner, 'segment_members', {
      columns: { segment: 'code26', memberId: 'id', since: 'at' },
      key: ['segment', 'memberId'],
      index: { segment_members_member: ['memberId'] },
    });
    await createTable(runner, 'segment_builds', {
      columns: { segment: 'code26', ruleHash: 'code64', day: 'on', builtAt: 'at', size: 'count' },
      key: ['segment'],
    });
    await createTable(runner, 'segment_sizes', {
      columns: { segment: 'code26', day: 'on', size: 'count' },
      key: ['segment', 'day'],
    });
    await createTable(runner, 'segment_bitmaps', {
      columns: { segment: 'code26', chunk: 'count', bits: 'text' },
      key: ['segment', 'chunk'],
    });
    await createTable(runner, 'segment_bases', {
      columns: { name: 'code64', value: 'at', members: 'count', day: 'on' },
      key: ['name'],
    });
    await createTable(runner, 'segment_days', { columns: { id: 'count', day: 'on' }, key: ['id'] });
    await createTable(runner, 'member_rfm', {
      columns: { memberId: 'id', r: 'count', f: 'count', m: 'count', scoredOn: 'on' },
      key: ['memberId'],
      index: { member_rfm_cell: ['r', 'f'] },
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES.toReversed());
  }
}
