import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { claim, issue } from '../support/benefit-acts.js';
import { counted, coupon } from '../support/benefit-program.js';
import { buy } from '../support/acts.js';
import { at } from './open-api.js';
import type { Shop } from './purchases-api.js';
import { openShop } from './purchases-api.js';

const OFFERS = 'nodes { code name price { points money { amountMinor currency } } availableActions remainingForMe } totalCount pageInfo { hasNextPage endCursor }'; // prettier-ignore
const MINE = `query ($first: Int, $after: String) { me { offers(first: $first, after: $after) { ${OFFERS} } } }`;
const ROOT = `query ($member: MemberRef, $last: Int, $before: String) { offers(member: $member, last: $last, before: $before) { ${OFFERS} } }`;
const priced = (points: number) => ({ isClaimable: false, price: { wallet: 'points', points } });
const sold = { isClaimable: false, priceMinor: 990 };

const BENEFITS = [
  coupon('free'),
  coupon('dear', priced(1_000)),
  coupon('cheap', priced(40)),
  coupon('sold', sold),
  coupon('sold-dear', { ...sold, price: { wallet: 'points', points: 1_000 } }),
  coupon('new', { ...priced(2_000), isHighlighted: true }),
  coupon('rich', { eligibility: 'metrics.spendMinor >= 5000' }),
  coupon('twice', { limits: [{ max: 2, per: 'ever' }] }),
  coupon('gone', counted(0)),
  coupon('waits', { ...counted(0), otherwise: [{ kind: 'wait', days: 5 }] }),
  coupon('swapped', { ...counted(0), otherwise: [{ kind: 'substitute', benefit: 'gone' }] }),
  coupon('few', counted(1)),
  coupon('given', { isClaimable: false }),
  coupon('standing', { isClaimable: false, isStanding: true }),
  coupon('over', { validity: { kind: 'fixed', until: '2026-01-01T00:00:00.000Z' } }),
  coupon('draft', { status: 'draft' }),
  coupon('retiring', { status: 'retiring' }),
];

interface Offer {
  readonly code: string;
  readonly availableActions: readonly string[];
  readonly remainingForMe: number | null;
}

let shop: Shop;
beforeAll(async () => {
  shop = await openShop(BENEFITS);
});
afterAll(() => shop.close());

const mine = async (token: string, page: object = {}) => at<{ nodes: Offer[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } }>(await shop.ask(MINE, page, token), 'data.me.offers'); // prettier-ignore
const codes = (nodes: readonly Offer[]) => nodes.map(({ code }) => code);
const actionsIn = (nodes: readonly Offer[]) =>
  Object.fromEntries(nodes.map((each) => [each.code, each.availableActions]));

