import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { write } from '../../src/kernel/unit-of-work.js';
import { createKey } from '../../src/modules/brands/index.js';
import { ENROL, purchase, RECORD, TOKEN } from '../api/documents.js';
import type { TestApi } from '../api/open-api.js';
import { at, openTestApi } from '../api/open-api.js';
import { leastOf, timed } from '../support/quickest.js';
import { connect, FEED, listen, rawSocket, until } from './listen.js';

let api: TestApi;
let host: string;

const limits = {
  perMemberMax: 3,
  operationsMax: 5,
  messageBytesMax: 20_000,
  waitingBytesMax: 50_000,
  initMsMax: 300,
  sendMsMax: 400,
};

beforeAll(async () => {
  api = await openTestApi({ server: { liveLimits: limits } });
  host = await api.key(['host-admin']);
});
afterAll(() => api.close());

async function enrol(externalId: string): Promise<{ member: { id: string }; token: string }> {
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token: host });
  const member = { id: at(answer, 'data.memberEnrol.member.id') };
  return { member, token: at(await api.ask(TOKEN, { member }, { token: host }), 'data.memberTokenIssue.token') };
}

const buy = (member: object, externalId: string) =>
  api.ask(RECORD, { member, input: purchase(externalId, 2_000) }, { token: host });

/** A socket that has said who it is. */
async function welcomed(token: string) {
  const raw = rawSocket(api.server.url);
  await raw.opened;
  raw.send({ type: 'connection_init', payload: { Authorization: `Bearer ${token}` } });
  await until(() => raw.said.some(({ type }) => type === 'connection_ack'));
  return raw;
}

