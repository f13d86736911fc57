import { expect } from '@jest/globals';
import { replay } from '../../src/modules/engine/index.js';
import { verifyLedger } from '../../src/modules/points/index.js';
import { settleDue } from '../support/acts.js';
import { benefitProgram } from '../support/benefit-program.js';
import { EARN, ENROL, TOKEN } from './documents.js';
import type { Answered, TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const PURCHASE =
  'purchase { id status expiresAt promisedAt paidAt endedAt externalPaymentId price { wallet points money { amountMinor currency } } benefit { code } availableActions grant { id } }';
const GRANT =
  'grant { id status source code obligation { id kind status missing dueAt purchase { id } } purchase { id } }';
const REST = `member { id balances { available held wallet { code } } } errors { __typename code path
  ... on PaymentMismatch { expected { amountMinor currency } reported { amountMinor currency } }
  ... on PriceChanged { price { points money { amountMinor } } } } replayed`;

export const BUY = `mutation ($member: MemberRef, $benefit: ID!, $price: PriceInput, $key: String!, $dryRun: Boolean = false) {
  benefitBuy(member: $member, benefitId: $benefit, expectedPrice: $price, idempotencyKey: $key, dryRun: $dryRun) { ${PURCHASE} ${REST} outcome { points { amount } } } }`;
export const CONFIRM = `mutation ($hold: ID!, $payment: String!, $amount: MoneyInput!, $key: String!, $dryRun: Boolean = false) {
  paymentConfirm(holdId: $hold, externalPaymentId: $payment, amount: $amount, idempotencyKey: $key, dryRun: $dryRun) { ${PURCHASE} ${GRANT} ${REST} outcome { points { amount } grants { id status benefit { code } } } } }`;
export const RELEASE = `mutation ($id: ID!, $key: String!) { benefitPurchaseRelease(purchaseId: $id, idempotencyKey: $key) { ${PURCHASE} ${REST} } }`;
export const REFUND = `mutation ($id: ID!, $key: String!) { benefitPurchaseRefund(purchaseId: $id, reason: "changed its mind", idempotencyKey: $key) { ${PURCHASE} ${GRANT} ${REST} } }`;

export const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

/** What a mutation answered, whatever it is called. */
export interface Told {
  readonly purchase: { readonly id: string; readonly status: string; readonly expiresAt: string; readonly grant: object | null } | null; // prettier-ignore
  readonly grant: { readonly id: string; readonly status: string; readonly code: string | null; readonly obligation: object | null } | null; // prettier-ignore
  readonly errors: readonly { readonly code: string; readonly path: readonly string[] }[];
  readonly replayed: boolean;
}

export interface Shop {
  readonly api: TestApi;
  readonly key: string;
  ask(query: string, variables?: object, as?: string): Promise<Answered>;
  enrol(as?: string): Promise<string>;
  token(memberId: string): Promise<string>;
  give(memberId: string, amount: number): Promise<unknown>;
  /** A new member with 100 points. */
  rich(): Promise<string>;
  available(memberId: string): Promise<{ available: number; held: number }>;
  /** The last transfer by which a member spent points. */
  spentBy(memberId: string): Promise<string>;
  buy(memberId: string, benefit: string, more?: object, as?: string): Promise<Told>;
  confirm(hold: string, payment: string, amountMinor: number, more?: object, as?: string): Promise<Told>;
  release(id: string, more?: object, as?: string): Promise<Told>;
  refund(id: string, more?: object, as?: string): Promise<Told>;
  /** Lets time pass, and what is due happen. */
  wait(minutes: number): Promise<void>;
  count(text: string): Promise<number>;
  /** The books agree, and playing everything again decides the same. */
  closeSound(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(
  benefits: readonly object[],
  rules: readonly object[] = [],
  more: object = {},
): Promise<Shop> {
  const api = await openTestApi({ program: { ...benefitProgram(benefits, rules), ...more } });
  const key = await api.key(['host-admin']);
  let keys = 0;
  const ask = (query: string, variables: object = {}, as = key) =>
    api.ask(query, { key: `shop-${(keys += 1)}`, ...variables }, { token: as });
  const told = async (name: string, query: string, variables: object, as = key) => {
    const answered = await ask(query, variables, as);
    const payload = at<Told | null | undefined>(answered, `data.${name}`);
    if (!payload) throw new Error(JSON.stringify(answered.errors));
    return payload;
  };
  const enrol = async (as?: string) => at(await ask(ENROL, { input: { externalId: `shop-${(keys += 1)}` } }, as), 'data.memberEnrol.member.id'); // prettier-ignore
  const give = (id: string, amount: number) => ask(EARN, { member: { id }, input: { wallet: 'points', amount, reason: 'gift' } }); // prettier-ignore
  return {
    api,
    key,
    ask,
    enrol,
    token: async (id) => at(await ask(TOKEN, { member: { id } }), 'data.memberTokenIssue.token'),
    give,
    rich: async () => {
      const member = await enrol();
      await give(member, 100);
      return member;
    },
    spentBy: async (id) => {
      const text =
        "SELECT id FROM point_transfers WHERE memberId = ? AND kind = 'spend' ORDER BY occurredAt DESC, id DESC";
      return (await api.house.database.reader.rows<{ id: string }>(text, [id]))[0]?.id ?? '';
    },
    available: async (id) => {
      const text = "SELECT available, held FROM point_accounts WHERE memberId = ? AND wallet = 'points'";
      const [row] = await api.house.database.reader.rows<{ available: number; held: number }>(text, [id]);
      return { available: row?.available ?? 0, held: row?.held ?? 0 };
    },
    buy: (id, benefit, more = {}, as) => told('benefitBuy', BUY, { ...(as === undefined || as.startsWith('lrl') ? { member: { id } } : {}), benefit: `bnf_${benefit}`, ...more }, as), // prettier-ignore
    confirm: (hold, payment, amountMinor, more = {}, as) => told('paymentConfirm', CONFIRM, { hold, payment, amount: usd(amountMinor), ...more }, as), // prettier-ignore
    release: (id, more = {}, as) => told('benefitPurchaseRelease', RELEASE, { id, ...more }, as),
    refund: (id, more = {}, as) => told('benefitPurchaseRefund', REFUND, { id, ...more }, as),
    wait: async (minutes) => {
      api.clock.advance(minutes * 60_000);
      await settleDue(api);
    },
    count: async (text) => (await api.house.database.reader.rows<{ n: number }>(text))[0]?.n ?? 0,
    closeSound: async () => {
      expect(await verifyLedger(api.house)).toMatchObject({ ok: true, differences: [] });
      expect(await replay(api.house)).toMatchObject({ ok: true, differences: [] });
      await api.close();
    },
    close: () => api.close(),
  };
}
