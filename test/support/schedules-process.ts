import { openHouse } from '../../src/app/house.js';
import { ManualClock } from '../../src/kernel/clock.js';
import { openLog } from '../../src/kernel/log.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { configOf, testSecrets } from './house.js';

/** Does due work up to an instant and tells about every page once points are being settled, so that it can be killed in the middle of that. */
const [, , databaseUrl = '', until = ''] = process.argv;
const clock = new ManualClock(Number(until));
const house = await openHouse(configOf(databaseUrl), { clock, log: openLog('silent'), secrets: testSecrets() });
await house.programs.reload(house.database.reader);
await runDue(house, Number(until), {
  onProgress: (done) => {
    if (done['points.settle']) process.stdout.write(`${JSON.stringify(done)}\n`);
  },
});
