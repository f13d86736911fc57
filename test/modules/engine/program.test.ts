import { describe, expect, it } from '@jest/globals';
import { systemCaller } from '../../../src/kernel/session.js';
import { read, write } from '../../../src/kernel/unit-of-work.js';
import {
  applyProgram,
  isNoProgram,
  recordOne,
  showProgram,
  StoredPrograms,
} from '../../../src/modules/engine/index.js';
import { act, balance, buy, enrolMember, freshId } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { follow, openTestHouse } from '../../support/house.js';
import { testProgram } from '../../support/program.js';

const name = { en: 'Rule', 'zh-CN': '规则', 'zh-TW': '規則' };
const withRules = (...rules: object[]) => ({ ...testProgram, campaigns: [{ code: 'base', name, rules }] });
const gives = (points: number) => [{ wallet: 'points', points }];

function apply({ house }: TestHouse, program: unknown) {
  return write(house, { caller: systemCaller(''), members: [] }, async (session) => ({
    ...(await applyProgram(session, program)),
  }));
}

describe('The program as a file', () => {
  it('comes back as it was applied, and applying it again changes nothing', async () => {
    const test = await openTestHouse();
    const shown = await showProgram(read(test.house, test.caller));
    const { value } = await apply(test, shown);
    expect(value).toEqual({ hash: test.house.programs.current().hash, isChanged: false });
    await test.close();
  });

  it.each([
    ['a field nobody knows', { ...testProgram, colour: 'red' }, 'the file'],
    ['a typo in a condition', withRules({ code: 'rr', name, on: 'purchase', when: 'metrics.odrers > 1', earn: gives(1) }), 'campaigns'],
    ['text compared with a number', withRules({ code: 'rr', name, on: 'purchase', when: 'tier.code >= 2', earn: gives(1) }), 'campaigns'],
    ['a wallet that is not there', withRules({ code: 'rr', name, on: 'purchase', earn: [{ wallet: 'miles', points: 1 }] }), 'UNKNOWN_WALLET'],
    ['an activity nobody records', withRules({ code: 'rr', name, on: 'teleport', earn: gives(1) }), 'UNKNOWN_ACTIVITY_TYPE'],
    ['fractions of points', withRules({ code: 'rr', name, on: 'purchase', earn: gives(1.5) }), 'campaigns'],
    ['a zone that is not there', { ...testProgram, brands: { host: { code: 'host', name: 'H', zone: 'Mars/Olympus' } } }, 'brands'],
    ['two tiers of one rank', { ...testProgram, ladders: [{ code: 'main', name, tiers: [{ code: 'aa', name, rank: 0 }, { code: 'bb', name, rank: 0, entry: { measure: 'orders', atLeast: 1 } }] }] }, 'ladders'],
  ])('refuses %s, says where, and changes nothing', async (_what, program, where) => {
    const test = await openTestHouse();
    const before = await showProgram(read(test.house, test.caller));
    await expect(apply(test, program)).rejects.toThrow(where);
    expect(await showProgram(read(test.house, test.caller))).toEqual(before);
    await test.close();
  }); // prettier-ignore

  it('is there or not, whatever its currency', async () => {
    const test = await openTestHouse({ program: null });
    expect(isNoProgram(test.house.programs.current())).toBe(true);
    await follow(test.house, { ...testProgram, brands: { host: { ...testProgram.brands.host, currency: 'XXX' } } });
    expect(isNoProgram(test.house.programs.current())).toBe(false);
    await test.close();
  });

  it('does not change the currency of money that was counted already', async () => {
    const test = await openTestHouse();
    await buy(test, await enrolMember(test), 100);
    const host = { ...testProgram.brands.host, currency: 'EUR' };
    await expect(apply(test, { ...testProgram, brands: { host } })).rejects.toMatchObject({ code: 'HOST_BRAND_FIXED' });
    await test.close();
  });

  it('is followed by every process from the next activity on', async () => {
    const test = await openTestHouse();
    const memberId = await enrolMember(test);
    const { house } = test;
    await apply(
      test,
      withRules({ code: 'double', name, on: 'purchase', earn: [{ wallet: 'points', points: 2, perMinor: 100 }] }),
    );
    await buy(test, memberId, 1_000); // house.programs still holds the version before
    expect((await balance(test, memberId)).available).toBe(20);
    expect(house.programs.current().hash).not.toBe('');
    await test.close();
  });
});

