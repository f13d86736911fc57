import 'reflect-metadata';
import type { Config } from './config.js';
import type { Budgets } from './allowances.js';
import type { OpenBackOffice } from './back-office.js';
import { closeHouse, migrate, openHouse } from './house.js';
import { openServer } from './server.js';
import { startWorker } from './worker.js';
import { described } from '../kernel/graphql/masking.js';
import type { House } from '../kernel/house.js';
import type { Credential } from '../modules/operators/index.js';
import { firstOwner } from '../modules/operators/index.js';

export interface Serving {
  readonly url: string;
  readonly house: House;
  /** The first person of the back office, when this start made it: the one time its password is known. */
  readonly owner: Credential | null;
  /** Stops accepting, finishes what is under way, stops the worker and closes the database. */
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** What is done with the house before it opens its door: the demo fills it here. */
  readonly prepare?: (house: House) => Promise<void>;
  /** The back office, for processes that have one. */
  readonly backOffice?: OpenBackOffice;
  /** Budgets other than the usual ones: where the work is measured and not the limit. */
  readonly budgets?: Partial<Budgets>;
}

/** Runs the server process: brings the schema up to date, follows the program, opens the door, and stops when it is told to. */
export async function serve(
  config: Config,
  { prepare, backOffice, budgets = {} }: ServeOptions = {},
): Promise<Serving> {
  const house = await openHouse(config);
  const migrated = await migrate(house.database);
  if (migrated.length > 0) house.log.info({ migrated }, 'The schema is up to date');
  await prepare?.(house);
  const program = await house.programs.reload(house.database.reader);
  const owner = await firstOwner(house);
  const server = await openServer(house, { ...config, backOffice, budgets });
  const worker = startWorker(house);
  house.log.info(
    { url: `${server.url}/graphql`, engine: house.database.engine, program: program.hash },
    'Laurel serves',
  );
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= stopAll(house, server, worker);
    return stopped;
  };
  onSignals(house, stop);
  return { url: server.url, house, owner, stop };
}

async function stopAll(house: House, ...parts: readonly { stop(): Promise<void> }[]): Promise<void> {
  house.log.info('Laurel stops');
  for (const part of parts) await part.stop();
  await closeHouse(house);
}

/** A signal ends the process when everything under way is done; what nobody caught is written down and does not end it. */
function onSignals(house: House, stop: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          house.log.fatal({ error: described(error) }, 'Laurel could not stop in order');
          process.exit(1);
        },
      );
    });
  }
  process.on('unhandledRejection', (reason) => {
    house.log.error({ error: described(reason) }, 'A rejection nobody handled');
  });
}

/** For the terminal and for nothing else: a password must not get into a log that is kept. */
export function welcome(url: string, { login, password }: Pick<Credential, 'login' | 'password'>): string {
  return `The back office is at ${url}/admin and has its first owner. Sign in and choose a password of your own; this one is shown only now:

  login     ${login}
  password  ${password}
`;
}
