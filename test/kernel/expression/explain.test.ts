import { describe, expect, test } from '@jest/globals';
import { compile } from '../../../src/kernel/expression/index.js';
import type { ExplainNode } from '../../../src/kernel/expression/index.js';
import { sample } from './sample.js';
import type { Facts } from './sample.js';

const explain = (source: string, facts: Facts = {}): ExplainNode => compile(sample, source).explain(facts);
const unmet = (source: string, facts: Facts = {}) => compile(sample, source).firstUnmet(facts)?.text;

describe('explain', () => {
  test('tells every clause with what is, what is wanted and how far apart they are', () => {
    const source = 'activity.type == "purchase" && (tier.rank >= 3 || metrics.recencyDays < 30)';
    const facts = { 'activity.type': 'purchase', 'tier.rank': 1, 'metrics.recencyDays': 45 };
    const tier = {
      text: 'tier.rank >= 3',
      start: 32,
      end: 46,
      kind: 'comparison',
      result: 'no',
      attribute: 'tier.rank',
      subject: { kind: 'attribute', name: 'tier.rank', type: 'int', start: 32, end: 41 },
      against: { kind: 'literal', value: 3, type: 'int', start: 45, end: 46 },
      type: 'int',
      actual: 1,
      wanted: 3,
      operator: '>=',
      distance: 2,
      children: [],
    };
    expect(explain(source, facts)).toEqual({
      text: source,
      start: 0,
      end: source.length,
      kind: 'and',
      result: 'no',
      children: [
        {
          text: 'activity.type == "purchase"',
          start: 0,
          end: 27,
          kind: 'comparison',
          result: 'yes',
          attribute: 'activity.type',
          subject: { kind: 'attribute', name: 'activity.type', type: 'string', start: 0, end: 13 },
          against: { kind: 'literal', value: 'purchase', type: 'string', start: 17, end: 27 },
          type: 'string',
          actual: 'purchase',
          wanted: 'purchase',
          operator: '==',
          children: [],
        },
        {
          text: 'tier.rank >= 3 || metrics.recencyDays < 30',
          start: 32,
          end: 74,
          kind: 'or',
          result: 'no',
          children: [tier, expect.objectContaining({ text: 'metrics.recencyDays < 30', distance: 16 })],
        },
      ],
    });
  });

  test.each<[string, Facts, number | undefined]>([
    ['tier.rank >= 3', { 'tier.rank': 1 }, 2],
    ['tier.rank > 3', { 'tier.rank': 3 }, 1],
    ['tier.rank > 3', { 'tier.rank': 4 }, 0],
    ['tier.rank <= 3', { 'tier.rank': 5 }, 2],
    ['tier.rank < 3', { 'tier.rank': 3 }, 1],
    ['tier.rank == 3', { 'tier.rank': 5 }, 2],
    ['tier.rank != 3', { 'tier.rank': 3 }, 1],
    ['tier.rank != 3', { 'tier.rank': 4 }, 0],
    ['3 <= tier.rank', { 'tier.rank': 1 }, 2],
    ['metrics.score > 3', { 'metrics.score': 2.5 }, 0.5],
    ['metrics.score > 3.0', { 'metrics.score': 3 }, 0],
    ['now - activity.occurredAt > days(1)', { now: 86_400_000, 'activity.occurredAt': 0 }, 1],
    ['tier.rank >= 3', {}, undefined],
    ['tier.code >= "b"', { 'tier.code': 'a' }, undefined],
  ])('%s of %j is %d away', (source, facts, distance) => {
    expect(explain(source, facts).distance).toBe(distance);
  });

  test('a clause written the other way round is told as asked of the attribute', () => {
    expect(explain('30 >= metrics.recencyDays', { 'metrics.recencyDays': 45 })).toMatchObject({
      attribute: 'metrics.recencyDays',
      operator: '<=',
      actual: 45,
      wanted: 30,
      distance: 15,
    });
  });

  test('a clause about several attributes shows both sides, and which of them is missing', () => {
    expect(explain('tier.rank + orders(30) > metrics.recencyDays', { 'tier.rank': 1 })).toMatchObject({
      result: 'unknown',
      missing: ['orders(30)', 'metrics.recencyDays'],
    });
    const node = explain('tier.rank > metrics.recencyDays', { 'tier.rank': 1, 'metrics.recencyDays': 5 });
    expect(node).toMatchObject({ attribute: 'tier.rank', actual: 1, wanted: 5, distance: 5 });
  });

  test('functions are named as they are called', () => {
    expect(explain('spend("beauty", 90) >= 100', { 'spend(beauty, 90)': 40 })).toMatchObject({
      attribute: 'spend("beauty", 90)',
      actual: 40,
      distance: 60,
    });
  });

  test('lists, patterns and presence tell what they looked for', () => {
    expect(explain('tier.rank in [1, 2]', { 'tier.rank': 3 })).toMatchObject({
      operator: 'in',
      actual: 3,
      wanted: [1, 2],
      result: 'no',
    });
    expect(explain('"a" in activity.categories', { 'activity.categories': ['b'] })).toMatchObject({
      attribute: 'activity.categories',
      operator: 'in',
      actual: ['b'],
      wanted: 'a',
    });
    expect(explain('like(activity.sku, "a%")', { 'activity.sku': 'b' })).toMatchObject({
      attribute: 'activity.sku',
      operator: 'like',
      actual: 'b',
      wanted: 'a%',
    });
    expect(explain('has(tier.rank)')).toMatchObject({ attribute: 'tier.rank', operator: 'has', result: 'no' });
    expect(explain('member.isStaff')).toMatchObject({ attribute: 'member.isStaff', missing: ['member.isStaff'] });
  });

  test('of a choice only what was looked at is shown', () => {
    const source = 'member.isStaff ? tier.rank > 1 : tier.rank > 2';
    const texts = (facts: Facts) => explain(source, facts).children.map(({ text }) => text);
    expect(texts({ 'member.isStaff': false })).toEqual(['member.isStaff', 'tier.rank > 2']);
    expect(texts({})).toEqual(['member.isStaff']);
  });

  test('a rule that results in a number is explained by its value', () => {
    const points = compile(sample, 'activity.amountMinor * 2', 'int');
    expect(points.explain({ 'activity.amountMinor': 21 })).toMatchObject({ result: 'yes', actual: 42, type: 'int' });
    const chosen = compile(sample, 'member.isStaff ? 2 : 1', 'int').explain({ 'member.isStaff': true });
    expect(chosen).toMatchObject({
      kind: 'choice',
      actual: 2,
      type: 'int',
      children: [{ result: 'yes' }, { actual: 2 }],
    });
    expect(points.explain({})).toMatchObject({ result: 'unknown', missing: ['activity.amountMinor'] });
  });

  test('a chain is one list of clauses, and brackets make a clause of their own', () => {
    const texts = (source: string) => explain(source).children.map(({ text }) => text);
    expect(texts('member.isStaff && true && member.isVerified')).toEqual([
      'member.isStaff',
      'true',
      'member.isVerified',
    ]);
    expect(texts('(member.isStaff && true) && member.isVerified')).toEqual([
      'member.isStaff && true',
      'member.isVerified',
    ]);
  });

  test('texts are whole, brackets included where they belong to the clause', () => {
    const node = explain('!(tier.rank > (2) || (member.isStaff)) && ((orders((30)) > 1))');
    expect(node.children.map(({ text }) => text)).toEqual([
      '!(tier.rank > (2) || (member.isStaff))',
      'orders((30)) > 1',
    ]);
    expect(node.children[0]?.children[0]?.children.map(({ text }) => text)).toEqual([
      'tier.rank > (2)',
      'member.isStaff',
    ]);
  });
});