describe('Rules', () => {
  it('count for what happened while they were valid', async () => {
    const test = await openTestHouse({ program: withRules({ code: 'jan', name, on: 'check_in', earn: gives(7), from: '2026-01-10T00:00:00Z', until: '2026-01-12T00:00:00Z' }) }); // prettier-ignore
    const memberId = await enrolMember(test);
    for (const day of [
      '2026-01-09T23:59:59.999Z',
      '2026-01-10T00:00:00Z',
      '2026-01-11T23:59:59.999Z',
      '2026-01-12T00:00:00Z',
    ]) {
      await act(test, memberId, 'check_in', {}, { occurredAt: Date.parse(day) });
    }
    expect((await balance(test, memberId)).available).toBe(14);
    await test.close();
  });

  it('see the metrics with this activity and the tier without it', async () => {
    const second = {
      code: 'second',
      name,
      on: 'purchase',
      when: 'metrics.orders == 2 && tier.code == "base"',
      earn: gives(9),
    };
    const test = await openTestHouse({ program: withRules(second) });
    const memberId = await enrolMember(test);
    await buy(test, memberId, 100);
    await buy(test, memberId, 60_000);
    expect((await balance(test, memberId)).available).toBe(9 + 350);
    await test.close();
  });

  it('look at windows and categories of what was bought', async () => {
    const fan = {
      code: 'fan',
      name,
      on: 'purchase',
      when: 'spend("tea", 30) >= 1000 && orders(30) >= 2',
      earn: gives(3),
    };
    const test = await openTestHouse({ program: withRules(fan) });
    const memberId = await enrolMember(test);
    const tea = (amountMinor: number, occurredAt: number) => {
      const payload = { orderId: freshId('o'), amountMinor, lines: [{ sku: 's', category: 'tea', amountMinor }] };
      return recordOne(test.house, test.caller, {
        member: { id: memberId },
        type: 'purchase',
        externalId: freshId('t'),
        occurredAt,
        payload,
      });
    };
    const now = test.clock.now();
    await tea(900, now - 31 * 86_400_000);
    await tea(500, now - 20 * 86_400_000);
    expect((await balance(test, memberId)).available).toBe(3); // 900 + 500 lie within 30 days of that day
    await tea(500, now);
    expect((await balance(test, memberId)).available).toBe(6);
    await tea(499, now + 40_000);
    expect((await balance(test, memberId)).available).toBe(9);
    await test.close();
  });

  it('are told apart: an incentive is left out of history, a right never', async () => {
    const rules = [
      { code: 'right', name, on: 'check_in', earn: gives(1) },
      { code: 'incentive', name, on: 'check_in', kind: 'incentive', earn: gives(100) },
    ];
    const test = await openTestHouse({ program: withRules(...rules) });
    const memberId = await enrolMember(test);
    await act(test, memberId, 'check_in');
    expect((await balance(test, memberId)).available).toBe(101);
    const { house, caller } = test;
    const { queueReports, ready } = await import('../../../src/modules/engine/index.js');
    const line = ready(house, caller, { member: { id: memberId }, type: 'check_in', externalId: 'h-1', payload: {} });
    await write(house, { caller, members: [memberId] }, (session) => {
      queueReports(session, [{ ...line, memberId }], true);
      return Promise.resolve(undefined);
    });
    expect((await balance(test, memberId)).available).toBe(102);
    await test.close();
  });
});

describe('A program that an earlier release stored', () => {
  it('works in this one, under the hash it has, with what is new taken as a file that says nothing of it', async () => {
    const test = await openTestHouse();
    try {
      const { hash } = test.house.programs.current();
      const [row] = await test.house.database.reader.rows<{ body: string }>('SELECT body FROM program_versions');
      const { campaigns, ...body } = JSON.parse(row?.body ?? '{}') as { benefits?: unknown; campaigns: { rules: { grant?: unknown }[] }[] }; // prettier-ignore
      for (const { rules } of campaigns) for (const rule of rules) delete rule.grant;
      delete body.benefits;
      const old = JSON.stringify({ ...body, campaigns });
      await test.house.database.transaction(async (sql) => ({ value: await sql.run('UPDATE program_versions SET body = ?', [old]), commit: true })); // prettier-ignore
      const programs = new StoredPrograms(test.house.modules, test.house.participants);
      const program = await programs.reload(test.house.database.reader);
      expect(program.hash).toBe(hash);
      expect(program.sections['benefits']).toEqual([]);
    } finally {
      await test.close();
    }
  });
});
