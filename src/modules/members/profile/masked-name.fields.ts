import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { Prefetched } from '../../../kernel/graphql/prefetch.js';
import { profiles } from '../member.fields.js';
import { MemberType } from '../members.types.js';
import { maskedName } from './masked-name.js';

/** Enough to see at a till that it is the right person, for those who may not be told names. */
@Resolver(() => MemberType)
export class MaskedNameFields {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its name with everything but the first sign hidden: `王**`. What a till shows.',
  })
  @Access({ brand: 'members:read', member: true })
  @Prefetched((context, id) => load(context, profiles, id))
  async maskedName(@Root() { id }: MemberType, @Ctx() context: RequestContext) {
    return maskedName((await load(context, profiles, id))?.displayName ?? null);
  }
}
