import { Ctx, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { TranslationType } from '../../kernel/graphql/locale.type.js';
import { translationsOf } from '../../kernel/graphql/localised.js';
import { brandIdOf } from './benefit-list.js';
import { BenefitType } from './benefits.types.js';
import { leftOf } from './stock-left.js';

@Resolver(() => BenefitType)
export class BenefitFields {
  @FieldResolver(() => ID, { description: 'The brand that offers it.' })
  brandId(@Root() { offered }: BenefitType, @Ctx() context: RequestContext): string {
    return brandIdOf(context, offered);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many are left, counted up to 10,000; null where there is no stock to count.',
  })
  async stockLeft(@Root() { code, offered }: BenefitType, @Ctx() context: RequestContext): Promise<number | null> {
    return offered.stock.kind === 'unlimited' ? null : ((await load(context, leftOf, code)) ?? 0);
  }

  @FieldResolver(() => [TranslationType], { nullable: true, description: 'Its texts in every language, for those who write them.' })
  @Access({ brand: 'benefits:read', isHostOnly: true })
  translations(@Root() { texts }: BenefitType): TranslationType[] {
    return translationsOf(texts);
  }
} // prettier-ignore
