import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TableIndex } from 'typeorm';

const TABLE = 'member_identities';
const INDEX = 'member_identities_member';

/** What brands call a member is read from the index itself: scoring everybody looks up a million of them. */
export class IdentitiesOfMembers1764005100000 implements MigrationInterface {
  name = 'IdentitiesOfMembers1764005100000';

  async up(runner: QueryRunner): Promise<void> {
    await reindex(runner, ['memberId', 'brandId', 'kind', 'value']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await reindex(runner, ['memberId']);
  }
}

async function reindex(runner: QueryRunner, columnNames: string[]): Promise<void> {
  await runner.dropIndex(TABLE, INDEX);
  await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames }));
}
