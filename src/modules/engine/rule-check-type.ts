import { placeIn } from '../../kernel/expression/index.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import type { CheckedRule } from './rule-check.js';
import type { RuleCheckType } from './rule-check.types.js';

/** What was found about a rule, in the language of the request. */
export function toRuleCheckType(
  context: RequestContext,
  source: string,
  checked: CheckedRule,
): RuleCheckType & { readonly checked: CheckedRule } {
  const { ok, type, attributes, functions, errors } = checked;
  const problems = errors.map(({ text, ...problem }) => ({
    ...problem,
    ...placeIn(source, problem.start),
    message: textIn(context, text),
  }));
  return { ok, resultType: type ?? null, attributes, functions, problems, checked };
}
