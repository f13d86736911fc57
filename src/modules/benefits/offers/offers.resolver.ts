import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { needMember } from '../../members/index.js';
import { MemberRefInput, MemberType } from '../../members/members.types.js';
import { offersTo } from './offer-list.js';
import { OfferConnection } from './offers.types.js';

/** Whoever may give a benefit finds out by a dry run whether a member may have it: so it may ask. */
const WHOEVER_GIVES = { brand: 'benefits:issue', member: true } as const;

const WHAT =
  'could get now by itself, by claiming, exchanging points or buying: what it may have, within its limits, as far as there is one left. What is new stands first, then what it has the points for. `availableActions` says what would not be refused.';

@Resolver()
export class OffersResolver {
  @Query(() => OfferConnection, { description: `What a member ${WHAT}` })
  @Access(WHOEVER_GIVES)
  async offers(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    const { sql } = context.session;
    const memberId = await needMember(sql, context.caller, member ?? { id: context.caller.memberId });
    return offersTo(context, memberId, { first, after, last, before });
  }
}

@Resolver(() => MemberType)
export class MemberOffersFields {
  @FieldResolver(() => OfferConnection, { nullable: true, description: `What it ${WHAT}` })
  @Access(WHOEVER_GIVES)
  offers(
    @Root() { id }: MemberType,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return offersTo(context, id, { first, after, last, before });
  }
}
