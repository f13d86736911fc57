import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/app/config.js';
import { sandboxBeside } from '../../src/app/config.js';
import { closeHouse, openHouse } from '../../src/app/house.js';
import type { Caller } from '../../src/kernel/caller.js';
import type { Instant } from '../../src/kernel/clock.js';
import { ManualClock } from '../../src/kernel/clock.js';
import type { House } from '../../src/kernel/house.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { applyProgram } from '../../src/modules/engine/index.js';
import { openScratch } from './scratch.js';
import { testProgram } from './program.js';

/** When tests take place unless they say otherwise: a Thursday noon in New York, in winter. */
export const TEST_NOW = Date.UTC(2026, 0, 15, 17);

export interface TestOptions {
  /** The program in force; null for a house that has none yet. */
  readonly program?: unknown;
  readonly clock?: ManualClock;
  readonly now?: Instant;
  /** Parts of the house a test brings itself, such as subscriptions. */
  readonly house?: Partial<House>;
}

export interface TestHouse {
  readonly house: House;
  readonly clock: ManualClock;
  /** The system caller of the host brand. */
  readonly caller: Caller;
  /** How another process opens the same database. */
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** A house on an empty, migrated scratch database of its own, on the database of `DATABASE_URL`. */
export async function openTestHouse(options: TestOptions = {}): Promise<TestHouse> {
  const scratch = await openScratch();
  const clock = options.clock ?? new ManualClock(options.now ?? TEST_NOW);
  const opened = await openHouse(configOf(scratch.databaseUrl), {
    clock,
    log: openLog('silent'),
    secrets: testSecrets(),
  });
  const house = { ...opened, ...options.house };
  const program = options.program === undefined ? testProgram : options.program;
  if (program !== null) await follow(house, program);
  return {
    house,
    clock,
    caller: systemCaller(house.programs.current().hostBrandId),
    databaseUrl: scratch.databaseUrl,
    close: async () => {
      await closeHouse(house);
      await scratch.close();
    },
  };
}

/** The same database as another process of the house opens it, with the same clock. Close it before the first one. */
export async function openBeside(test: TestHouse, parts: Partial<House> = {}): Promise<House> {
  const overrides = { clock: test.clock, log: openLog('silent'), secrets: test.house.secrets };
  const house = await openHouse(configOf(test.databaseUrl), overrides);
  await house.programs.reload(house.database.reader);
  return { ...house, ...parts };
}

/** Makes a house follow a program, as `laurel program apply` does. The letter about it is not kept: tests count their own. */
export async function follow(house: House, program: unknown): Promise<void> {
  await write(house, { caller: systemCaller(''), members: [] }, async (session) => {
    await applyProgram(session, program);
    return undefined;
  });
  await house.programs.reload(house.database.reader);
  await house.database.transaction(async (sql) => ({ value: await sql.run('DELETE FROM outbox'), commit: true }));
}

export function configOf(databaseUrl: string): Config {
  return {
    databaseUrl,
    sandboxUrl: sandboxBeside(databaseUrl),
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    poolSize: 10,
    secretsFile: null,
    isProduction: false,
    issuers: [],
    mail: { smtpUrl: null, from: null, isLogged: false },
    media: { folder: join(process.env['LAUREL_TEST_FOLDER'] ?? tmpdir(), 'media'), baseUrl: '', bucket: null },
    redisUrl: null,
    trustedProxies: 0,
    redisPrefix: 'laurel:test:',
  };
}

export function testSecrets(): House['secrets'] {
  return { keyPepper: randomBytes(32), tokenKey: randomBytes(32), cursorKey: randomBytes(32) };
}
