import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemCaller } from '../../../src/kernel/session.js';
import type { Caller } from '../../../src/kernel/caller.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import { recordOne } from '../../../src/modules/engine/index.js';
import type { Identity } from '../../../src/modules/members/index.js';
import { enrol, findMember } from '../../../src/modules/members/index.js';
import { act, buy, enrolMember, freshId, giveBack } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('Members', () => {
  let test: TestHouse;
  let partner: Caller;
  beforeEach(async () => {
    test = await openTestHouse();
    partner = { ...systemCaller('brd_partner'), kind: 'brand', isHost: false, keyId: 'key_p' };
  });
  afterEach(() => test.close());

  async function join(brandId: string, ...identities: Identity[]): Promise<string> {
    const { value } = await write(test.house, { caller: test.caller, members: [] }, async (session) => ({
      ...(await enrol(session, { brandId, identities })),
    }));
    return value.memberId;
  }

  const sql = () => test.house.database.reader;

  it('get dense numbers in the order they join, also when many join at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => enrolMember(test)));
    const rows = await sql().rows<{ number: number }>('SELECT number FROM members ORDER BY number');
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
  });

  it('leave no gap when an enrolment is refused', async () => {
    await enrolMember(test, 'a');
    await expect(enrolMember(test, 'a')).rejects.toMatchObject({ code: 'ALREADY_ENROLLED' });
    await enrolMember(test, 'b');
    expect(await sql().rows('SELECT number FROM members ORDER BY number')).toEqual([{ number: 1 }, { number: 2 }]);
  });

  it('are enrolled once when the same person is sent 10 times at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => enrolMember(test, 'same')));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await sql().rows('SELECT COUNT(*) AS n FROM members')).toEqual([{ n: 1 }]);
  });

  it('are found under any spelling of a phone or an e-mail', async () => {
    const memberId = await join(
      'brd_host',
      { kind: 'phone', value: '+86 138-0000-0000' },
      { kind: 'email', value: 'Li@Example.com' },
    );
    expect(await findMember(sql(), test.caller, { phone: '+8613800000000' })).toBe(memberId);
    expect(await findMember(sql(), test.caller, { email: ' li@example.COM ' })).toBe(memberId);
    expect(await findMember(sql(), test.caller, { externalId: 'li@example.com' })).toBeNull();
  });

  it.each([
    [{ kind: 'phone', value: '12' }],
    [{ kind: 'email', value: 'nobody' }],
    [{ kind: 'external', value: '   ' }],
    [{ kind: 'external', value: 'x'.repeat(191) }],
    [{ kind: 'external', value: 'a\u0007b' }],
  ] as [Identity][])('are not enrolled under %j', async (identity) => {
    await expect(join('brd_host', identity)).rejects.toMatchObject({ code: 'INVALID_IDENTITY' });
  });

  it('of another brand are not there for a partner, by no name and for no act', async () => {
    const memberId = await join('brd_host', { kind: 'phone', value: '+8613800000000' });
    expect(await findMember(sql(), partner, { id: memberId })).toBeNull();
    expect(await findMember(sql(), partner, { phone: '+8613800000000' })).toBeNull();
    const report = {
      member: { id: memberId },
      type: 'purchase',
      externalId: 'p',
      payload: { orderId: 'o', amountMinor: 1 },
    };
    await expect(recordOne(test.house, partner, report)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('may be known to two brands under the same phone without either learning of the other', async () => {
    const phone: Identity = { kind: 'phone', value: '+8613800000000' };
    const [ofHost, ofPartner] = [await join('brd_host', phone), await join('brd_partner', phone)];
    expect(ofHost).not.toBe(ofPartner);
    expect(await findMember(sql(), partner, { phone: phone.value })).toBe(ofPartner);
    expect(await findMember(sql(), test.caller, { id: ofPartner })).toBe(ofPartner);
  });

  it('speak for themselves only, and only about what members may report', async () => {
    const [self, other] = [await enrolMember(test), await enrolMember(test)];
    const caller: Caller = { ...test.caller, kind: 'member', isHost: false, memberId: self };
    const report = (type: string, id: string) => ({ member: { id }, type, externalId: freshId('m'), payload: {} });
    await recordOne(test.house, caller, report('share', self));
    await expect(recordOne(test.house, caller, report('share', other))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(recordOne(test.house, caller, { ...report('purchase', self), payload: { orderId: 'o', amountMinor: 5 } })).rejects.toMatchObject({ code: 'ACTIVITY_NOT_ALLOWED' });
  }); // prettier-ignore

  it('have metrics that follow every act', async () => {
    const memberId = await enrolMember(test);
    await buy(test, memberId, 1_000, { orderId: 'o-1' });
    await buy(test, memberId, 500, { orderId: 'o-2' });
    await giveBack(test, memberId, 1_000, 'o-1');
    await giveBack(test, memberId, 100);
    await act(test, memberId, 'share');
    const [row] = await sql().rows(
      'SELECT sequence, orders, spendMinor, refunds, refundedMinor, interactions FROM member_metrics WHERE memberId = ?',
      [memberId],
    );
    expect(row).toEqual({ sequence: 6, orders: 1, spendMinor: 400, refunds: 2, refundedMinor: 1_100, interactions: 1 });
    const days = await sql().rows('SELECT orders, spendMinor, interactions FROM member_days WHERE memberId = ?', [
      memberId,
    ]);
    expect(days).toEqual([{ orders: 1, spendMinor: 400, interactions: 1 }]);
  });
});
