import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What members were promised counts what was asked for, packages, cards and batches from now on. What was worked out before
 * knows rules alone: it is forgotten, and the next night plays the journal again from its beginning.
 */
export class PromisesChecked1764005000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await forget(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await forget(runner);
  }
}

async function forget(runner: QueryRunner): Promise<void> {
  await runner.query('DELETE FROM issue_checks');
  await runner.query('DELETE FROM issue_dues');
}
