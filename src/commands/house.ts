import { pino } from 'pino';
import { readConfig } from '../app/config.js';
import type { Config } from '../app/config.js';
import { closeHouse, migrate, openHouse } from '../app/house.js';
import type { House } from '../kernel/house.js';
import { isNoProgram } from '../modules/engine/index.js';

/** A mistake of whoever runs a command: told as one sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Opens the house for one command and closes it, whatever happens. The log goes to stderr, so that stdout is the result alone. */
export async function withHouse<T>(work: (house: House, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig();
  const log = pino({ level: process.env['LOG_LEVEL'] ?? 'warn', base: null }, pino.destination({ fd: 2, sync: true }));
  const house = await openHouse(config, { log });
  try {
    await needSchema(house);
    await house.programs.reload(house.database.reader);
    return await work(house, config);
  } finally {
    await closeHouse(house);
  }
}

/** The same, for commands that need a program to work under. */
export function withProgram<T>(work: (house: House) => Promise<T>): Promise<T> {
  return withHouse((house) => {
    if (isNoProgram(house.programs.current())) {
      throw new CommandError('This database has no program yet: run `laurel program apply FILE` first.');
    }
    return work(house);
  });
}

/** An embedded database is brought up to date by itself; on a server that is somebody's decision. */
async function needSchema({ database }: House): Promise<void> {
  if (!(await database.source.showMigrations())) return;
  if (database.engine === 'mysql')
    throw new CommandError('The schema of this database is not up to date: run `laurel migrate` first.');
  await migrate(database);
}
