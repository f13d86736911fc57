import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheExchange, Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';
import { until } from '../live/listen.js';
import type { FrontEnd } from './front-end.js';
import { frontEnd, operation, shared } from './front-end.js';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** urql as its guide sets it up. */
function open({ endpoint, token }: FrontEnd) {
  const authorization = `Bearer ${token}`;
  const socket = createClient({ url: endpoint.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization } }); // prettier-ignore
  const live = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables: variables ?? {} }, sink as never) }),
    }),
  });
  const exchanges = [cacheExchange, fetchExchange, live];
  const fetchOptions = { headers: { authorization } };
  return { client: new Client({ url: endpoint, exchanges, fetchOptions, preferGetMethod: false }), socket };
}

describe('urql', () => {
  it('reads the home, records a fact twice with one effect, and hears of it', async () => {
    const member = await frontEnd(api, 'urql');
    const { client, socket } = open(member);
    const home = await client.query(operation('MemberHome'), {}).toPromise();
    expect(home.error).toBeUndefined();
    expect(home.data).toMatchObject({ me: { id: member.memberId } });
    const heard: unknown[] = [];
    const following = client.subscription(operation('MemberFeed'), {}).subscribe(({ data }) => heard.push(data));
    await sleep(200);
    const record = () => client.mutation(operation('EarnFromPurchase'), { input: shared('urql-1') }).toPromise();
    expect((await record()).data).toMatchObject({ activityRecord: { replayed: false, errors: [] } });
    expect((await record()).data).toMatchObject({ activityRecord: { replayed: true, errors: [] } });
    await until(() => heard.length > 0);
    expect(heard[0]).toMatchObject({ memberFeed: { activity: { type: 'share' } } });
    const page = await client.query(operation('MemberFeedPage'), { first: 5 }).toPromise();
    expect(page.data).toMatchObject({ feed: { nodes: expect.any(Array) as unknown } });
    following.unsubscribe();
    await socket.dispose();
  });
});
