import { Arg, Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load, loadWith } from '../../kernel/graphql/loaders.js';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { Prefetched } from '../../kernel/graphql/prefetch.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { DateTime, JsonScalar } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import type { ActivityListRow } from './activity-list.js';
import { activityPages, activityRows, outcomeOf, payloadOf } from './activity-list.js';
import { ActivityConnection, ActivityType } from './engine.types.js';

@Resolver(() => MemberType)
export class MemberActivityFields {
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'What it did; a partner sees what it reported itself.',
  })
  @Access({ brand: 'activities:read', member: true })
  @Prefetched((context, id, args) => loadWith(context, activityPages, id, askedOf(args)))
  activities(
    @Root() { id }: MemberType,
    @Arg('types', () => [String], { nullable: true, description: 'Of these types only.' }) types: string[] | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return loadWith(context, activityPages, id, askedOf({ ...page, types }));
  }
}

/** In one spelling, so that what was read ahead is found. */
function askedOf({ first, after, last, before, types }: PageArguments & { readonly types?: string[] | null }) {
  return { first, after, last, before, types: types ?? null };
}

/** An activity as a field is given it: its row, or what the mutation that recorded it knows of it. */
type Given = ActivityType & Partial<ActivityListRow>;

@Resolver(() => ActivityType)
export class ActivityFields {
  @FieldResolver(() => DateTime, { nullable: true, description: 'When it happened.' })
  occurredAt(@Root() activity: Given, @Ctx() context: RequestContext) {
    return columnOf(context, activity, 'occurredAt');
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'When Laurel heard of it.' })
  recordedAt(@Root() activity: Given, @Ctx() context: RequestContext) {
    return columnOf(context, activity, 'recordedAt');
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The brand that reported it.' })
  brandId(@Root() activity: Given, @Ctx() context: RequestContext) {
    return columnOf(context, activity, 'brandId');
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: "The reporter's own id of it; null for what Laurel recorded itself.",
  })
  async externalId(@Root() activity: Given, @Ctx() context: RequestContext) {
    const [externalId, memberId] = await Promise.all([
      columnOf(context, activity, 'externalId'),
      columnOf(context, activity, 'memberId'),
    ]);
    return externalId?.replace(`${memberId ?? ''}:`, '') ?? null; // what members report is stored under their id
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What it is about: the order of a purchase and of its refunds.',
  })
  subjectId(@Root() activity: Given, @Ctx() context: RequestContext) {
    return columnOf(context, activity, 'subjectId');
  }

  @FieldResolver(() => ID, { nullable: true, description: 'The activity that led to it; null for what was reported.' })
  causeId(@Root() activity: Given, @Ctx() context: RequestContext) {
    return columnOf(context, activity, 'causeId');
  }

  @FieldResolver(() => MoneyType, { nullable: true, description: 'What it came to, where it has an amount.' })
  async amount(@Root() activity: Given, @Ctx() context: RequestContext): Promise<MoneyType | null> {
    const amountMinor = await columnOf(context, activity, 'amountMinor');
    const { currency } = context.session.house.programs.current();
    return amountMinor === null ? null : { amountMinor, currency };
  }

  @FieldResolver(() => JsonScalar, { nullable: true, description: 'What else is known of it.' })
  payload(@Root() { id }: Given, @Ctx() context: RequestContext): Promise<unknown> {
    return payloadOf(context, id);
  }

  @FieldResolver(() => OutcomeType, {
    nullable: true,
    description: 'What it led to; null for what another activity led to.',
  })
  outcome(@Root() { id }: Given, @Ctx() context: RequestContext): Promise<OutcomeType | null> {
    return outcomeOf(context, id);
  }
}

/** At once where it is at hand, else read with everybody else's. */
function columnOf<Column extends keyof ActivityListRow>(
  context: RequestContext,
  activity: Given,
  column: Column,
): ActivityListRow[Column] | null | Promise<ActivityListRow[Column] | null> {
  const value = activity[column];
  if (value !== undefined) return value as ActivityListRow[Column];
  return load(context, activityRows, activity.id).then((row) => row?.[column] ?? null);
}
