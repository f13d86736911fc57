import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';
import { until } from '../live/listen.js';
import { frontEnd, operation, shared } from './front-end.js';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

interface Told {
  readonly memberFeed: { readonly cursor: string; readonly activity: { readonly id: string; readonly type: string } };
}

describe('the client of graphql-ws', () => {
  it('runs every document that answers once', async () => {
    const { endpoint, token } = await frontEnd(api, 'ws');
    const client = createClient({ url: endpoint.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` } }); // prettier-ignore
    const variables = { EarnFromPurchase: { input: shared('ws-1') } };
    for (const name of ['MemberHome', 'MemberFeedPage', 'Catalogue', 'EarnFromPurchase'] as const) {
      const given = name in variables ? variables[name as keyof typeof variables] : {};
      for await (const { data, errors } of client.iterate({ query: operation(name), variables: given })) {
        expect([errors, data]).toEqual([undefined, expect.anything()]);
      }
    }
    await client.dispose();
  });

  it('comes back by itself when its connection was cut, goes on after its cursor, and hears everything once', async () => {
    const { endpoint, token } = await frontEnd(api, 'ws cut');
    let socket: WebSocket | undefined;
    let cuts = 0;
    const problems: unknown[] = [];
    const heard: Told['memberFeed'][] = [];
    const variables: Record<string, unknown> = {};
    const client = createClient({
      url: endpoint.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      retryAttempts: 20,
      retryWait: () => sleep(20),
      on: { connected: (opened) => (socket = opened as WebSocket), closed: () => (cuts += 1) },
    });
    const stop = client.subscribe<Told>(
      { query: operation('MemberFeed'), variables }, // sent anew with every connection
      {
        next: ({ data }) => {
          if (!data) return;
          heard.push(data.memberFeed);
          variables['after'] = data.memberFeed.cursor;
        },
        error: (error) => problems.push(error),
        complete: () => undefined,
      },
    );
    await until(() => socket);
    await sleep(200);
    const record = (n: number) => api.ask(operation('EarnFromPurchase'), { input: shared(`cut-${n}`) }, { token });
    for (let n = 0; n < 12; n++) {
      await record(n);
      if (n % 4 === 1) await until(() => heard.some(({ activity }) => activity.type === 'share'));
      if (n % 4 !== 2) continue;
      await until(() => socket?.readyState === WebSocket.OPEN);
      const before = cuts;
      socket?.terminate();
      await until(() => cuts > before);
    }
    await until(() => heard.filter(({ activity }) => activity.type === 'share').length >= 12);
    await sleep(200);
    const shares = heard.filter(({ activity }) => activity.type === 'share').map(({ activity }) => activity.id);
    expect(cuts).toBeGreaterThanOrEqual(3);
    expect(problems).toEqual([]);
    expect(shares).toHaveLength(12);
    expect(new Set(shares).size).toBe(12);
    stop();
    await client.dispose();
  });
});
