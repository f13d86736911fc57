import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, dropTables } from '../src/kernel/migration.js';

/** Pains of members and what is done about them, for a program that takes the presets over and changes them. */
export class SegmentStrategies1764003100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'segment_strategies', {
      columns: {
        industry: 'code26',
        code: 'code26',
        stage: 'code16',
        pain: 'text',
        strategy: 'text',
        kind: 'text?',
        segments: 'text',
        live: 'flag',
        position: 'count',
        status: 'code16',
        version: 'count',
      },
      key: ['industry', 'code'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, ['segment_strategies']);
  }
}
