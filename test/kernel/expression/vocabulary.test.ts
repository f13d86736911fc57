import { expect, test } from '@jest/globals';
import { modules } from '../../../src/app/modules.js';
import { builtinFunctions, check, compile, Vocabulary } from '../../../src/kernel/expression/index.js';
import { attribute, ruleFunction, sample } from './sample.js';

const rank = attribute('tier.rank', 'int');

test('a narrowed vocabulary knows only what it was narrowed to, and keeps the zone', () => {
  const narrow = sample.narrow(['tier.rank', 'orders']);
  expect(narrow.attributes.map(({ name }) => name)).toEqual(['tier.rank']);
  expect(narrow.functions.map(({ name }) => name)).toEqual(['orders']);
  expect(narrow.zone).toBe('Asia/Shanghai');
  expect(check(narrow, 'tier.rank > orders(30)').ok).toBe(true);
  expect(check(narrow, 'tier.code == "gold"').errors[0]?.code).toBe('UNKNOWN_ATTRIBUTE');
  expect(() => sample.narrow(['tier.rnak'])).toThrow('tier.rnak');
});

test('a program adds attributes of its own without changing the vocabulary it came from', () => {
  const extended = sample.extend([attribute('custom.skinType', 'string')]);
  expect(compile(extended, 'custom.skinType == "dry"').holds({ 'custom.skinType': 'dry' })).toBe(true);
  expect(check(sample, 'custom.skinType == "dry"').ok).toBe(false);
});

test('attributes are listed by name', () => {
  const names = sample.attributes.map(({ name }) => name);
  expect(names).toEqual([...names].sort());
  expect(sample.attribute('tier.rank')?.type).toBe('int');
  expect(sample.function('spend')?.parameters).toEqual(['string', 'int']);
});

test.each(['__proto__', 'a.__proto__', 'Tier.rank', 'tier-rank', 'tier.', '', 'a.in', 'true', 'a.b.c.d.e', 'has'])(
  'no attribute can be called "%s"',
  (name) => {
    expect(() => new Vocabulary([attribute(name, 'int')])).toThrow('no name a rule can use');
  },
);

test.each(['google', 'int', 'string', 'package', 'cel'])('"%s" belongs to CEL', (name) => {
  expect(() => new Vocabulary([attribute(name, 'int')])).toThrow();
});

test('the name of something every object has is a name like any other', () => {
  const odd = new Vocabulary([attribute('constructor', 'int'), attribute('tier.toString', 'int')]);
  expect(
    compile(odd, 'constructor + tier.toString', 'int').evaluate({ ...{ constructor: 1 }, 'tier.toString': 2 }),
  ).toBe(3);
});

test('a name is declared once, and is not a heading too', () => {
  expect(() => new Vocabulary([rank, rank])).toThrow('declared twice');
  expect(() => new Vocabulary([rank, attribute('tier', 'string')])).toThrow('below another attribute');
  expect(() => new Vocabulary([attribute('tier', 'string'), rank])).toThrow('below another attribute');
  const orders = ruleFunction('orders', ['int'], 'int');
  expect(() => new Vocabulary([rank], [orders, orders])).toThrow('declared twice');
  expect(() => new Vocabulary([rank], [ruleFunction('days', ['int'], 'int')])).toThrow('no name');
});

test('a zone that does not exist is refused', () => {
  expect(() => new Vocabulary([rank], [], { zone: 'Asia/Atlantis' })).toThrow(RangeError);
});

test('the example of every built-in function can be used as it stands, with attributes there are', () => {
  const vocabulary = new Vocabulary(modules.flatMap(({ attributes = [] }) => attributes));
  for (const { example } of builtinFunctions) expect(check(vocabulary, example).errors).toEqual([]);
});
