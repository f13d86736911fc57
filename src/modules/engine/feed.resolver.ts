import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import type { Page } from '../../kernel/graphql/page.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Cursor } from '../../kernel/graphql/scalars.js';
import { findMember, needMember } from '../members/index.js';
import { MemberType } from '../members/members.types.js';
import { activityRows, outcomeOf } from './activity-list.js';
import { ActivityType, FeedArgs, FeedEventConnection, FeedEventType } from './engine.types.js';
import type { FeedRow } from './feed.js';
import { feedCursor, feedPage } from './feed.js';
import { followMember } from './follow.js';

interface FollowArgs {
  readonly memberId?: string | null;
  readonly after?: string | null;
}

@Resolver()
export class FeedResolver {
  @Query(() => FeedEventConnection, {
    nullable: true,
    description:
      'What happened to a member in the order it was committed: the same that `memberFeed` tells, for clients that poll. Null when there is no such member the caller may see.',
  })
  @Access({ brand: 'activities:read', member: true })
  async feed(
    @Args(() => FeedArgs) { memberId, ...page }: FeedArgs,
    @Ctx() context: RequestContext,
  ): Promise<Page<FeedRow> | null> {
    const { session, caller } = context;
    const id = await findMember(session.sql, caller, { id: memberId ?? caller.memberId });
    return id === null ? null : feedPage(context, id, page);
  }

  @Subscription(() => FeedEventType, {
    description:
      'Everything that happens to a member from now on, or after a place in its feed, within a second of its commit. A partner is told what it reported itself. After a lost connection go on `after` the last cursor: nothing is lost and nothing comes twice.',
    subscribe: async ({ args, context }: { args: FollowArgs; context: RequestContext }) => {
      const { session, caller } = context;
      const id = await needMember(session.sql, caller, { id: args.memberId ?? caller.memberId });
      return followMember(context, id, args.after ?? null);
    },
  })
  @Access({ brand: 'activities:read', member: true })
  memberFeed(
    @Root() row: FeedRow,
    @Arg('memberId', () => ID, { nullable: true, description: 'Whose; absent where the caller is the member.' })
    _memberId: string | null,
    @Arg('after', () => Cursor, { nullable: true, description: 'The place to go on from; now when nothing is said.' })
    _after: string | null,
  ): FeedEventType {
    return row;
  }
}

@Resolver(() => FeedEventType)
export class FeedEventFields {
  @FieldResolver(() => Cursor, { description: 'Its place in the feed, for `after`.' })
  cursor(@Root() row: FeedRow, @Ctx() context: RequestContext): string {
    return feedCursor(context, row);
  }

  @FieldResolver(() => ActivityType, { description: 'What happened.' })
  activity(@Root() row: FeedRow): ActivityType {
    return row;
  }

  @FieldResolver(() => ActivityType, {
    nullable: true,
    description: 'The activity that led to it; null for what was reported.',
  })
  cause(@Root() { causeId }: FeedRow, @Ctx() context: RequestContext) {
    return causeId === null ? null : load(context, activityRows, causeId);
  }

  @FieldResolver(() => OutcomeType, {
    nullable: true,
    description: 'Everything a reported activity led to; null for what another activity led to.',
  })
  outcome(@Root() { id }: FeedRow, @Ctx() context: RequestContext) {
    return outcomeOf(context, id);
  }

  @FieldResolver(() => MemberType, { description: 'The member, as it is now.' })
  member(@Root() { memberId }: FeedRow): MemberType {
    return { id: memberId };
  }
}
