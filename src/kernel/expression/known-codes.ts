import type { Call, CheckResult } from './check.js';
import { LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import type { Problem } from './problem.js';
import { problem } from './problem.js';
import type { Vocabulary } from './vocabulary.js';

type Sections = Readonly<Record<string, unknown>>;

/** Every call that names something by a code the program does not have, with the nearest codes it has, from left to right. */
export function unknownCodes<S>(vocabulary: Vocabulary<S>, calls: readonly Call[], sections: Sections): Problem[] {
  return calls.flatMap((call) => {
    const { names } = vocabulary.function(call.name) ?? {};
    const named = String(call.arguments[0]);
    const codes = names?.codes(sections) ?? [];
    if (!names || codes.includes(named)) return [];
    const near = nearest(named, codes);
    const facts = { what: names.what, named };
    const instead = near.map((code) => `${call.name}("${code}")`);
    return near[0] ? problem('UNKNOWN_CODE_NEAR', call, { ...facts, near: near[0] }, instead) : problem('UNKNOWN_CODE', call, facts);
  });
} // prettier-ignore

/**
 * What was found about a rule, and that all it names is there: together, so that nobody mends one to be told of the other. Not a part of compiling it: a program that is in force goes on
 * with a rule about something that was there once.
 */
export function checkedAgainst<S>(vocabulary: Vocabulary<S>, result: CheckResult, sections: Sections): CheckResult {
  const unknown = unknownCodes(vocabulary, result.calls, sections);
  if (unknown.length === 0) return result;
  const errors = [...result.errors, ...unknown].toSorted((a, b) => a.start - b.start).slice(0, LIMITS.problems);
  return { ok: false, attributes: [], functions: [], calls: [], errors };
}
