import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../src/kernel/database.js';
import type { TestHouse } from '../support/house.js';
import { openTestHouse } from '../support/house.js';

const CROWD = 3_000;

describe('A crowd that reads at once', () => {
  let test: TestHouse;
  beforeEach(async () => {
    test = await openTestHouse();
  });
  afterEach(() => test.close());

  it('is answered, or told to try again where more wait than the pool lets', async () => {
    const { reader, engine } = test.house.database;
    const asked = await Promise.allSettled(Array.from({ length: CROWD }, () => reader.rows('SELECT 1 AS one')));
    const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    const others = refused.filter((error) => !(error instanceof DatabaseUnavailable) || error.why !== 'crowded');
    expect(others).toEqual([]);
    expect(refused.length > 0).toBe(engine === 'mysql');
    expect(await reader.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
