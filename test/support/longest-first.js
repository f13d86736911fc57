import Sequencer from '@jest/test-sequencer';

/** Files that take a minute or more. A fresh clone knows no times yet, and one that begins last holds up the whole run. */
const LONG = ['test/walk/walk.test.ts', 'test/walk/planted.test.ts', 'test/modules/segments/rebuild.property.test.ts'];

export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const placeOf = ({ path }) => LONG.findIndex((file) => path.endsWith(file));
    const [long, short] = [sorted.filter((test) => placeOf(test) >= 0), sorted.filter((test) => placeOf(test) < 0)];
    return [...long.sort((a, b) => placeOf(a) - placeOf(b)), ...short];
  }
}
