import type { Json, JsonObject } from '../../src/kernel/json.js';
import type { Recorded } from '../../src/kernel/queue.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import type { WriteSession } from '../../src/kernel/session.js';
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

/** How a movement is asked for: with a key it happens once. */
interface Asked {
  readonly key?: string | undefined;
}

/** One movement of a member, or of it and others, as the API makes it. */
function moving<T extends Json, More extends object>(
  { house, caller }: TestHouse,
  what: string,
  [memberId, ...others]: readonly [string, ...string[]],
  more: More,
  { key }: Asked,
  act: (session: WriteSession, order: Order & More) => T | Promise<T>,
): Promise<Written<T>> {
  const members = [memberId, ...others];
  const once = key === undefined ? undefined : { mutation: what, key, input: { what, members } };
  const order = { memberId, brandId: caller.brandId, reason: 'test', ...more };
  return write(house, { caller, members, once }, async (session) => act(session, order));
}

interface Order {
  readonly memberId: string;
  readonly brandId: string;
  readonly reason: string;
}

/** Giving and correcting are asked for in the same words. */
const giving = (what: 'earn' | 'adjust') => (test: TestHouse, memberId: string, amount: number, wallet = 'points', asked: Asked = {}) =>
  moving(test, what, [memberId], { wallet, amount }, asked, (session, order) => points[what](session, order)); // prettier-ignore

export const earn = giving('earn');
export const adjust = giving('adjust');

export function spend(
  test: TestHouse,
  memberId: string,
  amount: number,
  wallet = 'points',
  { orderId = null, ...asked }: Asked & { orderId?: string | null } = {},
): Promise<Written<string>> {
  return moving(test, 'spend', [memberId], { wallet, amount, orderId }, asked, points.spend);
}

export function reverse(
  test: TestHouse,
  memberId: string,
  transferId: string,
  asked: Asked = {},
): Promise<Written<string>> {
  return moving(test, 'reverse', [memberId], { transferId }, asked, points.reverse);
}

/** Reserves points for some minutes; answers the id of the hold. */
export async function hold(
  test: TestHouse,
  memberId: string,
  amount: number,
  wallet = 'points',
  { minutes = 15, orderId = null, ...asked }: Asked & { minutes?: number; orderId?: string | null } = {},
): Promise<string> {
  const { value } = await moving(test, 'hold', [memberId], { wallet, amount, orderId }, asked, (session, order) =>
    points.hold(session, { ...order, expiresAt: points.holdUntil(session.now, minutes) }),
  );
  return points.holdOf(value);
}

export function capture(
  test: TestHouse,
  memberId: string,
  holdId: string,
  amount: number | null = null,
  { isFinal = true, ...asked }: Asked & { isFinal?: boolean } = {},
): Promise<Written<string>> {
  return moving(test, 'capture', [memberId], { holdId, amount, isFinal }, asked, points.capture);
}

export function release(
  test: TestHouse,
  memberId: string,
  holdId: string,
  asked: Asked = {},
): Promise<Written<string>> {
  return moving(test, 'release', [memberId], { holdId }, asked, points.release);
}

export async function transfer(
  test: TestHouse,
  memberId: string,
  toId: string,
  amount: number,
  wallet = 'points',
  asked: Asked = {},
): Promise<void> {
  await moving(test, 'transfer', [memberId, toId], { toId, wallet, amount }, asked, async (session, order) => ({ ...(await points.transfer(session, order)) })); // prettier-ignore
}

/** Everything a member has in one wallet; zeros when it never had points in it. */
export async function account({ house }: TestHouse, memberId: string, wallet = 'points') {
  const [row] = await house.database.reader.rows<{ available: number; pending: number; held: number; owed: number }>(
    'SELECT available, pending, held, owed FROM point_accounts WHERE memberId = ? AND wallet = ?',
    [memberId, wallet],
  );
  return row ?? { available: 0, pending: 0, held: 0, owed: 0 };
}

/** `available` and `pending` of one wallet; zeros when the member never had points in it. */
export async function balance(
  test: TestHouse,
  memberId: string,
  wallet = 'points',
): Promise<{ available: number; pending: number }> {
  const { available, pending } = await account(test, memberId, wallet);
  return { available, pending };
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