describe('a socket', () => {
  it('answers queries and mutations as HTTP does, with the same errors', async () => {
    const { member, token } = await enrol('both ways');
    const client = connect(api.server.url, host);
    const documents = [
      { query: '{ viewer { kind brand { code } } }' },
      { query: '{ nothing }' },
      { query: '{' },
      { query: 'query A { serverTime } query B { serverTime }' },
      { query: 'query ($id: ID!) { member(id: $id) { id } }', variables: {} },
      { query: RECORD, variables: { member, input: purchase('both-1', 100), dryRun: true } },
      { query: `{ ${Array.from({ length: 40 }, (_, n) => `a${n}: serverTime`).join(' ')} }` },
      { query: '{ me { id } }' },
    ];
    for (const document of documents) {
      const [told] = await collect(client.iterate(document));
      const { errors, ...more } = await overHttp(document);
      expect(plain(told)).toEqual(plain('data' in more ? { errors, ...more } : { errors }));
    }
    const own = connect(api.server.url, token);
    expect(await collect(own.iterate({ query: '{ me { id } }' }))).toMatchObject([{ data: { me: member } }]);
    await Promise.all([client.dispose(), own.dispose()]);
  });

  it('looks at subscriptions as closely as at queries', async () => {
    const { token } = await enrol('close look');
    const client = connect(api.server.url, token);
    const aliases = Array.from({ length: 40 }, (_, n) => `a${n}: cursor`).join(' ');
    for (const query of [
      'subscription { memberFeed { nothing } }',
      `subscription { memberFeed { ${aliases} } }`,
      'subscription { memberFeed { cursor } again: memberFeed { cursor } }',
      'subscription { memberFeed { member { activities { nodes { outcome { points { wallet { id } } } } edges { node { outcome { points { wallet { ...A } } } } } } } } } fragment A on Wallet { nothing }',
      `subscription { memberFeed { ${'cursor '.repeat(2_100)} } }`,
    ]) {
      const heard = listen(client, {}, query);
      await until(() => heard.errors.length > 0 || heard.isComplete);
      expect(heard.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    }
    await client.dispose();
  });

  it('is closed for forged, foreign and missing credentials, in words a client can act on', async () => {
    const { token } = await enrol('forged');
    for (const bad of [null, 'nonsense', `${token.slice(0, -3)}AAA`, `lrl_live_${'0'.repeat(18)}_${'A'.repeat(43)}`]) {
      const raw = rawSocket(api.server.url);
      await raw.opened;
      raw.send({ type: 'connection_init', payload: bad === null ? {} : { authorization: `Bearer ${bad}` } });
      expect(await raw.closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED' });
      expect(raw.said).toEqual([]);
    }
  });

  it('is closed when its client asks before it says who it is, or says nothing, or says it twice', async () => {
    const { token } = await enrol('impatient');
    const early = rawSocket(api.server.url);
    await early.opened;
    early.send({ type: 'subscribe', id: '1', payload: { query: FEED } });
    expect((await early.closed).code).toBe(4401);
    const silent = rawSocket(api.server.url);
    expect(await silent.closed).toMatchObject({ code: 4408 });
    const twice = await welcomed(token);
    twice.send({ type: 'connection_init', payload: {} });
    expect((await twice.closed).code).toBe(4429);
  });

  it('of a web page that a publishable key is not for is closed, and of one that it is for stays', async () => {
    const { house, caller } = api;
    const key = { brandId: 'brd_host', kind: 'publishable', label: 'shop', scopes: [], origins: ['https://shop.example'] } as const; // prettier-ignore
    const { value } = await write(house, { caller, members: [] }, (session) => createKey(session, key));
    for (const origin of ['https://shop.example', 'https://evil.example']) {
      const raw = rawSocket(api.server.url, { origin });
      await raw.opened;
      raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${value.token}` } });
      await Promise.race([raw.closed, until(() => raw.said.length > 0)]);
      expect(raw.said).toEqual(origin.includes('shop') ? [{ type: 'connection_ack' }] : []);
      raw.socket.close();
      expect((await raw.closed).code).toBe(origin.includes('shop') ? 1005 : 4403);
    }
  });

  it('with the key of a backend is closed to every foreign web page, listed or not: no page may read what it is answered', async () => {
    for (const origin of ['https://shop.example', 'https://evil.example', 'null']) {
      const raw = rawSocket(api.server.url, { origin });
      await raw.opened;
      raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${host}` } });
      expect((await raw.closed).code).toBe(4403);
      expect(raw.said).toEqual([]);
    }
  });

  it('speaks one protocol', async () => {
    for (const protocol of ['graphql-ws', 'chat', '']) {
      const raw = rawSocket(api.server.url, { protocol });
      expect((await raw.closed).code).toBe(4406);
    }
  });

  it('takes no message that is too long, broken, or no message of the protocol', async () => {
    const { token } = await enrol('broken');
    const codes: number[] = [];
    for (const message of ['x'.repeat(30_000), 'no json', '[]', '{"type":"subscribe"}', '{"type":"drop"}']) {
      const raw = await welcomed(token);
      raw.socket.send(message);
      codes.push((await raw.closed).code);
    }
    expect(codes).toEqual([1009, 4400, 4400, 4400, 4400]);
  });

  it('is told what was wrong with its message where that is said in many words, or only servers send it', async () => {
    const { member, token } = await enrol('wordy');
    for (const id of ['x'.repeat(300), '重'.repeat(60)]) {
      const raw = await welcomed(token);
      for (let time = 0; time < 2; time++) {
        raw.send({ type: 'subscribe', id, payload: { query: FEED, variables: { memberId: member.id } } });
      }
      expect(await raw.closed).toMatchObject({
        code: 4409,
        reason: expect.stringMatching(/^Subscriber for/) as unknown,
      });
    }
    for (const message of [{ type: 'connection_ack' }, { type: 'next', id: '1', payload: { data: {} } }]) {
      const raw = await welcomed(token);
      raw.send(message);
      expect(await raw.closed).toMatchObject({ code: 4400 });
    }
  });

  it('carries so many operations and no more; those it carries go on', async () => {
    const { member, token } = await enrol('many');
    const client = connect(api.server.url, token);
    const heard = Array.from({ length: limits.operationsMax }, () => listen(client));
    await sleep(200);
    const more = listen(client);
    await until(() => more.errors.length > 0);
    expect(more.errors).toMatchObject([{ extensions: { code: 'THROTTLED' } }]);
    await buy(member, 'many-1');
    await until(() => heard.every((one) => one.reported().length === 1));
    heard[0]?.stop();
    await sleep(50);
    const again = listen(client);
    await sleep(100);
    await buy(member, 'many-2');
    await until(() => again.reported().length === 1);
    await client.dispose();
  });

  it('is one of a few of the same member; when one of them goes there is room again', async () => {
    const { token } = await enrol('tabs');
    const open = [await welcomed(token), await welcomed(token), await welcomed(token)];
    const refused = rawSocket(api.server.url);
    await refused.opened;
    refused.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect(await refused.closed).toEqual({ code: 4429, reason: 'TOO_MANY_CONNECTIONS' });
    open[0]?.socket.close();
    await open[0]?.closed;
    await sleep(50);
    open.push(await welcomed(token));
    for (const { socket } of open) socket.close();
  });

  it('whose client does not read is closed, and nobody else waits for it', async () => {
    const { member, token } = await enrol('slow');
    const slow = await welcomed(token);
    const query = FEED.replace('occurredAt', Array.from({ length: 12 }, (_, n) => `a${n}: activity { id payload }`).join(' ')); // prettier-ignore
    slow.send({ type: 'subscribe', id: '1', payload: { query } });
    const client = connect(api.server.url, token);
    const heard = listen(client);
    await sleep(200);
    (slow.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const note = 'x'.repeat(60_000);
    const share = (n: number) => ({ type: 'share', externalId: `slow-${n}`, payload: { note } });
    const took: number[] = [];
    for (let n = 0; n < 16; n++) {
      const tell = async () => {
        await api.ask(RECORD, { member, input: share(n) }, { token: host });
        await until(() => heard.events.filter(({ activity }) => activity.type === 'share').length === n + 1);
      };
      took.push(await timed(tell));
    }
    expect(took.filter((ms) => ms >= 1_500).length).toBeLessThanOrEqual(1); // the machine may do something else once
    await untilOne();
    slow.socket.terminate();
    await client.dispose();
  }, 60_000);
});

async function sockets(): Promise<number> {
  const text = await (await fetch(`${api.server.url}/metrics`)).text();
  return Number(/^laurel_sockets (\d+)$/m.exec(text)?.[1]);
}

/** The slow one is gone and the other is still there. */
async function untilOne(): Promise<void> {
  for (let tries = 0; (await sockets()) !== 1; tries++) {
    if (tries > 100) throw new Error(`${await sockets()} sockets are open`);
    await sleep(50);
  }
}

describe('a server that stops', () => {
  it('tells its clients to go elsewhere, and ends', async () => {
    const stop = async () => {
      const other = await openTestApi();
      const key = await other.key(['host-admin']);
      const raw = rawSocket(other.server.url);
      await raw.opened;
      raw.send({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
      await until(() => raw.said.length > 0);
      return timed(async () => {
        const closing = other.close();
        expect(await raw.closed).toEqual({ code: 1001, reason: 'GOING_AWAY' });
        await closing;
      });
    };
    expect(await leastOf(2_000, stop)).toBeLessThan(2_000);
  });
});

async function overHttp(body: object): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${host}` };
  const response = await fetch(`${api.server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

async function collect(results: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  try {
    for await (const result of results) all.push(result);
  } catch (errors) {
    all.push({ errors });
  }
  return all;
}

/** Without what differs from one request to the next. */
function plain(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replace(/req_\w+/g, 'req'));
}
