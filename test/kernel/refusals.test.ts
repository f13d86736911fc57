import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { refusalsOf } from '../../src/app/graphql-schema.js';
import { modules } from '../../src/app/modules.js';

const texts = refusalsOf(modules);
const codes = Object.keys(texts).sort();

/** Every code that the source refuses with. Problems of rules are told where rules are written, in `expression/`. */
function codesInSource(): string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith('kernel/expression/'),
  );
  const found = files.flatMap((file) => [
    ...readFileSync(`src/${file}`, 'utf8').matchAll(/\b(?:refuse|new Refusal)\(\s*'([A-Z_]+)'/g),
  ]);
  return [...new Set(found.map(([, code]) => code ?? ''))].sort();
}

const blanksOf = (text: string): string[] => [...text.matchAll(/\{[\w:]+\}/g)].map(([blank]) => blank).sort();

describe('A refusal', () => {
  it('is declared with a text wherever the source refuses', () => {
    const used = codesInSource();
    expect(used.length).toBeGreaterThan(30);
    expect(used.filter((code) => !texts[code])).toEqual([]);
  });

  it.each(codes)('%s has a sentence in each language, with the same blanks', (code) => {
    const { en, 'zh-CN': simplified, 'zh-TW': traditional } = texts[code] ?? { en: '', 'zh-CN': '', 'zh-TW': '' };
    expect(en).toMatch(/\S.*\.$/);
    for (const text of [simplified, traditional]) {
      expect(text).toMatch(/\p{Script=Han}/u);
      expect(blanksOf(text)).toEqual(blanksOf(en));
    }
  });
});
