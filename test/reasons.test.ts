import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { configCode } from '../src/kernel/config-code.js';
import { localisedText } from '../src/kernel/localised-text.js';
import type { LocalisedText } from '../src/kernel/refusal.js';
import { wrongValue } from '../src/kernel/wrong-value.js';
import { analyticsReasons } from '../src/modules/analytics/analytics.reasons.js';
import { benefitReasons } from '../src/modules/benefits/benefits.reasons.js';
import { benefitEntry } from '../src/modules/benefits/terms.js';
import { packageEntry } from '../src/modules/benefits/packages/package-terms.js';
import { brandReasons } from '../src/modules/brands/brands.reasons.js';
import { engineReasons } from '../src/modules/engine/engine.reasons.js';
import { memberReasons } from '../src/modules/members/members.reasons.js';
import { operatorReasons } from '../src/modules/operators/operators.reasons.js';
import { pointReasons } from '../src/modules/points/points.reasons.js';
import { sandboxReasons } from '../src/modules/sandbox/sandbox.reasons.js';
import { settlementReasons } from '../src/modules/settlements/settlements.reasons.js';
import { segmentReasons } from '../src/modules/segments/segments.reasons.js';
import { tierReasons } from '../src/modules/tiers/tiers.reasons.js';
import { ladderEntry } from '../src/modules/tiers/ladder.schema.js';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));
/** The one place that says it, with a text in three languages. */
const REFUSE_INPUT = 'kernel/refusal.ts';

/** INVALID_INPUT that is refused by itself, or anything with a reason of several words. One word is a noun, which has its texts. */
const BARE = /refuse\(\s*(?:'INVALID_INPUT'|[^;]*\breason: ['`][^'`\s]+ )/;

/** Chinese in both, English in English, and without a full stop, because it stands within a sentence. */
function requireThree(text: LocalisedText): void {
  for (const language of ['zh-CN', 'zh-TW'] as const) expect(text[language]).toMatch(/\p{Script=Han}/u);
  expect(text.en).not.toMatch(/\p{Script=Han}/u);
  for (const told of Object.values(text)) expect(told).not.toMatch(/[.。]$/);
}

describe('The reasons of refusals', () => {
  it('are never a bare English string', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const bare = files.filter((file) => BARE.test(readFileSync(`${SOURCES}/${file}`, 'utf8')));
    expect(bare).toEqual([REFUSE_INPUT]); // refuseInput takes a text in three languages, refuseWrong what a schema found
  });

  it.each(
    Object.entries({
      ...analyticsReasons,
      ...benefitReasons,
      ...brandReasons,
      ...engineReasons,
      ...memberReasons,
      ...operatorReasons,
      ...pointReasons,
      ...sandboxReasons,
      ...segmentReasons,
      ...settlementReasons,
      ...tierReasons,
    }),
  )('%s is told in three languages', (_name, reason) => {
    const make = reason as LocalisedText | ((...given: unknown[]) => LocalisedText);
    requireThree(typeof make === 'function' ? make('orders', 7, 9) : make);
  });

  it('of a value that a schema does not take are told in three languages, whatever is wrong with it', () => {
    const schema = z.strictObject({ low: z.int().min(2), high: z.int().max(2), short: z.string().min(1), long: z.string().max(2), none: z.array(z.int()).min(1), many: z.array(z.int()).max(1), absent: z.string(), whole: z.int(), text: z.string(), choice: z.enum(['a', 'b']), day: z.iso.date(), at: z.iso.datetime(), kind: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('x') })]), code: configCode, name: localisedText(5) });
    const wrong = { low: 1, high: 3, short: '', long: 'long', none: [], many: [1, 2], whole: 1.5, text: 5, choice: 'c', day: 'x', at: 'x', kind: { kind: 'y' }, code: 'X', name: {}, more: 1 };
    const { issues } = schema.safeParse(wrong).error ?? { issues: [] };
    expect(issues.map(({ path }) => path[0])).toHaveLength(Object.keys(wrong).length + 1);
    for (const issue of issues) requireThree(wrongValue(issue));
  }); // prettier-ignore

  const name = { en: 'A', 'zh-CN': '甲', 'zh-TW': '甲' };
  const slots = { stores: [], isOnline: true, hours: [{ weekdays: [1], from: '09:00', to: '12:00' }], minutes: 30 };
  const card = { code: 'card', kind: 'card', name, parts: [{ benefit: 'five' }] };
  const tiers = [{ code: 'one', name, rank: 0 }, { code: 'two', name, rank: 2, entry: { measure: 'spend', atLeast: 1 } }]; // prettier-ignore
  it.each([
    ['a benefit without what its kind needs', benefitEntry, { code: 'aa', kind: 'cash', name }],
    ['times of no service', benefitEntry, { code: 'aa', kind: 'gift', name, slots }],
    ['times at no place', benefitEntry, { code: 'aa', kind: 'service', name, slots: { ...slots, isOnline: false } }],
    ['hours beyond a day', benefitEntry, { code: 'aa', kind: 'service', name, slots: { ...slots, hours: [{ weekdays: [1], from: '12:00', to: '09:00' }] } }],
    ['no time of day', benefitEntry, { code: 'aa', kind: 'service', name, slots: { ...slots, hours: [{ weekdays: [1], from: '9', to: '12:00' }] } }],
    ['shares that are not whole', benefitEntry, { code: 'aa', kind: 'gift', name, funders: [{ brand: 'host', percent: 20 }] }],
    ['a card without cycles', packageEntry, card],
    ['a bundle with cycles', packageEntry, { ...card, kind: 'bundle', cycle: { unit: 'month', count: 3 } }],
    ['a notice longer than a cycle', packageEntry, { ...card, cycle: { unit: 'week', count: 3 }, noticeDays: 9 }],
    ['ranks with a gap', ladderEntry, { code: 'ladder', name, tiers }],
  ] as [string, z.ZodType, object][])('of %s as well', (_what, schema, value) => {
    const { issues } = schema.safeParse(value).error ?? { issues: [] };
    expect(issues).not.toEqual([]);
    for (const issue of issues) requireThree(wrongValue(issue));
  }); // prettier-ignore
});
