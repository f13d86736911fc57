import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Day } from '../../kernel/calendar.js';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { CalendarDate } from '../../kernel/graphql/scalars.js';
import { activitiesAmong } from '../engine/index.js';
import { ActivityConnection } from '../engine/engine.types.js';
import { listAmong } from '../members/index.js';
import { MemberConnection } from '../members/members.types.js';
import { MetricBy, MetricDefinitionType, MetricParameterInput, MetricSide, MetricType } from './analytics.types.js';
import type { Side } from './behind.js';
import { activitiesBehind, membersBehind, nameOfList, pointOfGroup } from './behind.js';
import { figureOf } from './figure.js';
import type { By } from './metric.js';
import { metricOf, questionOf } from './question.js';
import { metrics } from './registry.js';
import { toldDefinition, toldPoint } from './told.js';

@Resolver()
export class AnalyticsResolver {
  @Query(() => [MetricDefinitionType], { description: 'Every figure there is, with its definition.' })
  @Access({ brand: 'analytics:read' })
  metrics(@Ctx() context: RequestContext): MetricDefinitionType[] {
    return metrics.map((metric) => toldDefinition(context, metric));
  }

  @Query(() => MetricType, {
    description:
      'A figure over a period of at most 1,096 days, whole or told apart. A partner is told of its own linked members and of what it reported itself.',
  })
  @Access({ brand: 'analytics:read' })
  async metric(
    @Arg('key', () => String, { description: 'Which: see `metrics`.' }) key: string,
    @Arg('by', () => MetricBy, { nullable: true, description: 'By what it is told apart; the whole when absent.' })
    by: By | null,
    @Arg('from', () => CalendarDate, { description: 'The first day, in the zone of the program.' }) from: Day,
    @Arg('to', () => CalendarDate, { description: 'The day before which it ends.' }) to: Day,
    @Arg('parameters', () => [MetricParameterInput], {
      nullable: true,
      description: 'What is to be otherwise than in the definition.',
    })
    parameters: MetricParameterInput[] | null,
    @Ctx() context: RequestContext,
  ): Promise<MetricType> {
    const { session } = context;
    const metric = metricOf(key);
    const question = questionOf(session, metric, { key, by: by ?? null, from, to, parameters: parameters ?? [] });
    const found = await session.house.database.snapshot((sql) => figureOf(sql, metric, question));
    return {
      definition: toldDefinition(context, metric),
      currency: metric.unit === 'MONEY' ? session.house.programs.current().currency : null,
      points: found.map((point) => toldPoint(context, question, point)),
      metric,
      question,
      found,
    };
  }
}

@Resolver(() => MetricType)
export class MetricFields {
  @FieldResolver(() => MemberConnection, { nullable: true, description: 'The members behind a point, by their ids.' })
  @Access({ brand: 'members:read' })
  drillDown(
    @Root() { metric, question, found }: MetricType,
    @Arg('group', () => String, { nullable: true, description: 'Which point, by its `group`.' }) group: string | null,
    @Arg('side', () => MetricSide, { defaultValue: MetricSide.NUMERATOR, description: 'Who of them.' }) side: Side,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    const point = pointOfGroup(found, group ?? null);
    const { text, params } = membersBehind(metric, question, point, side);
    return listAmong(context, { name: nameOfList(metric, question, point, side), text, params }, page);
  }

  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description:
      'The activities a point counts, by their ids, where it counts activities: orders, money given back without an order, acts.',
  })
  @Access({ brand: 'activities:read' })
  activities(
    @Root() { metric, question, found }: MetricType,
    @Arg('group', () => String, { nullable: true, description: 'Which point, by its `group`.' }) group: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    const point = pointOfGroup(found, group ?? null);
    const { text, params } = activitiesBehind(metric, question, point);
    return activitiesAmong(context, { name: nameOfList(metric, question, point, 'ACTIVITIES'), text, params }, page);
  }
}
