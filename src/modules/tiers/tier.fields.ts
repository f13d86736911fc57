import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { walletType } from '../points/index.js';
import { ladderType } from './tier-type.js';
import { TierEntryType, TierLadderType, TierPackItemType, TierType } from './tiers.types.js';

@Resolver(() => TierType)
export class TierFields {
  @FieldResolver(() => [TranslationType], {
    nullable: true,
    description: 'Its texts in every language, for those who write them.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  translations(@Root() { texts }: TierType): TranslationType[] {
    return translationsOf(texts);
  }

  @FieldResolver(() => TierLadderType, { description: 'The ladder it is a step of.' })
  ladder(@Root() { of }: TierType, @Ctx() context: RequestContext): TierLadderType {
    return ladderType(context, of);
  }

  @FieldResolver(() => TierEntryType, {
    nullable: true,
    description: 'What it takes to enter; null where everybody starts.',
  })
  entry(@Root() { rule: { entry } }: TierType, @Ctx() context: RequestContext): TierEntryType | null {
    if (!entry) return null;
    const { measure: metric, atLeast, days = null, wallet } = entry;
    return { metric, atLeast, days, wallet: wallet === undefined ? null : walletType(context, wallet) };
  }

  @FieldResolver(() => [TierPackItemType], { description: 'What a member is given once, on reaching it.' })
  upgradePack(@Root() { rule: { upgradePack } }: TierType, @Ctx() context: RequestContext): TierPackItemType[] {
    return upgradePack.map(({ wallet, points }) => ({ wallet: walletType(context, wallet), amount: points }));
  }
}

@Resolver(() => TierLadderType)
export class TierLadderFields {
  @FieldResolver(() => [TranslationType], {
    nullable: true,
    description: 'Its texts in every language, for those who write them.',
  })
  @Access({ brand: 'program:read', isHostOnly: true })
  translations(@Root() { texts }: TierLadderType): TranslationType[] {
    return translationsOf(texts);
  }
}
