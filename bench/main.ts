import 'reflect-metadata';
import { parseArgs } from 'node:util';
import type { Bench, Case, CaseResult } from './bench.js';
import { activityBatch } from './cases/activity-batch.js';
import { activityRecord } from './cases/activity-record.js';
import { benefitBulk } from './cases/benefit-bulk.js';
import { benefitClaim } from './cases/benefit-claim.js';
import { importFile } from './cases/import.js';
import { ledgerVerify } from './cases/ledger-verify.js';
import { pointsEarn, pointsHold, pointsSpend } from './cases/points.js';
import { readCatalogue } from './cases/read-catalogue.js';
import { readMember } from './cases/read-member.js';
import { readPage } from './cases/read-page.js';
import { segmentsRebuild } from './cases/segments-rebuild.js';
import { Load, startChild } from './children.js';
import { emptyOutbox, holdRelay } from './outbox.js';
import type { Side } from './requests.js';
import type { Scratch } from './scratch.js';
import { openScratch } from './scratch.js';
import { openBenchHouse, seed } from './seed.js';
import { tableOf } from './shown.js';

const CASES: readonly Case[] = [
  activityRecord,
  activityBatch,
  importFile,
  pointsEarn,
  pointsSpend,
  pointsHold,
  ledgerVerify,
  readMember,
  readPage,
  readCatalogue,
  segmentsRebuild,
  benefitClaim,
  benefitBulk,
];
const ROUNDS = 5;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, seconds: { type: 'string', default: '3' } },
});

try {
  const seconds = Number(options.seconds);
  if (!(seconds >= 0.5 && seconds <= 60)) throw new Error('--seconds is from 0.5 to 60');
  const cases = CASES.filter(({ name }) => options.only === undefined || name === options.only);
  if (cases.length === 0)
    throw new Error(`There is no case "${options.only ?? ''}", only ${CASES.map(({ name }) => name).join(', ')}`);
  const { engine, results } = await runAll(cases, seconds);
  console.log(options.json ? JSON.stringify({ engine, cases: results }) : tableOf(results));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runAll(cases: readonly Case[], seconds: number): Promise<{ engine: string; results: CaseResult[] }> {
  const scratch = await openScratch();
  const stops: (() => Promise<void>)[] = [];
  try {
    const bench = await prepare(scratch, seconds, stops);
    const results: CaseResult[] = [];
    for (const each of cases) {
      say(`${each.name} …`);
      const result = await each.run(bench);
      await emptyOutbox(scratch.admin);
      results.push(result);
    }
    return { engine: scratch.engine, results };
  } finally {
    for (const stop of stops.reverse()) await stop();
    await scratch.close();
  }
}

/** Seeds the database and starts the two servers and the load, each in a process of its own. */
async function prepare(scratch: Scratch, seconds: number, stops: (() => Promise<void>)[]): Promise<Bench> {
  say(`Seeding ${new URL(scratch.databaseUrl).pathname.slice(1)} on ${scratch.engine} …`);
  const house = await openBenchHouse(scratch.environment);
  const seeded = await seed(house);
  await house.database.close();
  await emptyOutbox(scratch.admin);
  await holdRelay(scratch.admin);
  const start = async (side: Side, file: string) => {
    const { child, ready } = await startChild(file, {
      ...scratch.environment,
      NODE_ENV: 'production',
    });
    stops.push(() => child.stop());
    return { child, port: ready.port ?? 0, side };
  };
  const servers = {
    product: await start('product', './product/server.js'),
    floor: await start('floor', './floor/server.js'),
  };
  const load = await Load.start();
  stops.push(() => load.stop());
  return { scratch, seeded, servers, load, seconds, rounds: ROUNDS, say };
}

function say(text: string): void {
  console.error(text);
}
