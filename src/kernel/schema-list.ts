import type { MigrationInterface } from 'typeorm';

/** What the databases are opened with: entities of all modules and the one list of migrations. */
export interface Schema {
  readonly entities: readonly NewableFunction[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}
