import type { Vocabulary } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import type { ReadSession } from '../../kernel/session.js';
import type { RuleContext } from './engine.types.js';

/** What a rule may ask about where it is to stand. */
export function vocabularyFor({ house }: ReadSession, place: keyof typeof RuleContext): Vocabulary<RuleScope> {
  const { vocabulary } = house.programs.current();
  return place === 'EARNING_RULE' ? vocabulary : vocabulary.narrow(namesWithoutActivity(vocabulary));
}

function namesWithoutActivity({ attributes, functions }: Vocabulary<RuleScope>): string[] {
  return [...attributes, ...functions].map(({ name }) => name).filter((name) => !name.startsWith('activity.'));
}
