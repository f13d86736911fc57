import { openDatabase } from '../../src/app/house.js';
import { configOf } from './house.js';
import { hostileValues } from './hostile.js';

/** Throws every hostile value at every way into a database, and tells how many were refused by the time it is through. */
const database = await openDatabase(configOf(process.argv[2] ?? ''));
let refused = 0;
for (const [, value] of hostileValues) {
  const params = [value as never];
  const ways = [
    () => database.reader.rows('SELECT ? AS value', params),
    () => database.source.query('SELECT ? AS value', params),
    () =>
      database.transaction(async (sql) => ({
        value: await sql.run('UPDATE leases SET owner = ?', params),
        commit: true,
      })),
  ];
  for (const way of ways) {
    await way().catch(() => {
      refused += 1;
    });
  }
}
await database.reader.rows('SELECT 1 AS value');
await database.close();
console.log(`alive ${refused} of ${hostileValues.length * 3}`);
