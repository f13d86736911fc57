import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { enrolMember, freshId } from '../support/acts.js';
import { grantsOf, issue } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import type { TestApi } from './open-api.js';
import { openTestApi } from './open-api.js';

const brand = (code: string) => ({ code, name: code, zone: 'America/New_York', currency: 'USD', locale: 'en' });
const brands = { host: brand('host'), partners: [brand('north'), brand('south')] };
const program = {
  ...benefitProgram([
    coupon('five', { brands: ['host', 'north'], face: { amountMinor: 500, thresholdMinor: 2_000 } }),
    coupon('wallet', { brands: ['north'], face: { amountMinor: 1_000 }, isPartial: true }),
    coupon('elsewhere', { brands: ['south'] }),
    coupon('lunch', { brands: ['north'], face: { amountMinor: 500, hours: [{ weekdays: [5], from: '11:00', to: '14:00' }] } }),
    coupon('in-store', { brands: ['north'], stores: ['first'] }),
    coupon('tomorrow', { brands: ['north'], face: { amountMinor: 500, startsNextDay: true } }),
    coupon('today', { brands: ['north'], validity: { kind: 'days', days: 1 } }),
  ]),
  brands,
}; // prettier-ignore

const CHECK = `query ($code: String!, $basket: BasketInput) { grantByCode(code: $code, basket: $basket) {
  grantId grant { id } benefit { code } status usesLeft leftMinor worth { worthMinor reason missingMinor } refusal { __typename code message ... on TooManyTries { seconds } } } }`;
const PARTS =
  'member { id } outcome { grants { id } } grant { id } redemption { id status amountMinor orderId storeId grantId grant { id } availableActions } errors { code } replayed';
const HOLD = `mutation ($input: BenefitUseInput!, $key: String!, $dry: Boolean = false, $minutes: Int = 15) { done: benefitHold(input: $input, idempotencyKey: $key, dryRun: $dry, minutes: $minutes) { ${PARTS} } }`;
const REDEEM = `mutation ($input: BenefitUseInput, $id: ID, $amount: SafeInt, $order: String, $key: String!) { done: benefitRedeem(input: $input, redemptionId: $id, amountMinor: $amount, orderId: $order, idempotencyKey: $key) { ${PARTS} } }`;
const RELEASE = `mutation ($id: ID!, $key: String!) { done: benefitRelease(redemptionId: $id, idempotencyKey: $key) { ${PARTS} } }`;
const REVERSE = `mutation ($id: ID!, $key: String!) { done: benefitRedemptionReverse(redemptionId: $id, reason: "wrong", idempotencyKey: $key) { ${PARTS} } }`;

const SCOPES = [
  'members:enrol',
  'benefits:redeem',
  'benefits:reverse',
  'benefits:read',
  'activities:write',
  'members:read',
];
const basket = (priceMinor: number) => ({ lines: [{ sku: 'tea', priceMinor }] });

interface Done {
  readonly member: { readonly id: string } | null;
  readonly outcome: object | null;
  readonly grant: object | null;
  readonly redemption: { readonly id: string; readonly status: string } | null;
  readonly errors: readonly { readonly code: string }[];
  readonly replayed: boolean;
}

