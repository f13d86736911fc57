import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { read } from '../../../src/kernel/unit-of-work.js';
import type { Question } from '../../../src/modules/engine/index.js';
import { explanations } from '../../../src/modules/engine/index.js';
import { buy, enrolMember } from '../../support/acts.js';
import type { TestHouse } from '../../support/house.js';
import { openTestHouse } from '../../support/house.js';

describe('Explaining why a rule did or did not act', () => {
  let test: TestHouse;
  let memberId: string;
  beforeEach(async () => {
    test = await openTestHouse();
    memberId = await enrolMember(test);
  });
  afterEach(() => test.close());

  const ask = async (question: Partial<Question>) => {
    const answers = await explanations(read(test.house, test.caller), {
      memberId,
      subjectId: 'rul_gold-extra',
      ...question,
    });
    return answers[0];
  };

  it('tells the clause that was not met then, and how far the member is from it now', async () => {
    const { activityId } = await buy(test, memberId, 5_000);
    const answer = await ask({ activity: activityId });
    expect(answer).toMatchObject({ verdict: 'NO', note: 'KEPT', decided: { hit: false, unmet: 'tier.rank >= 2' } });
    expect(answer?.tree?.children[0]).toMatchObject({
      attribute: 'tier.rank',
      actual: 0,
      wanted: 2,
      distance: 2,
      result: 'no',
    });
  });

  it('answers for the last activity before an instant from what was decided then', async () => {
    await buy(test, memberId, 60_000);
    test.clock.advance(60_000);
    const between = test.clock.now();
    test.clock.advance(60_000);
    await buy(test, memberId, 3_000);
    expect(await ask({ at: between })).toMatchObject({ decided: { hit: false }, note: 'KEPT' });
    expect(await ask({ at: test.clock.now() })).toMatchObject({ decided: { hit: true }, verdict: 'YES' });
  });

  it('says that nothing was recorded by then, or that nothing is kept', async () => {
    const long = test.clock.now() - 86_400_000;
    expect(await ask({ at: long })).toMatchObject({ note: 'NO_ACTIVITY', decided: null });
    const { activityId } = await buy(test, memberId, 5_000);
    await test.house.database.transaction(async (sql) => ({
      value: await sql.run('UPDATE activities SET decisions = NULL'),
      commit: true,
    }));
    expect(await ask({ activity: activityId })).toMatchObject({ note: 'NOT_KEPT', decided: null });
  });

  it('answers unknown where a fact is missing, and explains every rule when none is named', async () => {
    expect(await ask({})).toMatchObject({ note: 'NOW', verdict: 'NO' });
    const all = await explanations(read(test.house, test.caller), { memberId });
    expect(all.map(({ subjectId }) => subjectId)).toEqual(['rul_earn', 'rul_gold-extra', 'rul_share-later']);
  });

  it('refuses a rule and an activity that are not there', async () => {
    await expect(ask({ subjectId: 'rul_nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const other = await enrolMember(test);
    const { activityId } = await buy(test, other, 100);
    await expect(ask({ activity: activityId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