describe('Offers', () => {
  it('are what the member could get now: what is new first, then what it can afford, with what may be done', async () => {
    const member = await shop.enrol();
    await shop.give(member, 50);
    const token = await shop.token(member);
    const { nodes, totalCount } = await mine(token);
    expect(codes(nodes)).toEqual(['new', 'free', 'cheap', 'sold', 'twice', 'few', 'dear', 'sold-dear']);
    expect(totalCount).toBe(8);
    expect(actionsIn(nodes)).toEqual({ new: [], free: ['CLAIM'], cheap: ['EXCHANGE'], sold: ['BUY'], twice: ['CLAIM'], few: ['CLAIM'], dear: [], 'sold-dear': [] }); // prettier-ignore
    expect(nodes.find(({ code }) => code === 'sold')).toMatchObject({ price: { points: null, money: { amountMinor: 990, currency: 'USD' } } }); // prettier-ignore
    expect(nodes.find(({ code }) => code === 'free')).toMatchObject({ price: null });
  });

  it('move with what the member does, and with what others take', async () => {
    const member = await shop.enrol();
    const token = await shop.token(member);
    await buy(shop.api, member, 6_000);
    expect(codes((await mine(token)).nodes)).toContain('rich');
    for (const left of [1, 0]) {
      await claim(shop.api, member, 'twice');
      const [told] = (await mine(token)).nodes.filter(({ code }) => code === 'twice');
      expect(told?.remainingForMe).toBe(left === 0 ? undefined : left);
    }
    const unit = await issue(shop.api, await shop.enrol(), 'few');
    expect(unit).toMatch(/^grt_/);
    expect(codes((await mine(token)).nodes)).not.toContain('few');
  });

  it('come in pages that go on where the last one ended, forward and backward', async () => {
    const member = await shop.enrol();
    const token = await shop.token(member);
    const whole = codes((await mine(token)).nodes);
    const first = await mine(token, { first: 3 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await mine(token, { first: 100, after: first.pageInfo.endCursor });
    expect([...codes(first.nodes), ...codes(rest.nodes)]).toEqual(whole);
    const back = await shop.ask(ROOT, { last: 2, before: first.pageInfo.endCursor }, token);
    expect(codes(at(back, 'data.offers.nodes'))).toEqual(whole.slice(0, 2));
    expect((await shop.ask(MINE, { after: 'made.up' }, token)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]); // prettier-ignore
  });

  it('of a member are told to who may give it benefits, with what that member may do', async () => {
    const member = await shop.enrol();
    const told = await shop.ask(ROOT, { member: { id: member } });
    expect(actionsIn(at(told, 'data.offers.nodes'))).toMatchObject({ free: ['CLAIM'], cheap: [], sold: ['BUY'] });
    const [nobody, partner] = [await shop.api.key(['benefits:read']), await shop.api.key(['benefits:issue', 'catalogue:read'], 'partner')]; // prettier-ignore
    expect((await shop.ask(ROOT, { member: { id: member } }, nobody)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
    expect((await shop.ask(ROOT, { member: { id: member } }, partner)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: 'NOT_FOUND' } }]); // prettier-ignore
    await shop.ask(`mutation { memberSuspend(member: { id: "${member}" }, reason: "test") { errors { code } } }`);
    expect(at(await shop.ask(ROOT, { member: { id: member } }), 'data.offers.nodes')).toEqual([]);
  });

  it('of many members, and what may be done about many benefits, are read in a few statements', async () => {
    const members = await Promise.all(Array.from({ length: 8 }, () => shop.enrol()));
    const statements = async (query: string, as?: string) => {
      const { reader } = shop.api.house.database;
      const rows = reader.rows.bind(reader);
      let count = 0;
      reader.rows = (text, params) => ((count += 1), rows(text, params));
      const answered = await shop.ask(query, {}, as).finally(() => (reader.rows = rows));
      expect(answered.errors).toBeUndefined();
      return count;
    };
    const ofMembers = (ids: readonly string[]) => `{ nodes(ids: ${JSON.stringify(ids)}) { ... on Member { offers { nodes { code availableActions remainingForMe } } } } }`; // prettier-ignore
    const [one, many] = [await statements(ofMembers(members.slice(0, 1))), await statements(ofMembers(members))];
    expect(many).toBe(one);
    const token = await shop.token(members[0] ?? '');
    expect(await statements('{ benefits { code availableActions remainingForMe } }', token)).toBeLessThanOrEqual(
      (await statements('{ benefit(id: "bnf_few") { code availableActions remainingForMe } }', token)) + 1,
    );
  });
});

describe('What may be done about a benefit', () => {
  it('is what would not be refused: neither what one may not have, nor what nothing stands in for', async () => {
    const token = await shop.token(await shop.enrol());
    const all = await shop.ask(
      '{ benefits(filter: { status: [LIVE, RETIRING] }) { code availableActions } }',
      {},
      token,
    );
    expect(actionsIn(at(all, 'data.benefits'))).toMatchObject({
      ...{ free: ['CLAIM'], rich: [], gone: [], waits: ['CLAIM'], swapped: [], given: [], standing: [], over: [], retiring: [] },
      ...{ cheap: [], sold: ['BUY'], 'sold-dear': [] },
    }); // prettier-ignore
  });
});
