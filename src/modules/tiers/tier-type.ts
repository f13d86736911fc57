import type { RequestContext } from '../../kernel/graphql/context.js';
import { textIn } from '../../kernel/graphql/locale.js';
import { configId } from '../../kernel/id.js';
import { walletType } from '../points/index.js';
import type { TiersPart } from './compile.js';
import type { Ladder, PackItem, Requirement, TierRule } from './ladder.js';
import { isCondition, isPoints } from './ladder.js';
import type { TierEntryType, TierPackItemType } from './tier-rules.types.js';
import { tiersParticipant } from './tiers.participant.js';
import type { TierLadderType, TierType } from './tiers.types.js';

/** The tiers of the program, as deciding sees them. */
export function tiersPartOf({ session }: Pick<RequestContext, 'session'>): TiersPart {
  return session.house.programs.current().parts[tiersParticipant.name] as TiersPart;
}

/** The ladders of the program, the main one first. Nothing is read: the program is in memory. */
export function laddersOf(context: Pick<RequestContext, 'session'>): readonly Ladder[] {
  return tiersPartOf(context).ladders;
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
export function ladderType(context: RequestContext, { code, name, nearPercent, endingDays }: Ladder): TierLadderType {
  const id = configId('lad', code);
  return { id, code, name: textIn(context, name), nearPercent, endingDays, texts: { name } };
}

/** A tier by its code, wherever it stands; null for one that was retired. */
export function tierTypeByCode(context: RequestContext, code: string): TierType | null {
  for (const ladder of laddersOf(context)) {
    const tier = ladder.tiers.find((each) => each.code === code);
    if (tier) return tierType(context, ladder, tier);
  }
  return null;
}

/** The points of a pack. */
export function packPoints(context: RequestContext, pack: readonly PackItem[]): TierPackItemType[] {
  return pack.flatMap((item) =>
    isPoints(item) ? [{ wallet: walletType(context, item.wallet), amount: item.points }] : [],
  );
}

/** What is counted; null where nothing is, or where a condition says it. */
export function entryType(context: RequestContext, requirement: Requirement | null): TierEntryType | null {
  if (!requirement || isCondition(requirement)) return null;
  const { measure: metric, atLeast, days = null, year = null, wallet } = requirement;
  return { metric, atLeast, days, year, wallet: wallet === undefined ? null : walletType(context, wallet) };
}
