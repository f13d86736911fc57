import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { write } from '../../src/kernel/unit-of-work.js';
import { createKey } from '../../src/modules/brands/index.js';
import { ENROL, purchase, RECORD, TOKEN } from '../api/documents.js';
import { ask, at } from '../api/open-api.js';
import type { Running } from '../commands/laurel.js';
import { start } from '../commands/laurel.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';
import { timed } from '../support/quickest.js';
import { connect, listen, until } from './listen.js';

interface ServerProcess extends Running {
  readonly url: string;
}

let test: TestHouse;
let host: string;

beforeAll(async () => {
  test = await openTestHouse();
  const { house, caller } = test;
  const { value } = await write(house, { caller, members: [] }, (session) =>
    createKey(session, { brandId: 'brd_host', label: 'test', scopes: ['host-admin'] }),
  );
  host = value.token;
});
afterAll(() => test.close());

/** A server of its own on the same database, with the same secrets. */
async function serve(environment: Record<string, string>): Promise<ServerProcess> {
  const { keyPepper, tokenKey, cursorKey } = test.house.secrets;
  const running = start(['serve'], test.databaseUrl, {
    PORT: '0',
    LOG_LEVEL: 'silent',
    LAUREL_KEY_PEPPER: keyPepper.toString('base64'),
    LAUREL_TOKEN_KEY: tokenKey.toString('base64'),
    LAUREL_CURSOR_KEY: cursorKey.toString('base64'),
    REDIS_URL: '',
    ...environment,
  });
  let said = '';
  running.child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const url = () => /Laurel is at (\S+)\/graphql/.exec(said)?.[1];
  await until(() => url() ?? running.child.exitCode !== null, 120_000);
  return { ...running, url: url() ?? '' };
}

async function stop(...servers: readonly ServerProcess[]): Promise<void> {
  for (const { child } of servers) child.kill('SIGTERM');
  expect((await Promise.all(servers.map(({ ended }) => ended))).map(({ code }) => code)).toEqual(servers.map(() => 0));
}

async function member(url: string, externalId: string): Promise<{ id: string; token: string }> {
  const made = await ask(url, { query: ENROL, variables: { input: { externalId }, key: externalId } }, { token: host });
  const id = at(made, 'data.memberEnrol.member.id');
  const issued = await ask(url, { query: TOKEN, variables: { member: { id } } }, { token: host });
  return { id, token: at(issued, 'data.memberTokenIssue.token') };
}

const buy = (url: string, id: string, externalId: string) =>
  ask(url, { query: RECORD, variables: { member: { id }, input: purchase(externalId, 2_000) } }, { token: host });

describe('two processes', () => {
  const redis = process.env['REDIS_URL'];
  const shared = { REDIS_URL: redis ?? '', REDIS_PREFIX: `laurel-test-${randomUUID()}:` };

  it.each([
    ...(redis ? [['that share a Redis', shared, 300] as const] : []),
    ['that share only the database', {}, 1_500],
    ['whose Redis is away', { REDIS_URL: 'redis://127.0.0.1:1' }, 1_500],
  ] as const)('%s: a member is told at one of them what was recorded at the other', async (_, environment, within) => {
    const servers = await Promise.all([serve(environment), serve(environment)]);
    const [one, other] = servers;
    const { id, token } = await member(one.url, `${within}-${Object.keys(environment).length}`);
    const client = connect(other.url, token);
    const heard = listen(client);
    await sleep(400);
    const took: number[] = [];
    for (let n = 1; n <= 5; n++) {
      await buy(one.url, id, `${id}-${n}`);
      took.push(Math.round(await timed(() => until(() => heard.reported().length === n))));
    }
    expect(took.filter((ms) => ms >= within).length).toBeLessThanOrEqual(1); // the machine may do something else once
    expect(heard.reported()).toEqual([1, 2, 3, 4, 5].map((n) => `${id}-${n}`));
    await client.dispose();
    await stop(...servers);
    if (process.env['LAUREL_FIGURES']) console.log(`${_}: ${took.join(', ')} ms after the answer`);
  });
});
