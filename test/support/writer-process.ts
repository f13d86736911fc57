import { openHouse } from '../../src/app/house.js';
import { openLog } from '../../src/kernel/log.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import { configOf, testSecrets } from './house.js';

/**
 * Adds one to a counter in as many transactions as it is told, beside whoever else writes to the database. The first one
 * stays open until it is given a line of input.
 */
const [, , databaseUrl = '', times = ''] = process.argv;
const house = await openHouse(configOf(databaseUrl), { log: openLog('silent'), secrets: testSecrets() });
for (let time = 0; time < Number(times); time++) {
  await write(house, { caller: systemCaller(''), members: [] }, async ({ sql }) => {
    await sql.run("UPDATE counters SET value = value + 1 WHERE name = 'members.number'");
    if (time === 0) {
      console.log('holding');
      await new Promise((resolve) => process.stdin.once('data', resolve));
      process.stdin.pause();
    }
    return undefined;
  });
}
await house.database.close();
console.log('done');
