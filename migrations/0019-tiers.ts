import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';
import { addColumn } from '../src/kernel/migration.js';

const INDEX = 'tier_standings_check';

/** Columns by table; a value is what rows get that are there: tiers without an end, which is what they had. */
const COLUMNS = {
  tier_ladders: [['nearPercent', 'count?'], ['endingDays', 'count?'], ['version', 'count', 1]],
  tiers: [
    ['keepRule', 'text?'], ['validity', 'text?'], ['graceDays', 'count', 0], ['policy', 'code16', 'one-step'], ['isInvitedOnly', 'flag', 0], ['multiplier', 'text?'], ['perks', 'text?'], ['version', 'count', 1],
  ],
  tier_standings: [
    ['validUntil', 'at?'], ['graceUntil', 'at?'], ['heldBefore', 'text?'], ['setUntil', 'at?'], ['nearTold', 'code26?'], ['endingTold', 'at?'], ['nextCheckAt', 'at?'], ['recordedAt', 'at?'],
  ],
} as const; // prettier-ignore

/** Tiers that end: validity, grace, tiers set by hand, and what is told of them. */
export class Tiers1764001900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(COLUMNS)) {
      for (const [name, kind, filled] of columns) await addColumn(runner, table, name, kind, filled);
    }
    await runner.createIndex('tier_standings', new TableIndex({ name: INDEX, columnNames: ['nextCheckAt'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('tier_standings', INDEX);
    for (const [table, columns] of Object.entries(COLUMNS).reverse()) {
      for (const [name] of [...columns].reverse()) await runner.dropColumn(table, name);
    }
  }
}
