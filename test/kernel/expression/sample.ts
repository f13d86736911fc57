import { Vocabulary } from '../../../src/kernel/expression/index.js';
import type { Attribute, RuleFunction, Value, ValueType } from '../../../src/kernel/expression/index.js';

/** What the rules of these tests are asked about: attributes by name, answers of functions by their call. */
export type Facts = Readonly<Record<string, Value | null | undefined>>;

const description = { en: 'For tests', 'zh-CN': '测试', 'zh-TW': '測試' };

export const attribute = (name: string, type: ValueType): Attribute<Facts> => ({
  name,
  type,
  description,
  read: (facts) => facts[name] as Value | undefined,
});

export const ruleFunction = (
  name: string,
  parameters: readonly ValueType[],
  returns: ValueType,
): RuleFunction<Facts> => ({
  name,
  parameters,
  returns,
  description,
  read: (facts, ...given) => facts[`${name}(${given.join(', ')})`] as Value | undefined,
});

export const attributeTypes: Readonly<Record<string, ValueType>> = {
  now: 'instant',
  'activity.type': 'string',
  'activity.sku': 'string',
  'activity.amountMinor': 'int',
  'activity.categories': 'strings',
  'activity.occurredAt': 'instant',
  'tier.code': 'string',
  'tier.rank': 'int',
  'member.isStaff': 'bool',
  'member.isVerified': 'bool',
  'member.birthday': 'instant',
  'metrics.recencyDays': 'int',
  'metrics.averageOrder': 'double',
  'metrics.score': 'double',
};

/** The zone is ahead of UTC, so that months differ between the two. */
export const sample = new Vocabulary<Facts>(
  Object.entries(attributeTypes).map(([name, type]) => attribute(name, type)),
  [
    ruleFunction('orders', ['int'], 'int'),
    ruleFunction('spend', ['string', 'int'], 'int'),
    ruleFunction('share', ['double'], 'double'),
    ruleFunction('bought', ['strings'], 'bool'),
  ],
  { zone: 'Asia/Shanghai' },
);
