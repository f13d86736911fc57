import { Command } from 'commander';
import { readConfig } from '../app/config.js';
import { migrate, openDatabase } from '../app/house.js';

/** `laurel migrate` */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring the schema of the database up to date')
    .option('--json', 'end with one line of JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const database = await openDatabase(readConfig());
      try {
        const ran = await migrate(database);
        if (json) console.log(JSON.stringify({ ran }));
        else console.log(ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`);
      } finally {
        await database.close();
      }
    });
}
