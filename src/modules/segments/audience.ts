import type { Call, Compiled } from '../../kernel/expression/index.js';
import { nearest, placeIn } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { fillText, inEveryLanguage, refuse } from '../../kernel/refusal.js';

/** A segment as the program says it. */
export interface Audience {
  readonly code: string;
  readonly name: LocalisedText;
  readonly description: LocalisedText | null;
  readonly kind: 'rule' | 'list' | 'layer';
  readonly layering: string | null;
  /** Null for a list, and for what is left over of a layering. */
  readonly rule: Compiled<RuleScope> | null;
  /** Tells one way of working it out from another: of its rule, or of all rules of its layering. */
  readonly ruleHash: string;
}

/** What is worked out at once: a segment, or all layers of a layering, of which a member is in exactly one. */
export interface Unit {
  readonly code: string;
  /** In their order; the one without a rule takes who is left over. */
  readonly audiences: readonly Audience[];
  readonly isLayering: boolean;
}

/** The segments a scope is in, by the rules of one unit. Unknown is not selected. */
export function selected({ audiences, isLayering }: Unit, scope: RuleScope): readonly Audience[] {
  if (!isLayering) return audiences.filter(({ rule }) => rule?.holds(scope));
  const first = audiences.find(({ rule }) => rule === null || rule.holds(scope));
  return first ? [first] : [];
}

/** That the rule of one segment asks about another, and where. */
export interface Question {
  readonly audience: Pick<Audience, 'code' | 'rule'>;
  /** The code of the segment it asks about. */
  readonly segment: string;
  readonly call: Call;
}

/** The function of rules that asks about segments. */
export const IN_SEGMENT = 'inSegment';

/** Every question the rule of a segment asks about segments, from left to right. */
export function questionsOf(audience: Question['audience']): readonly Question[] {
  const calls = (audience.rule?.calls ?? []).filter(({ name }) => name === IN_SEGMENT);
  return calls.map((call) => ({ audience, segment: String(call.arguments[0]), call }));
}

/** Where a question stands, as a refusal tells it. */
export function placeOf({ audience: { code, rule }, call: { start, end } }: Question) {
  return { of: code, start, end, ...placeIn(rule?.source ?? '', start) };
}

/** Codes of segments, as a set or a map has them. */
export interface Known {
  has(code: string): boolean;
  keys(): Iterable<string>;
}

/** Refuses UNKNOWN_SEGMENT; where a rule asks about it, with the place and the nearest code there is. */
export function refuseUnknown(
  segment: string,
  path: readonly string[],
  asked?: { readonly question: Question; readonly known: Known },
): never {
  if (!asked) refuse('UNKNOWN_SEGMENT', { segment, where: NOWHERE }, path);
  const place = placeOf(asked.question);
  const [near] = nearest(segment, [...asked.known.keys()]);
  const where = inEveryLanguage((locale) => fillText(near === undefined ? ASKED : ASKED_NEAR, { ...place, near: near ?? '' }, locale)); // prettier-ignore
  refuse('UNKNOWN_SEGMENT', { segment, ...place, where, suggestion: near === undefined ? null : `${IN_SEGMENT}("${near}")` }, path); // prettier-ignore
}

const NOWHERE: LocalisedText = { en: '', 'zh-CN': '', 'zh-TW': '' };
const ASKED: LocalisedText = {
  en: ', about which {of} asks in line {line}, column {column}',
  'zh-CN': '（{of} 在第 {line} 行第 {column} 列引用）',
  'zh-TW': '（{of} 在第 {line} 行第 {column} 列引用）',
};
const ASKED_NEAR: LocalisedText = {
  en: `${ASKED.en} (the nearest there is: "{near}")`,
  'zh-CN': `${ASKED['zh-CN']}，最接近的是“{near}”`,
  'zh-TW': `${ASKED['zh-TW']}，最接近的是「{near}」`,
};

/** A way that ends where it began: each unit with the question that leads to the next. */
export type Circle = readonly { readonly unit: Unit; readonly question: Question }[];

/**
 * Units by depth: those of one level ask only about segments of the levels before it. Answers the way round instead where
 * one asks about itself.
 */
export function leveled(
  units: readonly Unit[],
): { readonly levels: readonly (readonly Unit[])[] } | { readonly circle: Circle } {
  const unitOf = new Map(units.flatMap((unit) => unit.audiences.map(({ code }) => [code, unit] as const)));
  const levels = new Map<Unit, number>();
  const way: { unit: Unit; question: Question }[] = [];
  const levelOf = (unit: Unit): number => {
    const known = levels.get(unit);
    if (known !== undefined) return known;
    let level = 0;
    for (const question of unit.audiences.flatMap(questionsOf)) {
      const asked = unitOf.get(question.segment);
      if (!asked) continue;
      way.push({ unit, question });
      const from = way.findIndex((step) => step.unit === asked);
      if (from >= 0) throw new RoundAndRound(way.slice(from));
      level = Math.max(level, levelOf(asked) + 1);
      way.pop();
    }
    levels.set(unit, level);
    return level;
  };
  try {
    for (const unit of units) levelOf(unit);
  } catch (error) {
    if (error instanceof RoundAndRound) return { circle: error.circle };
    throw error;
  }
  const depth = Math.max(-1, ...levels.values()) + 1;
  return { levels: Array.from({ length: depth }, (_, at) => units.filter((unit) => levels.get(unit) === at)) };
}

/** Refuses SEGMENT_CYCLE at the place in `own`, where it is on the way, else where the way begins. */
export function refuseCircle(
  circle: Circle,
  own: Unit | null,
  pathOf: (question: Question) => readonly string[],
): never {
  const step = circle.find(({ unit }) => unit === own) ?? circle[0];
  if (!step) throw new Error('A circle has no steps');
  const codes = circle.map(({ unit }) => unit.code);
  const way = [...codes, codes[0]].join(' → ');
  refuse('SEGMENT_CYCLE', { way, ...placeOf(step.question) }, pathOf(step.question));
}

class RoundAndRound extends Error {
  constructor(readonly circle: Circle) {
    super('Segments ask about each other');
  }
}
