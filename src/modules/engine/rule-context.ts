import { windowOf } from '../../kernel/caller.js';
import type { Vocabulary } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { ReadSession } from '../../kernel/session.js';
import { foreignAttributes } from '../members/index.js';
import type { RuleContext } from './rule-check.types.js';

/** What a rule may ask about where it is to stand; attributes of other brands are not there for a partner. */
export function vocabularyFor({ house, caller }: ReadSession, place: keyof typeof RuleContext): Vocabulary<RuleScope> {
  const { vocabulary, sections } = house.programs.current();
  const window = windowOf(caller);
  const foreign = window === null ? new Set<string>() : foreignAttributes(sections, window);
  if (place === 'EARNING_RULE' && foreign.size === 0) return vocabulary;
  const names = [...vocabulary.attributes, ...vocabulary.functions].map(({ name }) => name);
  const isThere = (name: string) => place === 'EARNING_RULE' || !name.startsWith('activity.');
  return vocabulary.narrow(names.filter((name) => isThere(name) && !foreign.has(name)));
}
