import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { modules } from '../../src/app/modules.js';
import { refusalsOf } from '../../src/app/graphql-schema.js';
import { sentenceOf } from '../../src/kernel/graphql/errors.js';
import type { House } from '../../src/kernel/house.js';
import { kernelNouns, Refusal } from '../../src/kernel/refusal.js';
import type { Nouns } from '../../src/kernel/refusal.js';

const nouns = Object.assign({}, kernelNouns, ...modules.map(({ nouns }) => nouns)) as Nouns;
const house = {
  refusals: refusalsOf(modules),
  nouns,
  programs: { current: () => ({ zone: 'UTC' }) } as unknown as House['programs'],
};

/** What the code says was not found: `{ what: 'member' }`, `notFound('activity', …)`, `noun: 'rule'` of what is explained. */
function wordsInCode(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(`src/${file}`, 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/'NOT_FOUND', \{ what: '([\w ]+)' \}|\bnotFound\('([\w ]+)'|\bnoun: '([\w ]+)'/g)]);
  return [...new Set(found.map(([, what, named, explained]) => what ?? named ?? explained ?? ''))].sort();
} // prettier-ignore

describe('The sentence that something was not found', () => {
  it('names every thing the code names in the three languages', () => {
    const words = wordsInCode();
    expect(words).toEqual(expect.arrayContaining(['brand', 'job', 'member', 'rule', 'transfer']));
    expect(words.filter((word) => !nouns[word])).toEqual([]);
  });

  it('has no English word in Chinese', () => {
    for (const what of wordsInCode()) {
      const refusal = new Refusal('NOT_FOUND', { what });
      expect(sentenceOf(house, 'en', refusal)).toBe(`This ${nouns[what]?.en ?? ''} was not found.`);
      for (const locale of ['zh-CN', 'zh-TW'] as const) {
        expect(sentenceOf(house, locale, refusal)).not.toMatch(/[A-Za-z]/);
      }
    }
  });
});
