import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

/** Keys that wait for a second person. */
export class HeldKeys1764001400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'api_keys', 'isHeld', 'flag', 0);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('api_keys', 'isHeld');
  }
}
