import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROVEN_MS } from '../../src/app/proven.js';
import { ENROL, purchase, RECORD, TOKEN } from '../api/documents.js';
import type { TestApi } from '../api/open-api.js';
import { at, openTestApi } from '../api/open-api.js';
import { leastOf, quickest, timed } from '../support/quickest.js';
import { connect, listen, until } from './listen.js';

let api: TestApi;
let host: string;
let partner: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(['partner-standard', 'members:token'], 'partner');
});
afterAll(() => api.close());

async function enrol(externalId: string, token = host): Promise<{ id: string }> {
  const answer = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token });
  return { id: at(answer, 'data.memberEnrol.member.id') };
}

const buy = (member: object, externalId: string, token = host) =>
  api.ask(RECORD, { member, input: purchase(externalId, 2_000) }, { token });

const tokenOf = async (member: object, token = host) =>
  at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token');

const QUERY = `query Feed($memberId: ID, $after: Cursor, $first: Int, $last: Int) {
  feed(memberId: $memberId, after: $after, first: $first, last: $last) {
    nodes { cursor occurredAt activity { id type externalId } cause { id type } outcome { points { amount } } member { id balances { available } } }
    edges { cursor } pageInfo { hasNextPage endCursor } totalCount } }`;

const poll = async (token: string, variables: object = {}) => api.ask(QUERY, variables, { token });

describe('memberFeed', () => {
  it('tells a member of its own purchase, and what it led to, within a second', async () => {
    const member = await enrol('live');
    const client = connect(api.server.url, await tokenOf(member));
    const heard = listen(client);
    await sleep(200);
    const tell = async (time: number) => {
      await buy(member, `live-${time + 1}`);
      await until(() => heard.reported().length > time);
    };
    expect(await quickest(1_000, tell)).toBeLessThan(1_000);
    expect(heard.events[0]).toMatchObject({
      activity: { type: 'purchase', externalId: 'live-1' },
      cause: null,
      outcome: { points: [{ amount: 20 }, { amount: 20 }] },
      member: { ...member, balances: [{ available: 20 }, { available: 20 }, { available: 0 }] },
    });
    await client.dispose();
  });

  it('tells what a fact led to after it, each with what led to it', async () => {
    const member = await enrol('chain');
    const client = connect(api.server.url, await tokenOf(member));
    const heard = listen(client);
    await sleep(200);
    await api.ask(RECORD, { member, input: purchase('chain-1', 60_000) }, { token: host });
    await until(() => heard.events.some(({ activity }) => activity.type === 'tier.changed'));
    const [reported, ...led] = heard.events;
    expect(reported?.activity.type).toBe('purchase');
    expect(led.find(({ activity }) => activity.type === 'tier.changed')).toMatchObject({ cause: { id: reported?.activity.id, type: 'purchase' } }); // prettier-ignore
    await client.dispose();
  });

  it('goes on after a cursor: nothing is lost and nothing comes twice, whatever was between', async () => {
    const member = await enrol('resume');
    const token = await tokenOf(member);
    const seen: (string | null)[] = [];
    let cursor: string | undefined;
    const newest = at(await poll(token, { last: 1 }), 'data.feed.pageInfo.endCursor');
    const orders = Array.from({ length: 30 }, (_, n) => `resume-${n}`);
    const buying = (async () => {
      for (const order of orders) await buy(member, order);
    })();
    for (let turn = 0; seen.length < orders.length && turn < 20; turn++) {
      const client = connect(api.server.url, token);
      const heard = listen(client, { after: cursor ?? newest });
      await sleep(60 + 7 * turn);
      await client.dispose();
      seen.push(...heard.reported());
      cursor = heard.cursor ?? cursor;
    }
    await buying;
    const rest = at<{ activity: { externalId: string } }[]>(await poll(token, { after: newest, first: 100 }), 'data.feed.nodes'); // prettier-ignore
    expect(seen).toEqual(orders);
    expect(rest.map(({ activity }) => activity.externalId)).toEqual(expect.arrayContaining(orders));
  });

  it('tells a client that polls exactly what it tells one that listens', async () => {
    const member = await enrol('same');
    const token = await tokenOf(member);
    const start = at(await poll(token, { last: 1 }), 'data.feed.pageInfo.endCursor');
    for (let n = 0; n < 5; n++) await buy(member, `same-${n}`);
    const client = connect(api.server.url, token);
    const heard = listen(client, { after: start });
    const polled = at<unknown[]>(await poll(token, { after: start, first: 100 }), 'data.feed.nodes');
    await until(() => heard.events.length >= polled.length);
    expect(polled.length).toBeGreaterThanOrEqual(5);
    expect(heard.events).toEqual(polled);
    await client.dispose();
  });

  it('pages through everything by first and after', async () => {
    const member = await enrol('pages');
    const token = await tokenOf(member);
    for (let n = 0; n < 7; n++) await buy(member, `pages-${n}`);
    const all = at<{ cursor: string }[]>(await poll(token, { first: 100 }), 'data.feed.nodes').map(({ cursor }) => cursor); // prettier-ignore
    const turned: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const answer = await poll(token, { after, first: 3 });
      turned.push(...at<{ cursor: string }[]>(answer, 'data.feed.edges').map(({ cursor }) => cursor));
      after = at(answer, 'data.feed.pageInfo.endCursor');
      more = at<boolean>(answer, 'data.feed.pageInfo.hasNextPage');
    }
    expect(turned).toEqual(all);
    expect(at(await poll(token), 'data.feed.totalCount')).toBe(all.length);
  });

  it('tells nobody of a dry run, and of a repeat only once', async () => {
    const member = await enrol('quiet');
    const client = connect(api.server.url, await tokenOf(member));
    const heard = listen(client);
    await sleep(200);
    await api.ask(RECORD, { member, input: purchase('quiet-0', 100), dryRun: true }, { token: host });
    await buy(member, 'quiet-1');
    await buy(member, 'quiet-1');
    await buy(member, 'quiet-2');
    await until(() => heard.reported().length >= 2);
    await sleep(100);
    expect(heard.reported()).toEqual(['quiet-1', 'quiet-2']);
    await client.dispose();
  });

  it('is found by looking when no ping tells of it', async () => {
    const member = await enrol('unheard');
    const client = connect(api.server.url, await tokenOf(member));
    const heard = listen(client);
    await sleep(200);
    const { pubsub } = api.house;
    const publish = pubsub.publish.bind(pubsub);
    const tell = async (time: number) => {
      pubsub.publish = () => undefined;
      await buy(member, `unheard-${time + 1}`);
      pubsub.publish = publish;
      return timed(() => until(() => heard.reported().length > time));
    };
    expect(await leastOf(2_000, tell)).toBeLessThan(2_000);
    await client.dispose();
  });
});

