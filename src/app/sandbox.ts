import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { Database } from '../kernel/database.js';
import type { House, HouseMode, SandboxDoor } from '../kernel/house.js';
import { createMysql, isMysqlThere } from '../kernel/mysql-place.js';
import type { Pubsub } from '../kernel/pubsub.js';
import { Refusal } from '../kernel/refusal.js';
import type { Secrets } from '../kernel/secrets.js';
import { systemCaller } from '../kernel/session.js';
import { write } from '../kernel/unit-of-work.js';
import { applyProgram } from '../modules/engine/index.js';
import { isMarked, markSandbox, SandboxClock } from '../modules/sandbox/index.js';
import type { Config } from './config.js';
import { sqliteFile } from './config.js';
import type { Parts } from './house.js';

/** How long it is taken for granted that there is no sandbox, or that it cannot follow the program. */
const LOOK_AGAIN_MS = 1_000;

/** What opening a second house takes; the sandbox is built of the same parts as the live one. */
export interface Building {
  readonly openDatabase: (config: Pick<Config, 'databaseUrl' | 'poolSize'>) => Promise<Database>;
  readonly migrate: (database: Database) => Promise<string[]>;
  readonly openPubsub: (mode: HouseMode, database: Database) => Pubsub;
  readonly assemble: (parts: Parts) => House;
}

interface Opened {
  readonly house: House;
  readonly clock: SandboxClock;
}

/** The second house beside the live one, on a database of its own. */
export class Sandbox implements SandboxDoor {
  #opening: Promise<Opened> | null = null;
  #following: Promise<void> | null = null;
  /** Until when it is known, on the clock of the process, that nobody has made it. */
  #absentUntil = 0;
  #declinedUntil = 0;

  constructor(
    private readonly config: Pick<Config, 'sandboxUrl' | 'poolSize'>,
    private readonly building: Building,
    private readonly live: () => House,
  ) {}

  async open(): Promise<House> {
    this.#opening ??= this.#build().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    const { house, clock } = await this.#opening;
    await clock.follow(house.database.reader);
    await this.#followProgram(house);
    return house;
  }

  async existing(): Promise<House | null> {
    if (this.#opening === null && !(await this.#isThere())) return null;
    return this.open();
  }

  async close(): Promise<void> {
    const opened = await this.#opening?.catch(() => null);
    this.#opening = null;
    await opened?.house.lossyRows.stop();
    await opened?.house.pubsub.close();
    await opened?.house.database.close();
  }

  async #isThere(): Promise<boolean> {
    if (performance.now() < this.#absentUntil) return false;
    const { sandboxUrl } = this.config;
    const file = sqliteFile(sandboxUrl);
    const isThere = file === null ? await isMysqlThere(sandboxUrl) : existsSync(file);
    if (!isThere) this.#absentUntil = performance.now() + LOOK_AGAIN_MS;
    return isThere;
  }

  async #build(): Promise<Opened> {
    const { sandboxUrl, poolSize } = this.config;
    if (sqliteFile(sandboxUrl) === null) await createMysql(sandboxUrl);
    const database = await this.building.openDatabase({ databaseUrl: sandboxUrl, poolSize });
    try {
      return await this.#furnish(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async #furnish(database: Database): Promise<Opened> {
    const { secrets, realClock, log, mail, files, issuers, revoked } = this.live();
    await requireSandbox(database);
    await this.building.migrate(database);
    await database.transaction(async (sql) => {
      await markSandbox(sql, realClock.now());
      return { value: null, commit: true };
    });
    const clock = new SandboxClock(realClock);
    const house = this.building.assemble({
      mode: 'test',
      database,
      clock,
      realClock,
      secrets: ownSecrets(secrets),
      log: log.child({ mode: 'test' }),
      pubsub: this.building.openPubsub('test', database),
      mail,
      files,
      issuers,
      revoked,
      sandbox: null,
    });
    await house.programs.reload(database.reader);
    return { house, clock };
  }

  /** The sandbox has the program of the live house: looked at each time somebody comes in, which costs nothing while both are the same. */
  async #followProgram(house: House): Promise<void> {
    const { programs } = this.live();
    if (house.programs.current().hash === programs.current().hash || performance.now() < this.#declinedUntil) return;
    this.#following ??= this.#apply(house).finally(() => {
      this.#following = null;
    });
    await this.#following;
  }

  /** Both may be out of date in this process; what counts is what the databases say. */
  async #apply(house: House): Promise<void> {
    const { programs, database, log } = this.live();
    const { hash, hostBrandId, sections } = await programs.reload(database.reader);
    const followed = await house.programs.reload(house.database.reader);
    if (hostBrandId === 'brd_none' || followed.hash === hash) return;
    try {
      const work = { caller: systemCaller(hostBrandId), members: [] };
      await write(house, work, async (session) => ({ ...(await applyProgram(session, sections)) }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#declinedUntil = performance.now() + LOOK_AGAIN_MS;
      log.warn({ code: error.code }, 'The sandbox cannot follow the program with what is in it: reset it');
    }
    await house.programs.reload(house.database.reader);
  }
}

/** Nobody's trade is taken for a sandbox, whatever a URL says: a sandbox can be emptied. */
async function requireSandbox(database: Database): Promise<void> {
  const runner = database.source.createQueryRunner();
  try {
    if (!(await runner.hasTable('program_head'))) return;
    const [program] = await database.reader.rows('SELECT hash FROM program_head');
    if (!program) return;
    if ((await runner.hasTable('sandbox')) && (await isMarked(database.reader))) return;
  } finally {
    await runner.release();
  }
  throw new Error('The database of the sandbox holds a program and was not made as a sandbox. It was left as it is.');
}

/** What one house signs is nothing to the other, even if somebody carries it over. */
function ownSecrets(secrets: Secrets): Secrets {
  const own = (secret: Buffer) => createHmac('sha256', secret).update('laurel sandbox').digest();
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, own(secret as Buffer)])) as never;
}
