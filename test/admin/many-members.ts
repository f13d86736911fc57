import { newId } from '../../src/kernel/id.js';
import { insertRows } from '../../src/kernel/rows.js';
import type { TestHouse } from '../support/house.js';

const ROWS_AT_ONCE = 5_000;

/** Members by the hundred thousand, as an import would leave them; each with an external id of its own. */
export async function seedMembers({ house, caller, clock }: TestHouse, count: number): Promise<void> {
  const { brandId } = caller;
  for (let from = 1; from <= count; from += ROWS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from + 1) }, (_, at) => from + at);
    const members = numbers.map((number) => {
      const enrolledAt = clock.now() - number * 60_000;
      return {
        id: newId('mem'),
        number,
        status: 'active',
        brandId,
        channel: null,
        enrolledAt,
        createdAt: enrolledAt,
        enrolledDay: Math.floor(enrolledAt / 86_400_000),
      };
    });
    await house.database.transaction(async (sql) => {
      await insertRows(sql, 'members', members);
      await insertRows(sql, 'member_profiles', members.map(({ id, number, createdAt }) => ({ memberId: id, displayName: `会员 ${number}`, version: 1, updatedAt: createdAt }))); // prettier-ignore
      await insertRows(sql, 'member_identities', members.map(({ id, number, createdAt }) => ({ id: newId('idn'), memberId: id, brandId, kind: 'external', value: `shop-${number}`, createdAt }))); // prettier-ignore
      await sql.run("UPDATE counters SET value = ? WHERE name = 'members.number'", [from + members.length - 1]);
      return { value: null, commit: true };
    });
  }
}
