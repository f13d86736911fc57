import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { InCatalogue } from '../../kernel/graphql/catalogue.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { laddersOf, tierType } from './tier-type.js';
import { TierType } from './tiers.types.js';

@Resolver()
export class TiersResolver {
  @Query(() => [TierType], { description: 'The tiers of the program, ladder by ladder, the lowest first.' })
  @Access({ brand: 'program:read', member: true, publishable: true })
  @InCatalogue()
  tiers(
    @Arg('ladder', () => String, { nullable: true, description: 'Of this ladder only, by its code.' })
    code: string | null,
    @Ctx() context: RequestContext,
  ): TierType[] {
    const ladders = laddersOf(context).filter((ladder) => code == null || ladder.code === code);
    return ladders.flatMap((ladder) => ladder.tiers.map((tier) => tierType(context, ladder, tier)));
  }
}
