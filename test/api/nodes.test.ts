import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { askBothWays } from './both-ways.js';
import { EARN, ENROL, purchase, RECORD, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

let api: TestApi;
let host: string;
let partner: string;
let member: string;
/** Things of a member of the host, by their types. */
let ids: Readonly<Record<string, string>>;
/** The same of a member of the partner. */
let own: Readonly<Record<string, string>>;

const PARTNER = ['partner-standard', 'members:token', 'points:earn'];
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id ... on Tier { name } ... on Activity { type } } }';

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  partner = await api.key(PARTNER, 'partner');
  ids = await makeThings(host, 'hers');
  own = await makeThings(partner, 'theirs');
  member = at(await api.ask(TOKEN, { member: { id: own['Member'] } }, { token: partner }), 'data.memberTokenIssue.token'); // prettier-ignore
});
afterAll(() => api.close());

async function makeThings(token: string, name: string): Promise<Record<string, string>> {
  const id = at(await api.ask(ENROL, { input: { externalId: name }, key: name }, { token }), 'data.memberEnrol.member.id'); // prettier-ignore
  const recorded = await api.ask(RECORD, { member: { id }, input: purchase(name, 5_000) }, { token });
  const earned = await api.ask(EARN, { member: { id }, input: { wallet: 'points', amount: 5, reason: '' }, key: name }, { token }); // prettier-ignore
  const transfer = at(earned, 'data.pointsEarn.transfer.id');
  const Activity = at(recorded, 'data.activityRecord.activity.id');
  return { Member: id, Activity, LedgerEntry: transfer, PointLot: transfer.replace('trf_', 'lot_') };
}

const CONFIGURED = { Tier: 'tie_gold', TierLadder: 'lad_main', Wallet: 'wal_points' };

