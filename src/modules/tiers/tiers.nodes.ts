import type { NodeKind } from '../../kernel/graphql/node.js';
import { ladderType, laddersOf, tierType } from './tier-type.js';

const tier: NodeKind = {
  prefix: 'tie',
  type: 'Tier',
  find(context, id) {
    const all = laddersOf(context).flatMap((of) => of.tiers.map((rule) => tierType(context, of, rule)));
    return all.find((each) => each.id === id) ?? null;
  },
};

const ladder: NodeKind = {
  prefix: 'lad',
  type: 'TierLadder',
  find: (context, id) =>
    laddersOf(context)
      .map((each) => ladderType(context, each))
      .find((each) => each.id === id) ?? null,
};

export const tierNodes: readonly NodeKind[] = [tier, ladder];
