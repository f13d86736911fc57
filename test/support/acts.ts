import type { JsonObject } from '../../src/kernel/json.js';
import type { Recorded } from '../../src/kernel/queue.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import type { Written } from '../../src/kernel/unit-of-work.js';
import { write } from '../../src/kernel/unit-of-work.js';
import type { Report } from '../../src/modules/engine/index.js';
import { recordOne } from '../../src/modules/engine/index.js';
import { enrol } from '../../src/modules/members/index.js';
import * as points from '../../src/modules/points/index.js';
import type { TestHouse } from './house.js';

/** What tests do again and again, through the same doors as everybody else. */

let counted = 0;

/** An external id nobody used in this run. */
export function freshId(kind: string): string {
  counted += 1;
  return `${kind}-${counted}`;
}

export async function enrolMember({ house, caller }: TestHouse, externalId = freshId('member')): Promise<string> {
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    const enrolled = await enrol(session, {
      brandId: caller.brandId,
      identities: [{ kind: 'external', value: externalId }],
    });
    return { ...enrolled };
  });
  return value.memberId;
}

export function act(
  test: TestHouse,
  memberId: string,
  type: string,
  payload: JsonObject = {},
  more: Partial<Report> = {},
): Promise<Recorded> {
  return recordOne(test.house, test.caller, {
    member: { id: memberId },
    type,
    externalId: freshId(type),
    payload,
    ...more,
  });
}

export function buy(
  test: TestHouse,
  memberId: string,
  amountMinor: number,
  more: Partial<Report> & { orderId?: string } = {},
): Promise<Recorded> {
  const { orderId = freshId('order'), ...report } = more;
  return act(test, memberId, 'purchase', { orderId, amountMinor }, report);
}

export function giveBack(test: TestHouse, memberId: string, amountMinor: number, orderId?: string): Promise<Recorded> {
  return act(test, memberId, 'refund', { amountMinor, ...(orderId ? { orderId } : {}) });
}

export function earn(test: TestHouse, memberId: string, amount: number, wallet = 'points'): Promise<Written<string>> {
  const order = { memberId, brandId: test.caller.brandId, wallet, amount, reason: 'test' };
  return write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
    Promise.resolve(points.earn(session, order)),
  );
}

export function spend(test: TestHouse, memberId: string, amount: number, wallet = 'points'): Promise<Written<string>> {
  const order = { memberId, brandId: test.caller.brandId, wallet, amount, reason: 'test' };
  return write(test.house, { caller: test.caller, members: [memberId] }, (session) =>
    Promise.resolve(points.spend(session, order)),
  );
}

export function reverse(test: TestHouse, memberId: string, transferId: string): Promise<Written<string>> {
  const { house, caller } = test;
  return write(house, { caller, members: [memberId] }, (session) =>
    points.reverse(session, { memberId, brandId: caller.brandId, transferId, reason: 'test' }),
  );
}

/** `available` and `pending` of one wallet; zeros when the member never had points in it. */
export async function balance(
  { house }: TestHouse,
  memberId: string,
  wallet = 'points',
): Promise<{ available: number; pending: number }> {
  const [row] = await house.database.reader.rows<{ available: number; pending: number }>(
    'SELECT available, pending FROM point_accounts WHERE memberId = ? AND wallet = ?',
    [memberId, wallet],
  );
  return row ?? { available: 0, pending: 0 };
}

export async function tierOf({ house }: TestHouse, memberId: string): Promise<string | undefined> {
  const [row] = await house.database.reader.rows<{ tier: string }>(
    'SELECT tier FROM tier_standings WHERE memberId = ?',
    [memberId],
  );
  return row?.tier;
}

export async function transfersOf(
  { house }: TestHouse,
  memberId: string,
): Promise<{ id: string; kind: string; wallet: string; amount: number }[]> {
  return house.database.reader.rows(
    'SELECT id, kind, wallet, amount FROM point_transfers WHERE memberId = ? ORDER BY id',
    [memberId],
  );
}

/** Brings about everything that is due by now, as the running server does. */
export async function settleDue({ house }: TestHouse): Promise<void> {
  await runDue(house);
}
