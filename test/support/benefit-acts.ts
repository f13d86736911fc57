import type { Bound } from '../../src/kernel/bind.js';
import type { Json } from '../../src/kernel/json.js';
import type { WriteSession } from '../../src/kernel/session.js';
import type { Written } from '../../src/kernel/unit-of-work.js';
import { write } from '../../src/kernel/unit-of-work.js';
import * as benefits from '../../src/modules/benefits/index.js';
import { freshId } from './acts.js';
import type { TestHouse } from './house.js';

/** What tests do with benefits, through the same doors as everybody else. */

type Said = Partial<Omit<benefits.Using, 'memberId' | 'brandId' | 'grantId'>>;

function doing(
  { house, caller }: TestHouse,
  memberId: string,
  mutation: string,
  work: (session: WriteSession) => Json | Promise<Json>,
  { key = freshId('key'), benefit }: { key?: string | undefined; benefit?: string } = {},
): Promise<Written<Json>> {
  const once = { mutation, key, input: { memberId } };
  const offered = benefit === undefined ? undefined : benefits.offeredOf(house.programs.current(), benefit);
  const first = offered && benefits.firstLook(offered);
  return write(house, { caller, members: [memberId], once, first }, async (session) => work(session));
}

/** Answers the id the grant has. */
export async function issue(test: TestHouse, memberId: string, benefit: string, key?: string): Promise<string> {
  const whose = { memberId, brandId: test.caller.brandId };
  const act = (session: WriteSession) => benefits.issue(session, { ...whose, benefit, reason: 'test' });
  return benefits.grantOf((await doing(test, memberId, 'benefitIssue', act, { key, benefit })).value as string);
}

export async function claim(test: TestHouse, memberId: string, benefit: string, key?: string): Promise<string> {
  const whose = { memberId, brandId: test.caller.brandId };
  const act = (session: WriteSession) => benefits.claim(session, { ...whose, benefit });
  return benefits.grantOf((await doing(test, memberId, 'benefitClaim', act, { key, benefit })).value as string);
}

/** Answers the id of the redemption. */
export async function hold(test: TestHouse, memberId: string, grantId: string, minutes = 15, more: Said = {}): Promise<string> {
  const using = { memberId, brandId: test.caller.brandId, grantId, ...more };
  const act = (session: WriteSession) => benefits.hold(session, { ...using, expiresAt: benefits.holdUntil(session.now, minutes) });
  return benefits.redemptionOf((await doing(test, memberId, 'benefitHold', act)).value as string);
} // prettier-ignore

export async function redeem(test: TestHouse, memberId: string, grantId: string, more: Said = {}): Promise<string> {
  const using = { memberId, brandId: test.caller.brandId, grantId, ...more };
  const act = (session: WriteSession) => benefits.redeem(session, using);
  const { value } = await doing(test, memberId, 'benefitRedeem', act);
  return more.redemptionId ?? benefits.redemptionOf(value as string);
}

export async function release(test: TestHouse, memberId: string, grantId: string, redemptionId: string): Promise<void> {
  const using = { memberId, brandId: test.caller.brandId, grantId, redemptionId };
  await doing(test, memberId, 'benefitRelease', (session) => benefits.release(session, using));
}

export async function reverse(test: TestHouse, memberId: string, grantId: string, redemptionId: string): Promise<void> {
  const using = { memberId, brandId: test.caller.brandId, grantId, redemptionId, reason: 'test' };
  await doing(test, memberId, 'benefitRedemptionReverse', (session) => benefits.reverse(session, using));
}

export async function revoke(test: TestHouse, memberId: string, grantId: string): Promise<void> {
  const revoking = { memberId, brandId: test.caller.brandId, grantId, reason: 'test' };
  await doing(test, memberId, 'benefitRevoke', (session) => benefits.revoke(session, revoking));
}

export interface GrantRow {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly status: string;
  readonly code: string | null;
  readonly instead: string | null;
  readonly uses: number;
  readonly usedMinor: number;
  readonly expiresAt: number | null;
}

export function grantsOf({ house }: TestHouse, memberId: string): Promise<GrantRow[]> {
  return rows<GrantRow>(house, 'SELECT * FROM grants WHERE memberId = ? ORDER BY issuedAt, id', [memberId]);
}

export async function freeUnits({ house }: TestHouse, benefit: string): Promise<number> {
  const [row] = await rows<{ free: number }>(house, 'SELECT COUNT(*) AS free FROM benefit_units WHERE benefit = ? AND grantId IS NULL', [benefit]); // prettier-ignore
  return Number(row?.free);
}

function rows<T>(house: TestHouse['house'], text: string, params: readonly Bound[]): Promise<T[]> {
  return house.database.reader.rows<T>(text, params);
}

/** Answers the id of the purchase. */
export async function buy(test: TestHouse, memberId: string, benefit: string): Promise<string> {
  const { house, caller } = test;
  const offered = benefits.offeredOf(house.programs.current(), benefit);
  if (!offered) throw new Error(`There is no ${benefit}`);
  const buying = { memberId, brandId: caller.brandId, offered, expected: null };
  const act = (session: WriteSession) => benefits.buy(session, buying);
  return benefits.purchaseOfActivity((await doing(test, memberId, 'benefitBuy', act)).value as string);
}

/** Whether this payment had been reported before. */
export async function confirm(test: TestHouse, memberId: string, purchaseId: string, paymentId: string, amountMinor: number): Promise<boolean> {
  const payment = { memberId, purchaseId, paymentId, amountMinor, currency: test.house.programs.current().currency };
  const act = async (session: WriteSession) => ({ ...(await benefits.confirmPayment(session, payment)) });
  return ((await doing(test, memberId, 'paymentConfirm', act)).value as { isRepeat: boolean }).isRepeat;
} // prettier-ignore

export async function letGo(test: TestHouse, memberId: string, purchaseId: string): Promise<void> {
  const act = (session: WriteSession) => benefits.releasePurchase(session, { memberId, purchaseId });
  await doing(test, memberId, 'benefitPurchaseRelease', act);
}

export async function payBack(test: TestHouse, memberId: string, purchaseId: string): Promise<void> {
  const act = (session: WriteSession) => benefits.refundPurchase(session, { memberId, purchaseId, reason: 'test' });
  await doing(test, memberId, 'benefitPurchaseRefund', act);
}
