import type { ExplainNode, Speech } from '../../kernel/expression/index.js';
import { sentence } from '../../kernel/expression/index.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { NextActionType } from '../../kernel/graphql/errors.js';
import { textIn } from '../../kernel/graphql/locale.js';
import type { DecidedThenType, ExplainedConditionType, ExplanationType } from './engine.types.js';
import type { Explanation } from './explain.js';
import { groundSentence } from './ground-text.js';
import { toNextActions } from './next-action-text.js';
import { toPointsFactor } from './times-text.js';

/** An explanation as its fields are given it. */
export type ExplanationGiven = ExplanationType & Pick<Explanation, 'next' | 'turn' | 'stored'>;

/** An explanation in the language of the request. */
export function toExplanationType(context: RequestContext, explanation: Explanation): ExplanationGiven {
  const { tree, name, verdict, ground, by, earlier, decided, ...rest } = explanation;
  const speech = speechOf(context);
  return {
    ...rest,
    name: textIn(context, name),
    verdict,
    ground,
    sentence: groundSentence({ verdict, ground, by }, context.locale),
    tree: tree && toCondition(tree, speech),
    decided: decided && decidedThen(context, decided),
    earlier: earlier.map((each) => ({
      subjectId: each.subjectId,
      name: textIn(context, each.name),
      verdict: VERDICTS[each.tree.result],
      tree: toCondition(each.tree, speech),
    })),
  };
}

function decidedThen(context: RequestContext, { hit, unmet, times }: NonNullable<Explanation['decided']>): DecidedThenType {
  const program = context.session.house.programs.current();
  return { hit, unmet, multipliedBy: times.map((each) => toPointsFactor(each, program, speechOf(context))) };
} // prettier-ignore

/** What the member can do, in the language of the request. */
export function nextActionsIn(context: RequestContext, { next }: Pick<Explanation, 'next'>): NextActionType[] {
  const actions = next();
  return actions ? toNextActions(actions, context.session.house.programs.current(), speechOf(context)) : [];
}

/** The words of the program in the language of the request. */
function speechOf({ session, locale }: RequestContext): Speech {
  const { vocabulary, currency } = session.house.programs.current();
  return { vocabulary, currency, locale };
}

const VERDICTS = { yes: 'YES', no: 'NO', unknown: 'UNKNOWN' } as const;

function toCondition(node: ExplainNode, speech: Speech): ExplainedConditionType {
  return {
    text: node.text,
    sentence: sentence(node, speech),
    verdict: VERDICTS[node.result],
    attribute: node.attribute ?? null,
    operator: node.operator ?? null,
    actual: node.actual ?? null,
    wanted: node.wanted ?? null,
    type: node.type ?? null,
    distance: node.distance ?? null,
    missing: node.missing ?? [],
    children: node.children.map((child) => toCondition(child, speech)),
  };
}