describe('node', () => {
  it('finds a thing of every kind by its id, whether the document is known or not', async () => {
    for (const [type, id] of Object.entries({ ...ids, ...CONFIGURED, Brand: 'brd_partner' })) {
      for (const answer of Object.values(await askBothWays(api, NODE, { id }, { token: host }))) {
        expect(answer).toMatchObject({ status: 200, errors: undefined, data: { node: { __typename: type, id } } });
      }
    }
  });

  it('finds for a partner and a member what is theirs', async () => {
    for (const token of [partner, member]) {
      for (const [type, id] of Object.entries({ ...own, ...CONFIGURED, Brand: 'brd_partner' })) {
        expect((await api.ask(NODE, { id }, { token })).data).toEqual({ node: expect.objectContaining({ __typename: type, id }) }); // prettier-ignore
      }
    }
  });

  it('answers alike for what is not there, of somebody else, of another kind, or no id', async () => {
    const nothing = Object.values(ids).map((id) => `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`);
    const wrong = ['tie_points', 'wal_gold', 'brd_nobody', 'req_1', 'mem_', '', '_', 'x', `${own['Member'] ?? ''} `, '__proto___x']; // prettier-ignore
    const kinds = Object.values(ids).map((id) => id.replace(/^(\w{3})/, (prefix) => (prefix === 'mem' ? 'act' : 'mem'))); // prettier-ignore
    for (const token of [partner, member]) {
      for (const id of [...Object.values(ids), ...nothing, ...kinds, ...wrong, 'brd_host']) {
        const { status, data, errors } = await api.ask(NODE, { id }, { token });
        expect({ id, status, data, errors }).toEqual({ id, status: 200, data: { node: null }, errors: undefined });
      }
    }
  });

  it('asks for the scope that the direct way asks for, also for what is not there', async () => {
    const token = await api.key(['members:read'], 'partner');
    for (const id of [own['LedgerEntry'], ids['LedgerEntry'], 'trf_nothing']) {
      const answer = await api.ask(NODE, { id }, { token });
      expect(answer).toMatchObject({ data: { node: null }, errors: [{ extensions: { code: 'FORBIDDEN', scope: 'points:read' } }] }); // prettier-ignore
    }
    const visitor = await api.ask(NODE, { id: own['Member'] });
    expect(visitor).toMatchObject({ data: { node: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('a partner whose member is no longer linked to it', () => {
  it('sees nothing of it any more, also of what it reported itself', async () => {
    const things = await makeThings(partner, 'leaving');
    const seen = async () => {
      const nodes = await Promise.all(Object.values(things).map((id) => api.ask(NODE, { id }, { token: partner })));
      const byId = await api.ask('{ activityByExternalId(externalId: "leaving") { id } }', {}, { token: partner });
      const list = await api.ask('{ activities(first: 100) { nodes { id } } }', {}, { token: partner });
      const listed = at<{ id: string }[]>(list, 'data.activities.nodes').some(({ id }) => id === things['Activity']);
      return [...nodes.map((answer) => at<unknown>(answer, 'data.node')), at<unknown>(byId, 'data.activityByExternalId'), listed].filter(Boolean).length; // prettier-ignore
    };
    expect(await seen()).toBe(6);
    await api.house.database.transaction(async (sql) => ({
      value: await sql.run('DELETE FROM member_links WHERE memberId = ?', [things['Member'] ?? '']),
      commit: true,
    }));
    expect(await seen()).toBe(0);
  });
});

describe('nodes', () => {
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

  it('come in the order of their ids, with null for what is not there and for what may not be asked for', async () => {
    const token = await api.key(['members:read'], 'partner');
    const asked = [own['Member'], ids['Member'], own['LedgerEntry'], 'nothing', own['Member']];
    for (const answer of Object.values(await askBothWays(api, NODES, { ids: asked }, { token }))) {
      const found = { __typename: 'Member', id: own['Member'] };
      expect(answer.data).toEqual({ nodes: [found, null, null, null, found] });
      expect(answer.errors).toMatchObject([{ path: ['nodes', 2], extensions: { code: 'FORBIDDEN', scope: 'points:read' } }]); // prettier-ignore
      expect(answer.extensions).toMatchObject({ cost: { requested: 5 } });
    }
  });

  it('are at most a hundred', async () => {
    const answer = await api.ask(NODES, { ids: Array<string>(101).fill('mem_x') }, { token: host });
    expect(at(answer, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });
});

describe('activityByExternalId', () => {
  const BY_ID = 'query ($id: String!) { activityByExternalId(externalId: $id) { id externalId type } }';

  it('tells what the caller itself reported under an id, and nothing of anybody else', async () => {
    const read = async (id: string, token: string) => at<unknown>(await api.ask(BY_ID, { id }, { token }), 'data.activityByExternalId'); // prettier-ignore
    expect(await read('hers', host)).toEqual({ id: ids['Activity'], externalId: 'hers', type: 'purchase' });
    expect(await read('theirs', partner)).toMatchObject({ id: own['Activity'] });
    for (const [id, token] of [['theirs', host], ['hers', partner], ['theirs ', partner], ['theirs', member], ['', host]] as const) expect(await read(id, token)).toBeNull(); // prettier-ignore
  });

  it('finds for a member what it reported with its own token', async () => {
    const share = { type: 'share', externalId: 'my share' };
    await api.ask('mutation ($input: ActivityInput!) { activityRecord(input: $input) { errors { code } } }', { input: share }, { token: member }); // prettier-ignore
    expect((await api.ask(BY_ID, { id: 'my share' }, { token: member })).data).toMatchObject({
      activityByExternalId: { externalId: 'my share', type: 'share' },
    });
    expect((await api.ask(BY_ID, { id: 'my share' }, { token: partner })).data).toEqual({ activityByExternalId: null });
  });
});

describe('activities', () => {
  const LIST = 'query ($first: Int, $after: String, $types: [String!]) { activities(first: $first, after: $after, types: $types) { nodes { id externalId } pageInfo { hasNextPage endCursor } totalCount } }'; // prettier-ignore
  interface Page {
    readonly nodes: readonly { readonly id: string; readonly externalId: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  }

  it('are those of the brand alone, each once, also while more are recorded', async () => {
    for (let n = 0; n < 5; n++) await api.ask(RECORD, { member: { id: own['Member'] }, input: purchase(`p-${n}`, 100) }, { token: partner }); // prettier-ignore
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 20; page++) {
      const answer = await api.ask(LIST, { first: 2, after, types: ['purchase'] }, { token: partner });
      const { nodes, pageInfo } = at<Page>(answer, 'data.activities');
      seen.push(...nodes.map(({ externalId }) => externalId));
      await api.ask(RECORD, { member: { id: own['Member'] }, input: purchase(`later-${page}`, 100) }, { token: partner }); // prettier-ignore
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect([...seen].sort()).toEqual(['p-0', 'p-1', 'p-2', 'p-3', 'p-4', 'theirs']);
  });

  it('have cursors that are of no use to another brand', async () => {
    const cursor = at(await api.ask(LIST, { first: 1 }, { token: partner }), 'data.activities.pageInfo.endCursor');
    const answer = await api.ask(LIST, { first: 1, after: cursor }, { token: host });
    expect(at(answer, 'errors.0.extensions.code')).toBe('BAD_USER_INPUT');
  });

  it('are not asked for by members', async () => {
    expect(at(await api.ask(LIST, {}, { token: member }), 'errors.0.extensions.code')).toBe('FORBIDDEN');
  });
});
