import { openHouse } from '../../src/app/house.js';
import { ManualClock } from '../../src/kernel/clock.js';
import { openLog } from '../../src/kernel/log.js';
import { runDue } from '../../src/kernel/schedule-runner.js';
import { issueBatch } from '../../src/modules/benefits/index.js';
import { configOf, testSecrets } from './house.js';

/**
 * Issues a benefit to a segment in small pages (`issue`), or delivers what is owed (`deliver`), and tells about every page,
 * so that it can be killed in the middle of that.
 */
const [, , databaseUrl = '', at = '', what = '', segment = ''] = process.argv;
const clock = new ManualClock(Number(at));
const house = await openHouse(configOf(databaseUrl), { clock, log: openLog('silent'), secrets: testSecrets() });
await house.programs.reload(house.database.reader);
const tell = (done: object) => void process.stdout.write(`${JSON.stringify(done)}\n`);
if (what === 'issue') {
  const batch = { benefit: 'five', reason: 'test', audience: { segment }, name: 'test' };
  await issueBatch(house, batch, { size: 10, onProgress: (done, of) => tell({ done, of }) });
} else {
  await runDue(house, Number(at), { onProgress: tell });
}
tell({ isDone: true });
process.exit(0);