describe('A till of a partner', () => {
  let api: TestApi;
  let token: string;
  let memberId: string;

  beforeEach(async () => {
    api = await openTestApi({ program });
    token = await api.key(SCOPES, 'north');
    memberId = await enrolMember(api);
  });
  afterEach(() => api.close());

  const codeOf = async (benefit: string): Promise<string> => {
    const id = await issue(api, memberId, benefit);
    return (await grantsOf(api, memberId)).find((each) => each.id === id)?.code ?? '';
  };
  const check = async (code: string, of?: object, by = token) =>
    ((await api.ask(CHECK, { code, basket: of ?? null }, { token: by })).data as { grantByCode: Record<string, unknown> }).grantByCode; // prettier-ignore
  const act = async (document: string, variables: object, by = token): Promise<Done> => {
    const { data, errors } = await api.ask(document, { key: freshId('key'), ...variables }, { token: by });
    expect(errors).toBeUndefined();
    return (data as { done: Done }).done;
  };
  const codes = ({ errors }: Done) => errors.map(({ code }) => code);

  it('checks the code of a member it does not know, in whatever way it was typed, and learns nothing about the member', async () => {
    const code = await codeOf('five');
    const typed = ` ${code.toLowerCase().slice(0, 4)}-${code.toLowerCase().slice(4, 8)} ${code.slice(8)}`;
    expect(await check(typed, basket(2_500))).toMatchObject({
      grant: null,
      benefit: { code: 'five' },
      status: 'ISSUED',
      usesLeft: 1,
      worth: { worthMinor: 500, reason: null },
      refusal: null,
    });
    expect(await check(code, basket(1_500))).toMatchObject({
      worth: { worthMinor: 0, reason: 'BELOW_THRESHOLD', missingMinor: 500 },
      refusal: null,
    });
    expect(await check(code, undefined, await api.key(SCOPES))).toMatchObject({ grant: { id: expect.any(String) as unknown } }); // prettier-ignore
  });

  it('is told of a typo by the check sign, and that anything else is not there, also what is good elsewhere', async () => {
    const code = await codeOf('five');
    const typo = `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`;
    const refusalOf = async (text: string) => (await check(text))['refusal'] as { readonly code: string };
    expect(await refusalOf(typo)).toMatchObject({ code: 'CODE_MISTYPED' });
    expect(await refusalOf('no such code')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(await codeOf('elsewhere'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(codes(await act(HOLD, { input: { code: await codeOf('elsewhere') } }))).toEqual(['NOT_FOUND']);
    expect(codes(await act(HOLD, { input: { code: typo } }))).toEqual(['CODE_MISTYPED']);
  });

  it('cannot use a grant by its id that is not its own, nor what another brand holds', async () => {
    const grantId = await issue(api, memberId, 'five');
    expect(codes(await act(REDEEM, { input: { grantId } }))).toEqual(['NOT_FOUND']);
    const host = await api.key(SCOPES);
    const held = await act(HOLD, { input: { grantId } }, host);
    expect(codes(await act(REDEEM, { id: held.redemption?.id }))).toEqual(['NOT_FOUND']);
    expect(codes(await act(RELEASE, { id: held.redemption?.id }))).toEqual(['NOT_FOUND']);
  });

  it('holds, redeems, reverses and uses again; each repeat answers what the first did', async () => {
    const code = await codeOf('five');
    const dry = await act(HOLD, { input: { code }, dry: true });
    expect(dry).toMatchObject({ redemption: null, errors: [] });
    const held = await act(HOLD, { input: { code, orderId: 'o-1' }, key: 'once' });
    expect(held).toMatchObject({ member: null, outcome: null, grant: null, replayed: false, redemption: { status: 'HELD', orderId: 'o-1', grant: null, availableActions: ['REDEEM', 'RELEASE'] } }); // prettier-ignore
    expect(await act(HOLD, { input: { code, orderId: 'o-1' }, key: 'once' })).toEqual({ ...held, replayed: true });
    expect(codes(await act(HOLD, { input: { code } }))).toEqual(['GRANT_HELD']);
    const id = held.redemption?.id;
    expect(await act(REDEEM, { id })).toMatchObject({ redemption: { id, status: 'REDEEMED', orderId: 'o-1' }, errors: [] }); // prettier-ignore
    expect(codes(await act(REDEEM, { input: { code } }))).toEqual(['GRANT_ENDED']);
    expect(await check(code)).toMatchObject({ status: 'USED', usesLeft: 0, refusal: { code: 'GRANT_ENDED' } });
    expect(await act(REVERSE, { id })).toMatchObject({ redemption: { status: 'REVERSED' }, errors: [] });
    expect(codes(await act(REVERSE, { id }))).toEqual(['NOT_REDEEMED']);
    expect(await act(REDEEM, { input: { code } })).toMatchObject({ redemption: { status: 'REDEEMED' }, errors: [] });
  });

  it('lets go of what it held, or it is let go by itself', async () => {
    const code = await codeOf('five');
    const first = await act(HOLD, { input: { code } });
    expect(await act(RELEASE, { id: first.redemption?.id })).toMatchObject({ redemption: { status: 'RELEASED' } });
    const second = await act(HOLD, { input: { code }, minutes: 1 });
    api.clock.advance(60_000);
    expect(codes(await act(REDEEM, { id: second.redemption?.id }))).toEqual(['HOLD_ENDED']);
    expect(await check(code)).toMatchObject({ status: 'ISSUED', refusal: null });
  });

  it('uses money bit by bit, and never more than is left', async () => {
    const code = await codeOf('wallet');
    expect(await act(REDEEM, { input: { code, amountMinor: 300 } })).toMatchObject({
      redemption: { amountMinor: 300 },
    });
    expect(await check(code, basket(5_000))).toMatchObject({ leftMinor: 700, worth: { worthMinor: 700 } });
    expect(codes(await act(REDEEM, { input: { code, amountMinor: 701 } }))).toEqual(['VALUE_EXCEEDED']);
    const held = await act(HOLD, { input: { code, amountMinor: 500 } });
    expect(codes(await act(REDEEM, { id: held.redemption?.id, amount: 501 }))).toEqual(['REDEEM_EXCEEDS_HOLD']);
    expect(await act(REDEEM, { id: held.redemption?.id, amount: 400 })).toMatchObject({ redemption: { amountMinor: 400 } }); // prettier-ignore
    expect(await check(code)).toMatchObject({ leftMinor: 300 });
  });

  it('is told why it cannot be used here and now: hours, store, not before tomorrow, died', async () => {
    const refusalOf = async (benefit: string) => (await check(await codeOf(benefit)))['refusal'];
    expect(await refusalOf('lunch')).toMatchObject({ code: 'NOT_AT_THIS_HOUR', message: 'This benefit cannot be used at this hour; again from Jan 16, 2026, 11:00 AM on.' }); // prettier-ignore
    expect(await refusalOf('in-store')).toMatchObject({ code: 'NOT_GOOD_HERE' });
    expect(await refusalOf('tomorrow')).toMatchObject({ code: 'GRANT_NOT_YET' });
    const code = await codeOf('today');
    api.clock.advance(86_400_000);
    expect(await check(code)).toMatchObject({ refusal: { code: 'GRANT_EXPIRED' } });
    expect(codes(await act(HOLD, { input: { code } }))).toEqual(['GRANT_EXPIRED']);
    expect(codes(await act(HOLD, { input: { code: await codeOf('in-store') } }))).toEqual(['NOT_GOOD_HERE']);
  });

  it('that guesses is stopped after a hundred, for right codes as well, and a right one is no guess', async () => {
    const code = await codeOf('five');
    for (let at = 0; at < 40; at++) expect((await check(code))['refusal']).toBeNull();
    const guesses = await Promise.all(Array.from({ length: 150 }, (_, at) => check(`guess-${at}`)));
    const found = guesses.map((each) => (each['refusal'] as { readonly code: string }).code);
    const looked = found.filter((each) => each === 'NOT_FOUND').length;
    expect(looked).toBeGreaterThanOrEqual(100);
    expect(looked).toBeLessThan(115); // half a try comes back every second
    expect(await check(code)).toMatchObject({ refusal: { __typename: 'TooManyTries', code: 'TOO_MANY_TRIES', seconds: expect.any(Number) as unknown } }); // prettier-ignore
    expect(codes(await act(HOLD, { input: { code } }))).toEqual(['TOO_MANY_TRIES']);
    expect(await check(code, undefined, await api.key(SCOPES, 'north'))).toMatchObject({ refusal: null });
  });

  it('lists what was used at it, and nothing of what was used elsewhere', async () => {
    const list = '{ redemptions(first: 5) { nodes { id status } totalCount } }';
    const used = await act(REDEEM, { input: { code: await codeOf('five') } });
    await act(REDEEM, { input: { code: await codeOf('five') } }, await api.key(SCOPES));
    expect((await api.ask(list, {}, { token })).data).toEqual({ redemptions: { nodes: [{ id: used.redemption?.id, status: 'REDEEMED' }], totalCount: 1 } }); // prettier-ignore
    const node = '{ node(id: "ID") { id } }'.replace('ID', used.redemption?.id ?? '');
    expect((await api.ask(node, {}, { token })).data).toEqual({ node: { id: used.redemption?.id } });
    expect((await api.ask(node, {}, { token: await api.key(SCOPES, 'south') })).data).toEqual({ node: null });
  });

  it('talks with Laurel from the check to the refund: what was used on an order is there again when the order is', async () => {
    const enrolled = await api.ask('mutation { memberEnrol(input: { externalId: "guest" }, idempotencyKey: "guest") { member { id } } }', {}, { token }); // prettier-ignore
    memberId = (enrolled.data as { memberEnrol: { member: { id: string } } }).memberEnrol.member.id;
    const record = (type: string, details: object) =>
      api.ask(
        'mutation ($input: ActivityInput!) { activityRecord(member: { externalId: "guest" }, input: $input) { errors { code } } }',
        { input: { type, externalId: freshId(type), [type]: details } },
        { token },
      );
    const code = await codeOf('five');
    expect(await check(code, basket(4_000))).toMatchObject({ refusal: null, worth: { worthMinor: 500 } });
    const held = await act(HOLD, { input: { code, orderId: 'till-1' } });
    expect((await record('purchase', { orderId: 'till-1', amountMinor: 3_500 })).data).toEqual({ activityRecord: { errors: [] } }); // prettier-ignore
    const used = await act(REDEEM, { id: held.redemption?.id });
    expect(used).toMatchObject({ member: { id: memberId }, redemption: { status: 'REDEEMED' }, errors: [] });
    await record('refund', { orderId: 'till-1', amountMinor: 1_000 });
    expect(await check(code)).toMatchObject({ status: 'USED' });
    await record('refund', { orderId: 'till-1', amountMinor: 2_500 });
    expect(await check(code)).toMatchObject({ status: 'ISSUED', usesLeft: 1, refusal: null });
    expect(codes(await act(REVERSE, { id: held.redemption?.id }))).toEqual(['NOT_REDEEMED']);
  });

  it('says exactly one thing that is used', async () => {
    expect(codes(await act(REDEEM, {}))).toEqual(['INVALID_INPUT']);
    expect(codes(await act(HOLD, { input: {} }))).toEqual(['INVALID_INPUT']);
    expect(codes(await act(REDEEM, { id: 'rdm_0', input: { code: 'x' } }))).toEqual(['INVALID_INPUT']);
  });
});
