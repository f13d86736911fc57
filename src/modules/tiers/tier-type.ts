import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { configId } from '../../kernel/id.js';
import type { Ladder, TierRule } from './ladder.js';
import type { TiersPart } from './tiers.participant.js';
import { tiersParticipant } from './tiers.participant.js';
import type { TierLadderType, TierType } from './tiers.types.js';

/** The ladders of the program, the main one first. Nothing is read: the program is in memory. */
export function laddersOf({ session }: Pick<RequestContext, 'session'>): readonly Ladder[] {
  return (session.house.programs.current().parts[tiersParticipant.name] as TiersPart).ladders;
}

/** The ladder of a code, or the main one; undefined when the program has none of that code. */
export function ladderOf(
  context: Pick<RequestContext, 'session'>,
  code: string | null | undefined,
): Ladder | undefined {
  return laddersOf(context).find((ladder) => code == null || ladder.code === code);
}

/** A tier in the language of the request. What is seldom asked for is worked out when it is. */
export function tierType(context: RequestContext, ladder: Ladder, rule: TierRule): TierType {
  const { code, name, rank } = rule;
  return { id: configId('tie', code), code, name: textIn(context, name), rank, rule, of: ladder, texts: { name } };
}

/** A ladder in the language of the request. */
export function ladderType(context: RequestContext, { code, name }: Ladder): TierLadderType {
  return { id: configId('lad', code), code, name: textIn(context, name), texts: { name } };
}

/** A tier by its code, wherever it stands; null for one that was retired. */
export function tierTypeByCode(context: RequestContext, code: string): TierType | null {
  for (const ladder of laddersOf(context)) {
    const tier = ladder.tiers.find((each) => each.code === code);
    if (tier) return tierType(context, ladder, tier);
  }
  return null;
}
