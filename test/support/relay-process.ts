import { openHouse } from '../../src/app/house.js';
import { ManualClock } from '../../src/kernel/clock.js';
import { openLog } from '../../src/kernel/log.js';
import { deliverDue } from '../../src/kernel/relay.js';
import { configOf, TEST_NOW, testSecrets } from './house.js';

/** Delivers to a subscriber that prints the letter's topic and id and then waits for a line of input before it is done. */
const house = await openHouse(configOf(process.argv[2] ?? ''), {
  clock: new ManualClock(TEST_NOW),
  log: openLog('silent'),
  secrets: testSecrets(),
});
const subscriptions = [
  {
    name: 'printer',
    types: ['*'],
    deliver: async (_: unknown, letter: { topic: string; id: string }) => {
      console.log(`${letter.topic} ${letter.id}`);
      await new Promise((resolve) => process.stdin.once('data', resolve));
    },
  },
];
await deliverDue({ ...house, subscriptions });
