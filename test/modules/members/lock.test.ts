import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '../../../src/kernel/caller.js';
import { systemCaller } from '../../../src/kernel/session.js';
import { write } from '../../../src/kernel/unit-of-work.js';
import type { MemberRef } from '../../../src/modules/members/index.js';
import { enrol, lockNamed } from '../../../src/modules/members/index.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('Members named by a caller', () => {
  let test: TestHouse;
  let partner: Caller;
  beforeEach(async () => {
    test = await openTestHouse();
    partner = { ...systemCaller('brd_partner'), kind: 'brand', isHost: false, keyId: 'key_p' };
  });
  afterEach(() => test.close());

  async function join(brandId: string, externalId: string): Promise<string> {
    const { value } = await write(test.house, { caller: test.caller, members: [] }, async (session) => ({
      ...(await enrol(session, { brandId, identities: [{ kind: 'external', value: externalId }] })),
    }));
    return value.memberId;
  }

  async function locked(caller: Caller, refs: readonly MemberRef[]): Promise<Record<string, string>> {
    const found = await test.house.database.transaction(async (sql) => ({
      value: await lockNamed(sql, caller, refs),
      commit: false,
    }));
    return Object.fromEntries([...found].map(([key, { id }]) => [key, id]));
  }

  it('are locked alike one by one and many at once, whoever asks', async () => {
    const [ofHost, ofPartner] = [await join('brd_host', 'a'), await join('brd_partner', 'a')];
    const member: Caller = { ...test.caller, kind: 'member', isHost: false, memberId: ofHost };
    const refs: MemberRef[] = [
      { externalId: ' a ' },
      { externalId: 'nobody' },
      { id: ofHost },
      { id: ofPartner },
      { id: 'mem_00000000000000000000000000' },
    ];
    const own = { [`id|${ofHost}`]: ofHost };
    const linked = { [`id|${ofPartner}`]: ofPartner, 'external|a': ofPartner };
    const all = { ...own, [`id|${ofPartner}`]: ofPartner, 'external|a': ofHost };
    for (const [caller, expected] of [
      [test.caller, all],
      [partner, linked],
    ] as const) {
      expect(await locked(caller, refs)).toEqual(expected);
      const single = await Promise.all(refs.map((ref) => locked(caller, [ref])));
      expect(Object.assign({}, ...single)).toEqual(expected);
    }
    expect(await locked(member, [{ id: ofHost }])).toEqual(own);
    expect(await locked(member, [{ id: ofPartner }])).toEqual({});
    expect(await locked(member, [{ id: ofHost }, { id: ofPartner }])).toEqual(own);
  });

  it('are refused when a ref names none or several', async () => {
    await expect(locked(test.caller, [{}])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(locked(test.caller, [{ phone: '+8613800000000', email: 'a@b.cd' }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
