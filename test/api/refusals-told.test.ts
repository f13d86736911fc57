import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrolMember, freshId } from '../support/acts.js';
import { grantsOf, issue } from '../support/benefit-acts.js';
import { benefitProgram, coupon } from '../support/benefit-program.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const program = benefitProgram([
  coupon('ever', { limits: [{ max: 1, per: 'ever' }] }),
  coupon('yearly', { limits: [{ max: 1, per: 'year' }] }),
  coupon('held'),
  coupon('tomorrow', { face: { amountMinor: 500, startsNextDay: true } }),
  coupon('sold', { isClaimable: false, priceMinor: 990 }),
]);

const ERRORS = 'errors { code message nextActions { kind byAt } }';
const CLAIM = `mutation ($member: MemberRef!, $id: ID!, $key: String!) { done: benefitClaim(member: $member, benefitId: $id, idempotencyKey: $key) { ${ERRORS} } }`;
const HOLD = `mutation ($input: BenefitUseInput!, $key: String!) { done: benefitHold(input: $input, idempotencyKey: $key) { redemption { id } ${ERRORS} } }`;
const REDEEM = `mutation ($id: ID!, $key: String!) { done: benefitRedeem(redemptionId: $id, idempotencyKey: $key) { ${ERRORS} } }`;
const BUY = `mutation ($member: MemberRef!, $key: String!) { done: benefitBuy(member: $member, benefitId: "bnf_sold", idempotencyKey: $key) { purchase { id } ${ERRORS} } }`;
const PAY = `mutation ($id: ID!, $amount: MoneyInput!, $key: String!) { done: paymentConfirm(holdId: $id, externalPaymentId: $key, amount: $amount, idempotencyKey: $key) { ${ERRORS} } }`;
const QUOTE = `query ($member: MemberRef!) { basketQuote(member: $member, basket: { lines: [{ sku: "tea", priceMinor: 2000 }] }) { refused { reason text } } }`;

let api: TestApi;
let token: string;
let member: { readonly id: string };

beforeAll(async () => {
  api = await openTestApi({ program });
  token = await api.key(['host-admin']);
  member = { id: await enrolMember(api) };
});
afterAll(() => api.close());

interface Told {
  readonly code: string;
  readonly message: string;
  readonly nextActions: readonly { readonly kind: string; readonly byAt: string | null }[];
}

async function told(document: string, variables: object, language = 'en'): Promise<Told> {
  const answer = await api.ask(document, { key: freshId('key'), ...variables }, { token, language });
  expect(answer.errors).toBeUndefined();
  return at(answer, 'data.done.errors.0');
}

describe('What a refusal says to people', () => {
  it('is never to try again where a limit is for ever, and until when it lasts where it ends', async () => {
    for (const id of ['bnf_ever', 'bnf_yearly']) expect(await told(CLAIM, { member, id })).toBeUndefined();
    expect(await told(CLAIM, { member, id: 'bnf_ever' })).toEqual({ code: 'LIMIT_REACHED', message: 'The limit of "ever" is reached.', nextActions: [] }); // prettier-ignore
    expect(await told(CLAIM, { member, id: 'bnf_yearly' })).toEqual({
      code: 'LIMIT_REACHED',
      message: 'The limit of "yearly" is reached: again from Jan 1, 2027, 12:00 AM on.',
      nextActions: [{ kind: 'RETRY_LATER', byAt: '2027-01-01T05:00:00.000Z' }],
    });
    expect((await told(CLAIM, { member, id: 'bnf_yearly' }, 'zh-CN')).message).toBe('“yearly”已达次数上限，2027年1月1日 00:00 起可再次操作。'); // prettier-ignore
  });

  it('has instants as people of the program read them, and words for what a thing is now', async () => {
    const grantId = await issue(api, member.id, 'held');
    const code = (await grantsOf(api, member.id)).find(({ id }) => id === grantId)?.code;
    const held = await api.ask(HOLD, { input: { code }, key: 'held' }, { token });
    expect((await told(HOLD, { input: { code } })).message).toMatch(/^This benefit is reserved for a payment until Jan 15, 2026, 12:15 PM\.$/); // prettier-ignore
    expect((await told(HOLD, { input: { code } }, 'zh-CN')).message).toBe('该权益已被支付流程冻结，至 2026年1月15日 12:15。'); // prettier-ignore
    expect(await told(REDEEM, { id: at(held, 'data.done.redemption.id') })).toBeUndefined();
    expect((await told(HOLD, { input: { code } }, 'zh-CN')).message).toBe('该权益不可再使用：已使用。');
    await issue(api, member.id, 'tomorrow');
    const quote = await api.ask(QUOTE, { member }, { token, language: 'zh-TW' });
    expect(at(quote, 'data.basketQuote.refused')).toContainEqual({ reason: 'NOT_YET', text: '自 2026年1月16日 凌晨12:00 起可用。' }); // prettier-ignore
  });

  it('has money as people write it, and what nobody takes for money as it was sent', async () => {
    const bought = await api.ask(BUY, { member, key: 'buy' }, { token });
    const id = at(bought, 'data.done.purchase.id');
    const pay = (amountMinor: number, currency: string) => told(PAY, { id, amount: { amountMinor, currency } });
    expect((await pay(900, 'USD')).message).toBe('The payment is $9.00 and the price $9.90.');
    expect((await pay(900, 'dollars')).message).toBe('The payment is 900 dollars and the price $9.90.');
    expect(await pay(990, 'USD')).toBeUndefined();
    expect(await pay(990, 'USD')).toMatchObject({ code: 'PAID_BEFORE', message: expect.stringContaining('which is paid:') as unknown }); // prettier-ignore
  });
});
