import type { CheckResult } from '../../kernel/expression/index.js';
import { checkSql, placeIn, unknownCodes } from '../../kernel/expression/index.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import { IN_SEGMENT } from './audience.js';
import { aboutMembers } from './segments.participant.js';

/** Whether a rule can decide who is in a segment. */
export function checkRule({ house }: ReadSession, rule: string): CheckResult {
  return checkSql(aboutMembers(house.programs.current().vocabulary), rule);
}

/** Refuses INVALID_RULE with the first thing that is wrong and its place. Segments it asks about are for `requireSegments`: the one that is saved may be among them. */
export function requireRule(session: ReadSession, rule: string, path: readonly string[]): void {
  const { vocabulary, sections } = session.house.programs.current();
  const { errors, calls } = checkRule(session, rule);
  const asked = calls.filter(({ name }) => name !== IN_SEGMENT);
  const [problem] = [...errors, ...unknownCodes(vocabulary, asked, sections)];
  if (!problem) return;
  const { kind, text, start, end, suggestions } = problem;
  const suggestion = suggestions[0] ?? null;
  refuse('INVALID_RULE', { kind, problem: text, start, end, ...placeIn(rule, start), suggestion }, path);
}
