import { windowOf } from '../../kernel/caller.js';
import { check, checkedAgainst, checkSql, compile, placeIn, questionsOf } from '../../kernel/expression/index.js';
import type { CheckResult, Compiled } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import type { RuleContext } from './rule-check.types.js';
import { estimated } from '../members/index.js';
import { isBaseEmpty } from '../segments/index.js';
import { vocabularyFor } from './rule-context.js';
import type { Counted } from './rule-size.js';
import { countSelected, isToldAll, TOLD_MIN } from './rule-size.js';

/** A rule somebody writes, as far as it has been looked at. */
export interface CheckedRule extends CheckResult {
  /** Who it selects can be asked: a good rule of a segment. */
  readonly asked: { readonly rule: Compiled<RuleScope>; readonly counted: () => Promise<Counted> } | null;
}

export interface Size {
  readonly members: number | null;
  readonly of: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly isEstimate: boolean;
  readonly isTooSmallToTell: boolean;
}

interface Said {
  readonly code: string;
  readonly text: LocalisedText;
}

export interface Warning extends Said {
  /** What in the rule it is about; null when it is about the whole. */
  readonly start: number | null;
  readonly end: number | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** Whether a rule can be saved where it is to stand. */
export function checkRule(session: ReadSession, source: string, place: keyof typeof RuleContext): CheckedRule {
  const vocabulary = vocabularyFor(session, place);
  const { parts, sections } = session.house.programs.current();
  const read = place === 'SEGMENT' ? checkSql(vocabulary, source, { parts }) : check(vocabulary, source, 'bool');
  // what the host has is not told to a partner, which could guess it by codes
  const result = windowOf(session.caller) === null ? checkedAgainst(vocabulary, read, sections) : read;
  if (place !== 'SEGMENT' || !result.ok) return { ...result, asked: null };
  const rule = compile(vocabulary, source);
  let counted: Promise<Counted> | undefined;
  return { ...result, asked: { rule, counted: () => (counted ??= countSelected(session, rule)) } };
}

/** How many members a rule selects, as the caller is told it. */
export function sizeOf(session: ReadSession, { asked, selected, sample }: Counted): Size {
  const size = estimated(selected, sample);
  const { isEstimate } = size;
  if (!isToldAll(session) && size.members < TOLD_MIN) {
    return { members: null, of: null, low: null, high: null, isEstimate, isTooSmallToTell: true };
  }
  return { ...size, of: estimated(asked, sample).members, isTooSmallToTell: false };
}

/** What is probably not meant, though the rule can be saved. */
export async function warningsOf(
  session: ReadSession,
  rule: Compiled<RuleScope>,
  counted: Counted,
): Promise<Warning[]> {
  const { asked, selected, unknown } = counted;
  const isTold = isToldAll(session);
  const asks = (name: string) => rule.attributes.includes(name);
  return [
    ...(asks('now') ? [placed(rule, 'now', NOW)] : []),
    ...(asks(MEAN) && (await isBaseEmpty(session.sql, 'meanSpendMinor')) ? [placed(rule, MEAN, EMPTY_BASE)] : []),
    ...(isTold && asked > 0 && selected === 0 ? [{ ...NOBODY, ...WHOLE }] : []),
    ...(isTold && asked > 0 && selected === asked ? [{ ...EVERYBODY, ...WHOLE }] : []),
    ...(isTold && unknown * 2 > asked ? [{ ...MOSTLY_UNKNOWN, ...WHOLE }] : []),
  ];
}

const WHOLE = { start: null, end: null, line: null, column: null };

/** A warning about the first place where an attribute is asked for. */
function placed({ tree, source }: Compiled<RuleScope>, name: string, said: Said): Warning {
  const asked = questionsOf(tree).find((question) => question.name === name) ?? tree;
  return { ...said, start: asked.start, end: asked.end, ...placeIn(source, asked.start) };
}

const NOW: Said = {
  code: 'NOW_IS_THE_START_OF_THE_DAY',
  text: {
    en: 'In a segment, now is the start of the day: what happened today is later.',
    'zh-CN': '在人群中，now 是当天零点：今天发生的事晚于它。',
    'zh-TW': '在受眾中，now 是當天零時：今天發生的事晚於它。',
  },
};

const MEAN = 'base.meanSpendMinor';

const EMPTY_BASE: Said = {
  code: 'EMPTY_BASE',
  text: {
    en: 'No mean was taken yet, because nobody had an order when the day began: whoever is compared with it is not selected.',
    'zh-CN': '尚无均值可比：当日零点没有任何会员下过单，与均值比较的条件不会选中任何人。',
    'zh-TW': '尚無平均值可比：當日零時沒有任何會員下過單，與平均值比較的條件不會選中任何人。',
  },
};

const NOBODY: Said = {
  code: 'NOBODY',
  text: { en: 'Nobody meets this rule.', 'zh-CN': '没有会员符合此规则。', 'zh-TW': '沒有會員符合此規則。' },
};

const EVERYBODY: Said = {
  code: 'EVERYBODY',
  text: { en: 'Everybody meets this rule.', 'zh-CN': '所有会员都符合此规则。', 'zh-TW': '所有會員都符合此規則。' },
};

const MOSTLY_UNKNOWN: Said = {
  code: 'MOSTLY_UNKNOWN',
  text: {
    en: 'Of most members something it asks for is not known, so they are not selected. has(attribute) tells whether it is.',
    'zh-CN': '多数会员缺少规则所需的资料，因此未被选中；可用 has(属性) 判断是否有值。',
    'zh-TW': '多數會員缺少規則所需的資料，因此未被選中；可用 has(屬性) 判斷是否有值。',
  },
};
