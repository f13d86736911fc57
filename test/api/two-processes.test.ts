import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/kernel/clock.js';
import { closeHouse, openHouse } from '../../src/app/house.js';
import { openServer } from '../../src/app/server.js';
import { openLog } from '../../src/kernel/log.js';
import type { House } from '../../src/kernel/house.js';
import type { OpenServer } from '../../src/app/server.js';
import { configOf, follow, testSecrets } from '../support/house.js';
import type { TestProcess } from '../support/process.js';
import { startProcess } from '../support/process.js';
import { testProgram } from '../support/program.js';
import { leastOf, timed } from '../support/quickest.js';
import type { Scratch } from '../support/scratch.js';
import { openScratch } from '../support/scratch.js';
import type { Answered } from './open-api.js';
import { ask, at, makeKey, sandboxOf } from './open-api.js';

const REVOKE = 'mutation ($id: ID!) { apiKeyRevoke(id: $id) { apiKey { status } errors { code } } }';

let scratch: Scratch;
let house: House;
let here: OpenServer;
let beside: TestProcess;
let there: string;
let host: string;

beforeAll(async () => {
  scratch = await openScratch();
  const secrets = testSecrets();
  house = await openHouse(configOf(scratch.databaseUrl), { clock: systemClock, log: openLog('silent'), secrets });
  await follow(house, testProgram);
  here = await openServer(house, { port: 0, host: '127.0.0.1', isProduction: false });
  host = await makeKey(house, { brandId: 'brd_host', label: 'host', scopes: ['host-admin'] });
  const told = Object.entries(secrets).map(([name, secret]) => [name, (secret as Buffer).toString('base64')]);
  const args = [scratch.databaseUrl, JSON.stringify(Object.fromEntries(told))];
  beside = startProcess('support/server-process.ts', args);
  there = await beside.line();
});

afterAll(async () => {
  beside.child.stdin?.end();
  await beside.ended;
  await here.stop();
  await closeHouse(house);
  await scratch.close();
});

const send = (url: string, query: string, token: string, variables: object = {}): Promise<Answered> =>
  ask(url, { query, variables }, { token });

async function idOf(token: string): Promise<string> {
  const keys = '{ apiKeys(first: 1) { nodes { id } } }';
  return at(await send(there, keys, token), 'data.apiKeys.nodes.0.id');
}

/** How long after `work` the other process still takes a token that it is asked with all the time, in milliseconds. */
async function takenFor(token: string, work: () => Promise<unknown>): Promise<number> {
  expect((await send(there, '{ serverTime }', token)).status).toBe(200);
  await work();
  return timed(async () => {
    while ((await send(there, '{ serverTime }', token)).status !== 401) await sleep(10);
  });
}

/** Waits until a process tells a time as it should; one that never does fails the test by its time. */
async function timeAt(url: string, token: string, isRight: (time: number) => boolean): Promise<void> {
  while (!isRight(Date.parse(at(await send(url, '{ serverTime }', token), 'data.serverTime')))) await sleep(50);
}

it('a key that one process revoked is refused by another within a second, however busy it is there', async () => {
  const revoke = async (time: number) => {
    const token = await makeKey(house, { brandId: 'brd_partner', label: `busy ${time}`, scopes: ['keys:rotate'] });
    const id = await idOf(token);
    const milliseconds = await takenFor(token, () => send(here.url, REVOKE, host, { id }));
    expect((await send(here.url, '{ serverTime }', token)).status).toBe(401);
    return milliseconds;
  };
  expect(await leastOf(1_000, revoke)).toBeLessThan(1_000);
});

it('a test key too, of a sandbox that the other process found by itself; and it follows the clock and a reset', async () => {
  const sandbox = await sandboxOf({ house });
  const token = await makeKey(sandbox, { brandId: 'brd_host', label: 'test', scopes: ['host-admin'] });
  await sleep(1_100); // the other process has looked for a sandbox before there was one
  expect((await send(there, '{ serverTime }', token)).status).toBe(200);
  const advance = 'mutation { clockAdvance(input: { byDays: 40 }, idempotencyKey: "two") { now errors { code } } }';
  const until = Date.parse(at(await send(here.url, advance, token), 'data.clockAdvance.now'));
  await timeAt(there, token, (time) => time >= until);
  await send(there, 'mutation { sandboxReset { now } }', token);
  await timeAt(here.url, token, (time) => time < until);
  const revoke = async (time: number) => {
    const other = await makeKey(sandbox, { brandId: 'brd_host', label: `test ${time}`, scopes: ['host-admin'] });
    const id = await idOf(other);
    return takenFor(other, () => send(here.url, REVOKE, host, { id }));
  };
  expect(await leastOf(1_000, revoke)).toBeLessThan(1_000);
});
