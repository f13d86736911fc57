import type { Migration } from 'typeorm';
import { sealAudit } from '../kernel/audit-seal.js';
import { Bell } from '../kernel/bell.js';
import type { Clock } from '../kernel/clock.js';
import { systemClock } from '../kernel/clock.js';
import type { Database } from '../kernel/database.js';
import { Flights } from '../kernel/flights.js';
import type { House, HouseMode, SandboxDoor } from '../kernel/house.js';
import { Issuers } from '../kernel/issuers.js';
import type { Log } from '../kernel/log.js';
import { openLog } from '../kernel/log.js';
import { LossyRows } from '../kernel/lossy-rows.js';
import { openMetrics } from '../kernel/metrics.js';
import { openMysql } from '../kernel/mysql.js';
import { Pubsub } from '../kernel/pubsub.js';
import { RedisCarrier } from '../kernel/redis-carrier.js';
import { kernelNouns, kernelRefusals } from '../kernel/refusal.js';
import { kernelSchedules } from '../kernel/retention.schedule.js';
import type { Secrets } from '../kernel/secrets.js';
import { openSecrets } from '../kernel/secrets.js';
import { Signal } from '../kernel/signal.js';
import { openSqlite } from '../kernel/sqlite.js';
import { drain, stateNow, statesNow, StoredPrograms } from '../modules/engine/index.js';
import { openFiles } from '../modules/media/index.js';
import { openStore } from '../modules/brands/index.js';
import { lockMembers, seesMembers, sequencesOf } from '../modules/members/index.js';
import { askApproval } from '../modules/operators/index.js';
import type { Config } from './config.js';
import { sqliteFile } from './config.js';
import { followProgram } from './follow-program.js';
import { openMailer } from './mail.js';
import { modules } from './modules.js';
import { Sandbox } from './sandbox.js';
import { schemaList } from './schema-list.js';

/** What tests and the sandbox bring instead of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly secrets?: Secrets;
}

/** Builds the house once: database, registry and program. The schema must be there already (`migrate`). */
export async function openHouse(config: Config, overrides: Overrides = {}): Promise<House> {
  const secrets = overrides.secrets ?? openSecrets(process.env, config.secretsFile);
  const database = await openDatabase(config);
  const clock = overrides.clock ?? systemClock;
  const log = overrides.log ?? openLog(config.logLevel);
  const openPubsub = pubsubOf(config, log);
  const sandbox: SandboxDoor = new Sandbox(config, { openDatabase, migrate, openPubsub, assemble }, () => house);
  const revoked = new Signal();
  const pubsub = openPubsub('live', database);
  const mail = openMailer(config.mail, log);
  const files = openFiles(config.media);
  const issuers = new Issuers(config.issuers);
  const house = assemble({
    mode: 'live',
    database,
    secrets,
    clock,
    realClock: clock,
    log,
    mail,
    files,
    issuers,
    pubsub,
    revoked,
    sandbox,
  });
  return house;
}

/** What makes one house another than the other. */
export type Parts = Pick<
  House,
  | 'mode'
  | 'database'
  | 'secrets'
  | 'clock'
  | 'realClock'
  | 'log'
  | 'mail'
  | 'files'
  | 'issuers'
  | 'pubsub'
  | 'revoked'
  | 'sandbox'
>;

export function openDatabase(config: Pick<Config, 'databaseUrl' | 'poolSize'>): Promise<Database> {
  const file = sqliteFile(config.databaseUrl);
  return file ? openSqlite(file, schemaList) : openMysql(config.databaseUrl, schemaList, config.poolSize);
}

/** Ends what the house keeps open, and its sandbox. */
export async function closeHouse({ sandbox, lossyRows, pubsub, mail, database }: House): Promise<void> {
  mail?.close();
  await lossyRows.stop();
  await sandbox?.close();
  await pubsub.close();
  await database.close();
}

/** The two houses tell nobody of the other what is new. */
function pubsubOf({ redisUrl, redisPrefix }: Config, log: Log): (mode: HouseMode, database: Database) => Pubsub {
  return (mode, { reader }) => {
    const positions = (memberIds: readonly string[]) => sequencesOf(reader, memberIds);
    if (!redisUrl) return new Pubsub({ positions, log });
    const prefix = `${redisPrefix}${mode}:changed:`;
    return new Pubsub({ positions, log, carrier: (arrivals) => new RedisCarrier(redisUrl, prefix, arrivals, log) });
  };
}

function assemble(parts: Parts): House {
  const participants = modules.flatMap(({ participant }) => participant ?? []);
  const metrics = openMetrics();
  return {
    ...parts,
    metrics,
    lossyRows: new LossyRows({ ...parts, metrics }),
    modules,
    participants,
    activityTypes: new Map(
      modules.flatMap(({ activityTypes = [] }) => activityTypes.map((type) => [type.type, type] as const)),
    ),
    subscriptions: [...modules.flatMap(({ subscriptions = [] }) => subscriptions), followProgram],
    schedules: [...kernelSchedules, sealAudit, ...modules.flatMap(({ schedules = [] }) => schedules)],
    bell: new Bell(),
    flights: new Flights(),
    refusals: Object.assign({}, kernelRefusals, ...modules.map(({ refusals }) => refusals)) as House['refusals'],
    nouns: Object.assign({}, kernelNouns, ...modules.map(({ nouns }) => nouns)) as House['nouns'],
    programs: new StoredPrograms(modules, participants),
    lockMembers,
    seesMembers,
    stateNow,
    statesNow,
    openStore,
    drain,
    askApproval,
  };
}

/** Longest wait for another process that is migrating: it may be rebuilding an index of many rows. */
const MIGRATE_WAIT_S = 600;

/** Brings the schema up to date; answers the names of the migrations that ran. Of processes that start at once, one does it. */
export async function migrate(database: Database): Promise<string[]> {
  const ran = await (database.engine === 'sqlite' ? migrateFile(database) : migrateServer(database));
  return ran.map(({ name }) => name);
}

/** All of it in one transaction on the writer: other processes wait for the file, and a failure leaves nothing behind. */
function migrateFile(database: Database): Promise<Migration[]> {
  return database.transaction(async () => {
    return { value: await database.source.runMigrations({ transaction: 'none' }), commit: true };
  });
}

/** A server commits every DDL statement by itself, so a lock of its own keeps the processes apart; it ends with its connection. */
async function migrateServer({ source }: Database): Promise<Migration[]> {
  const runner = source.createQueryRunner();
  try {
    const taken = "GET_LOCK(CONCAT('laurel.migrate.', MD5(DATABASE())), ?)";
    const [row] = (await runner.query(`SELECT ${taken} AS isMine`, [MIGRATE_WAIT_S])) as { isMine: number }[];
    if (row?.isMine !== 1) throw new Error('Another process has been migrating this database for ten minutes');
    return await source.runMigrations({ transaction: 'none' });
  } finally {
    await runner.query("DO RELEASE_LOCK(CONCAT('laurel.migrate.', MD5(DATABASE())))");
    await runner.release();
  }
}
