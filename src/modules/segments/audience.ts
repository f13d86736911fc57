import type { Compiled } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { LocalisedText } from '../../kernel/refusal.js';

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

/** The codes of segments a rule asks about. */
export function referredTo({ rule }: Pick<Audience, 'rule'>): readonly string[] {
  return (rule?.calls ?? []).filter(({ name }) => name === 'inSegment').map((call) => String(call.arguments[0]));
}

/**
 * Units by depth: those of one level ask only about segments of the levels before it. Answers the way round instead where
 * one asks about itself.
 */
export function leveled(
  units: readonly Unit[],
): { readonly levels: readonly (readonly Unit[])[] } | { readonly cycle: readonly string[] } {
  // prettier-ignore
  const unitOf = new Map(units.flatMap((unit) => unit.audiences.map(({ code }) => [code, unit] as const)));
  const levels = new Map<Unit, number>();
  const way: Unit[] = [];
  const levelOf = (unit: Unit): number => {
    const known = levels.get(unit);
    if (known !== undefined) return known;
    way.push(unit);
    const asked = unit.audiences.flatMap(referredTo).flatMap((code) => unitOf.get(code) ?? []);
    const round = asked.find((each) => way.includes(each));
    if (round) throw new Cycle([...way.slice(way.indexOf(round)), round].map(({ code }) => code));
    const level = Math.max(-1, ...asked.map(levelOf)) + 1;
    way.pop();
    levels.set(unit, level);
    return level;
  };
  try {
    for (const unit of units) levelOf(unit);
  } catch (error) {
    if (error instanceof Cycle) return { cycle: error.codes };
    throw error;
  }
  const depth = Math.max(-1, ...levels.values()) + 1;
  return { levels: Array.from({ length: depth }, (_, at) => units.filter((unit) => levels.get(unit) === at)) };
}

class Cycle extends Error {
  constructor(readonly codes: readonly string[]) {
    super('Segments ask about each other');
  }
}
