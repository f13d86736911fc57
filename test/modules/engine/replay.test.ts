import { describe, expect, it } from '@jest/globals';
import { replay } from '../../../src/modules/engine/index.js';
import { act, buy, earn, enrolMember, giveBack, settleDue, spend } from '../../support/acts.js';
import { openTestHouse } from '../../support/house.js';

describe('Replaying history in memory', () => {
  it('finds every balance, lot and tier as stored, and any that was altered since', async () => {
    const test = await openTestHouse();
    for (let member = 0; member < 5; member++) {
      const memberId = await enrolMember(test);
      await buy(test, memberId, 20_000 * member + 500, { orderId: `o-${member}` });
      await act(test, memberId, 'share');
      await earn(test, memberId, 40);
      await spend(test, memberId, 30);
      test.clock.advance(9 * 86_400_000);
      await giveBack(test, memberId, 500, `o-${member}`);
    }
    test.clock.advance(200 * 86_400_000);
    await settleDue(test);
    expect(await replay(test.house)).toEqual({ ok: true, members: 5, activities: 45, differing: 0, differences: [] }); // 15 of them notices that points die
    const alter = (text: string) =>
      test.house.database.transaction(async (sql) => ({ value: await sql.run(text), commit: true }));
    await alter("UPDATE point_accounts SET earned = earned + 1 WHERE wallet = 'growth' AND earned = 0");
    await alter("UPDATE tier_standings SET tier = 'gold' WHERE tier = 'silver'");
    const { ok, differences } = await replay(test.house);
    expect(ok).toBe(false);
    expect(new Set(differences.map(({ what }) => what))).toEqual(new Set(['balance', 'tier']));
    await test.close();
  });
});