describe('who may follow whom', () => {
  it('is the member itself, and nobody without a token', async () => {
    const [one, other] = [await enrol('mine'), await enrol('not mine')];
    const client = connect(api.server.url, await tokenOf(one));
    const heard = listen(client, { memberId: other.id });
    await until(() => heard.errors.length > 0);
    expect(heard.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: 'NOT_FOUND' } }]);
    expect((await poll(await tokenOf(one), { memberId: other.id })).data).toEqual({ feed: null });
    expect((await api.ask(QUERY)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    await client.dispose();
  });

  it('is a partner, of what it reported itself about a member of its own', async () => {
    const own = await enrol('of both', partner);
    const foreign = await enrol('of the host');
    const client = connect(api.server.url, partner);
    const heard = listen(client, { memberId: own.id });
    const answers = await Promise.all([foreign.id, 'mem_nothing'].map((id) => poll(partner, { memberId: id })));
    expect(answers.map(({ data, errors }) => ({ data, errors }))).toEqual([{ data: { feed: null } }, { data: { feed: null } }]); // prettier-ignore
    await sleep(200);
    await buy(own, 'at the host');
    await buy(own, 'at the partner', partner);
    await until(() => heard.reported().length > 0);
    await sleep(100);
    expect(heard.reported()).toEqual(['at the partner']);
    const refused = [foreign.id, 'mem_nothing'].map((memberId) => listen(client, { memberId }));
    await until(() => refused.every(({ errors }) => errors.length > 0));
    const [first, second] = refused.map(({ errors }) => JSON.stringify(errors).replace(/req_\w+/, ''));
    expect(first).toBe(second);
    await client.dispose();
  });

  it('ends for a partner with the link to the member', async () => {
    const member = await enrol('unlinked', partner);
    const client = connect(api.server.url, partner);
    const heard = listen(client, { memberId: member.id });
    await sleep(200);
    await api.house.database.transaction(async (sql) => ({
      value: await sql.run('DELETE FROM member_links WHERE memberId = ?', [member.id]),
      commit: true,
    }));
    await api.ask(RECORD, { member, input: purchase('after the end', 100) }, { token: host });
    await buy(member, 'nothing', partner);
    await sleep(300);
    expect(heard.events).toEqual([]);
    await client.dispose();
  });

  it('needs the scope, which the refusal names', async () => {
    const member = await enrol('scope');
    const client = connect(api.server.url, await api.key(['members:read']));
    const heard = listen(client, { memberId: member.id });
    await until(() => heard.errors.length > 0);
    expect(heard.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', scope: 'activities:read' } }]);
    await client.dispose();
  });

  it('does not take a cursor of another member, or a made-up one', async () => {
    const [one, other] = [await enrol('cursor'), await enrol('other cursor')];
    const token = await tokenOf(one);
    const foreign = at(await poll(await tokenOf(other), { last: 1 }), 'data.feed.pageInfo.endCursor');
    const client = connect(api.server.url, token);
    for (const after of [foreign, 'WyJhY3RfMSJd.AAAAAAAAAAAA', '']) {
      const heard = listen(client, { after });
      await until(() => heard.errors.length > 0);
      expect(heard.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
      expect((await poll(token, { after })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
    await client.dispose();
  });

  it('tells nothing of how much a member does elsewhere by its cursors', async () => {
    const member = await enrol('opaque', partner);
    for (let n = 0; n < 3; n++) await buy(member, `opaque-${n}`);
    await buy(member, 'opaque-own', partner);
    const cursor = at(await poll(partner, { memberId: member.id, last: 1 }), 'data.feed.pageInfo.endCursor');
    expect(JSON.parse(Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString())).toEqual([expect.stringMatching(/^act_/)]); // prettier-ignore
  });
});

describe('credentials', () => {
  it('that are revoked close the socket within about a second', async () => {
    const member = await enrol('revoked');
    const revoke = async () => {
      const closes: unknown[] = [];
      const key = await api.key(['host-admin']);
      const client = connect(api.server.url, await tokenOf(member, key), { on: { closed: (event) => closes.push(event) } }); // prettier-ignore
      listen(client);
      await sleep(200);
      const keyId = /^lrl_live_(\w{18})_/.exec(key)?.[1] ?? '';
      await api.house.database.transaction(async (sql) => ({
        value: await sql.run('UPDATE api_keys SET revokedAt = ? WHERE keyId = ?', [1, keyId]),
        commit: true,
      }));
      const took = await timed(() => until(() => closes.length > 0));
      expect(closes).toMatchObject([{ code: 4401, reason: 'UNAUTHENTICATED' }]);
      return took;
    };
    expect(await leastOf(PROVEN_MS + 700, revoke)).toBeLessThan(PROVEN_MS + 700);
  });

  it('that expire close the socket so that the client comes back with others', async () => {
    const member = await enrol('expired');
    const tokens = [await tokenOf(member)];
    const client = connect(api.server.url, null, {
      retryAttempts: 5,
      retryWait: () => sleep(20),
      connectionParams: () => ({ authorization: `Bearer ${tokens.at(-1) ?? ''}` }),
      on: { closed: (event) => codes.push((event as { code: number }).code) },
    });
    const codes: number[] = [];
    const heard = listen(client);
    await sleep(200);
    const expire = async (time: number) => {
      api.clock.advance(16 * 60_000);
      tokens.push(await tokenOf(member));
      const took = await timed(() => until(() => codes.length > time));
      await sleep(300);
      return took;
    };
    expect(await leastOf(2_000, expire)).toBeLessThan(2_000);
    expect(new Set(codes)).toEqual(new Set([4403]));
    await buy(member, 'after the new token');
    await until(() => heard.reported().length > 0);
    await client.dispose();
  });
});
