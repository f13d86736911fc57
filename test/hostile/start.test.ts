import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { createServer } from 'node:net';
import { startProcess } from '../support/process.js';
import type { Scratch } from '../support/scratch.js';
import { openScratch } from '../support/scratch.js';

describe('a server that cannot start', () => {
  let scratch: Scratch;
  let taken: Server;
  beforeAll(async () => {
    scratch = await openScratch();
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
  });
  afterAll(async () => {
    taken.close();
    await scratch.close();
  });

  it.each([
    ['its port is taken', () => ({ PORT: String((taken.address() as AddressInfo).port) })],
    ['its port is none', () => ({ PORT: '99999' })],
    ['its database is away', () => ({ DATABASE_URL: 'mysql://root@127.0.0.1:1/laurel' })],
  ])('says so in a sentence and ends when %s', async (_, environment) => {
    const server = startProcess('../src/main.ts', [], {
      DATABASE_URL: scratch.databaseUrl,
      LOG_LEVEL: 'silent',
      ...environment(),
    });
    expect(await server.ended).toBe(1);
    expect(server.errors()).toMatch(/^Laurel could not start\. /m);
    expect(server.errors()).not.toMatch(/^\s+at /m);
  });
});
