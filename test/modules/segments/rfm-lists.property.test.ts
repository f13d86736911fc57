import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareTexts } from '../../../src/kernel/expression/index.js';
import { Numbers, Texts } from '../../../src/modules/segments/rfm/lists.js';

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 40 });

describe('what members are scored by', () => {
  test('is read back as it was put in, however much there is', () => {
    const [names, figures] = [new Texts(), new Numbers()];
    for (let n = 0; n < 5_000; n++) {
      names.push(`会员 ${n} 🌿`);
      figures.push(n / 3);
    }
    expect(names).toHaveLength(5_000);
    expect([0, 1_023, 1_024, 4_999].map((at) => names.at(at))).toEqual(['会员 0 🌿', '会员 1023 🌿', '会员 1024 🌿', '会员 4999 🌿']); // prettier-ignore
    expect(figures.all()).toEqual(Float64Array.from({ length: 5_000 }, (_, n) => n / 3));
  });

  test('stands in the order of code points', () => {
    fc.assert(
      fc.property(texts, (some) => {
        const list = new Texts();
        for (const each of some) list.push(each);
        const sorted = some.map((_, at) => at).sort((a, b) => list.compare(a, b));
        expect(sorted.map((at) => list.at(at))).toEqual([...some].sort(compareTexts));
      }),
    );
  });
});
