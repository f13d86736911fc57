import { describe, expect, it } from '@jest/globals';
import { CONFIG_CODE, configId, derivedId, isId, newId, sibling } from '../../src/kernel/id.js';

describe('an id', () => {
  it('says what it names, in thirty characters', () => {
    const id = newId('mem');
    expect(id).toMatch(/^mem_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect([isId(id), isId(id, 'mem'), isId(id, 'act'), isId(id.toLowerCase()), isId(`${id}0`)]).toEqual([true, true, false, false, false]); // prettier-ignore
  });

  it('is never given twice, and later ones stand behind earlier ones', () => {
    const ids = Array.from({ length: 200_000 }, () => newId('act'));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? ''))).toBe(true);
  });

  it('of what follows from a fact is always the same, and no other', () => {
    const roots = Array.from({ length: 200 }, () => newId('act'));
    const derived = roots.flatMap((root) => Array.from({ length: 1_023 }, (_, at) => derivedId(root, at + 1, 'act')));
    expect(new Set([...roots, ...derived]).size).toBe(roots.length * 1_024);
    expect(derived.every((id) => isId(id, 'act'))).toBe(true);
    expect(derivedId(roots[0] ?? '', 7, 'eff')).toBe(derivedId(roots[0] ?? '', 7, 'eff'));
  });

  it('cannot be derived without end', () => {
    for (const nth of [0, -1, 1_024]) expect(() => derivedId(newId('act'), nth, 'act')).toThrow(RangeError);
  });

  it('leads from a transfer to its lot and back', () => {
    const transfer = newId('trf');
    const lot = sibling(transfer, 'lot');
    expect(isId(lot, 'lot')).toBe(true);
    expect(sibling(lot, 'trf')).toBe(transfer);
  });

  it('of configuration says what it is, and fits where an id fits', () => {
    expect(configId('tie', 'gold')).toBe('tie_gold');
    const longest = `a${'b'.repeat(25)}`;
    expect([longest, `${longest}b`, 'Gold', 'a', '1a', 'a b'].map((code) => CONFIG_CODE.test(code))).toEqual([true, false, false, false, false, false]); // prettier-ignore
    expect(configId('wal', longest)).toHaveLength(30);
  });
});