describe('the first unmet clause', () => {
  const facts = { 'tier.rank': 1, 'member.isStaff': true, 'member.isVerified': false };

  test.each([
    ['member.isStaff && tier.rank > 0', undefined],
    ['member.isStaff && tier.rank > 2 && member.isVerified', 'tier.rank > 2'],
    ['member.isStaff && (tier.rank > 0 && member.isVerified)', 'member.isVerified'],
    ['tier.code == "gold" && member.isVerified', 'member.isVerified'],
    ['member.isStaff && tier.code == "gold"', 'tier.code == "gold"'],
    ['member.isStaff && (tier.rank > 2 || member.isVerified)', 'tier.rank > 2 || member.isVerified'],
    ['member.isStaff && !(tier.rank > 0)', '!(tier.rank > 0)'],
    ['member.isStaff ? tier.rank > 0 && tier.rank > 2 : true', 'tier.rank > 2'],
    ['has(tier.code) ? tier.code == "gold" : member.isVerified', 'member.isVerified'],
    ['tier.code == "gold" ? true : false', 'tier.code == "gold"'],
  ])('of %s is %s', (source, clause) => {
    expect(unmet(source, facts)).toBe(clause);
    expect(compile(sample, source).holds(facts)).toBe(clause === undefined);
  });
});
