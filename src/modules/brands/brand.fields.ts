import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { HOST_ONLY } from './brand-list.js';
import { brandRows } from './brands.queries.js';
import { BrandStatus, BrandType } from './brands.types.js';

/** What only who manages brands is told of one. */
@Resolver(() => BrandType)
export class BrandFields {
  @FieldResolver(() => BrandStatus, { nullable: true, description: 'Whether it takes part.' })
  @Access(HOST_ONLY)
  async status(@Root() { id }: BrandType, @Ctx() context: RequestContext) {
    return (await load(context, brandRows, id))?.status ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: 'Grows with every change: send it along as `expectedVersion` to change what you have seen.',
  })
  @Access(HOST_ONLY)
  async version(@Root() { id }: BrandType, @Ctx() context: RequestContext) {
    return (await load(context, brandRows, id))?.version ?? null;
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Since when it is known.' })
  @Access(HOST_ONLY)
  async createdAt(@Root() { id }: BrandType, @Ctx() context: RequestContext) {
    return (await load(context, brandRows, id))?.createdAt ?? null;
  }
}
