import { ApolloClient, gql, HttpLink, InMemoryCache, split } from '@apollo/client/core/index.js';
import type { FetchResult, PossibleTypesMap } from '@apollo/client/core/index.js';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions/index.js';
import { isSubscriptionOperation } from '@apollo/client/utilities/index.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { TestApi } from '../api/open-api.js';
import { openTestApi } from '../api/open-api.js';
import { until } from '../live/listen.js';
import type { FrontEnd } from './front-end.js';
import { frontEnd, operation, shared } from './front-end.js';

const possibleTypes = JSON.parse(
  readFileSync(new URL('../../schema/possibleTypes.json', import.meta.url), 'utf8'),
) as PossibleTypesMap;

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

/** Apollo Client as its guide sets it up: HTTP for what answers once, a socket for subscriptions. */
function open({ endpoint, token }: FrontEnd) {
  const authorization = `Bearer ${token}`;
  const socket = createClient({ url: endpoint.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { authorization } }); // prettier-ignore
  const link = split(
    ({ query }) => isSubscriptionOperation(query),
    new GraphQLWsLink(socket),
    new HttpLink({ uri: endpoint, headers: { authorization } }),
  );
  return { client: new ApolloClient({ link, cache: new InMemoryCache({ possibleTypes }) }), socket };
}

interface Home {
  readonly me: {
    readonly id: string;
    readonly balances: readonly { readonly id: string; readonly available: number }[];
  };
}

describe('Apollo Client', () => {
  it('reads the home, records a fact twice with one effect, and hears of it; its cache follows', async () => {
    const member = await frontEnd(api, 'apollo');
    const { client, socket } = open(member);
    const home = gql(operation('MemberHome'));
    const first = await client.query<Home>({ query: home });
    expect(first.data.me.id).toBe(member.memberId);
    const heard: FetchResult[] = [];
    const feed = client.subscribe({ query: gql(operation('MemberFeed')) });
    const following = feed.subscribe((event) => heard.push(event));
    await sleep(200);
    const record = () => client.mutate({ mutation: gql(operation('EarnFromPurchase')), variables: { input: shared('apollo-1') } }); // prettier-ignore
    const [once, twice] = [await record(), await record()];
    expect(once.data).toMatchObject({ activityRecord: { replayed: false, errors: [] } });
    expect(twice.data).toMatchObject({ activityRecord: { replayed: true, errors: [] } });
    await until(() => heard.length > 0);
    expect(heard[0]?.data).toMatchObject({ memberFeed: { activity: { type: 'share' }, outcome: { points: [{}] } } });
    const cached = client.readQuery<Home>({ query: home });
    expect(cached?.me.balances.map(({ id }) => id)).toEqual(first.data.me.balances.map(({ id }) => id));
    following.unsubscribe();
    client.stop();
    await socket.dispose();
  });

  it('reads typed errors of a payload by the interface', async () => {
    const { client, socket } = open(await frontEnd(api, 'apollo errors'));
    const input = { ...shared('apollo-2'), type: 'purchase', payload: {} };
    const { data } = await client.mutate<{ activityRecord: { errors: unknown[] } }>({
      mutation: gql(operation('EarnFromPurchase')),
      variables: { input },
    });
    expect(data?.activityRecord.errors).toMatchObject([
      { __typename: 'Declined', code: expect.any(String) as unknown },
    ]);
    client.stop();
    await socket.dispose();
  });
});
