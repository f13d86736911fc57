import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, requireAccess } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import { Cost } from '../../kernel/graphql/cost.js';
import { NextActionType } from '../../kernel/graphql/errors.js';
import { answer } from '../../kernel/graphql/payload.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { MemberRefInput } from '../members/members.types.js';
import {
  ActivitiesRecordPayload,
  ActivityConnection,
  ActivityInput,
  ActivityLineInput,
  ActivityRecordPayload,
  ActivityType,
  ExplainedMembershipType,
  ExplanationType,
} from './engine.types.js';
import type { CheckedRule } from './rule-check.js';
import { checkRule } from './rule-check.js';
import { toRuleCheckType } from './rule-check-type.js';
import { RuleCheckType, RuleContext } from './rule-check.types.js';
import { accessTo, explanations } from './explain.js';
import type { ExplanationGiven } from './explanation-type.js';
import { nextActionsIn, toExplanationType } from './explanation-type.js';
import { ownActivities, reportedAs } from './own-activities.js';
import { recordOne } from './record.js';
import { lineOf, recordLines, resultOf } from './record-lines.js';
import { toReport } from './report-input.js';

/** Who may ask why. */
const ASKING = { brand: 'activities:read', member: true } as const;
const DRY_RUN = 'Says what would happen and keeps nothing.';

@Resolver()
export class EngineResolver {
  @Query(() => [ExplanationType], {
    description:
      'Why rules do or do not act for a member, as it stands or about an activity; or why it is or is not in a segment, as it stands now. Asking about a segment takes the scope `segments:read`; a partner is explained only segments that ask for nothing but what it may know of a member.',
  })
  @Access(ASKING)
  async explain(
    @Arg('memberId', () => ID, { nullable: true, description: 'Whom; absent where the caller is the member.' })
    memberId: string | null,
    @Arg('subjectId', () => ID, {
      nullable: true,
      description: 'The rule, or the segment; all rules when nothing is said.',
    })
    subjectId: string | null,
    @Arg('activity', () => ID, { nullable: true, description: 'The id of the activity to explain.' })
    activity: string | null,
    @Arg('at', () => DateTime, {
      nullable: true,
      description: 'The last activity by then that the rule listens to, instead of a named one.',
    })
    at: number | null,
    @Ctx() context: RequestContext,
  ): Promise<ExplanationType[]> {
    const { session, caller } = context;
    const question = { memberId: memberId ?? caller.memberId, subjectId, activity, at };
    requireAccess(accessTo(session.house, subjectId) ?? ASKING, caller);
    const told = await explanations(session, question);
    return told.map((explanation) => toExplanationType(context, explanation));
  }

  @Query(() => ActivityType, {
    nullable: true,
    description:
      'What the caller itself reported under an id, for ever; null when it was not recorded: after a lost answer this says whether to send it again.',
  })
  @Access({ brand: 'activities:read', member: true })
  activityByExternalId(
    @Arg('externalId', () => String, { description: "The reporter's own id of the fact." }) externalId: string,
    @Ctx() context: RequestContext,
  ) {
    return reportedAs(context, externalId);
  }

  @Query(() => ActivityConnection, {
    description: 'What the calling brand reported and what that led to, over all its members, the newest first.',
  })
  @Access({ brand: 'activities:read' })
  activities(
    @Arg('types', () => [String], { nullable: true, description: 'Of these types only.' }) types: string[] | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return ownActivities(context, types, page);
  }

  @Query(() => RuleCheckType, {
    description: 'Whether a rule can be saved: it can be read, asks only for what there is, and fits together.',
  })
  @Access({ brand: 'segments:read' })
  ruleCheck(
    @Arg('expression', () => String, { description: 'The rule.' }) expression: string,
    @Arg('context', () => RuleContext, { defaultValue: RuleContext.EARNING_RULE, description: 'Where it is to stand.' })
    place: keyof typeof RuleContext,
    @Ctx() context: RequestContext,
  ): RuleCheckType & { readonly checked: CheckedRule } {
    const checked = checkRule(context.session, expression, place);
    return toRuleCheckType(context, expression, checked);
  }

  @Mutation(() => ActivityRecordPayload, { description: 'Records what a member did and answers everything it led to.' })
  @Access({ brand: 'activities:write', member: true })
  activityRecord(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('input', () => ActivityInput, { description: 'What.' }) input: ActivityInput,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<ActivityRecordPayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const recorded = await recordOne(session.house, caller, toReport(member, input), isDryRun);
      return resultOf(context, input, recorded, isDryRun);
    });
  }

  @Mutation(() => ActivitiesRecordPayload, {
    description: 'Records up to 500 facts in one transaction; each line has its own result.',
  })
  @Access({ brand: 'activities:write', member: true })
  @Cost({ linesOf: 'inputs' })
  activitiesRecord(
    @Arg('inputs', () => [ActivityLineInput], { description: 'The facts, 1 to 500.' }) inputs: ActivityLineInput[],
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<ActivitiesRecordPayload> {
    const { session, caller } = context;
    return answer<ActivitiesRecordPayload>(
      context,
      async () => {
        const lines = await recordLines(session.house, caller, inputs, isDryRun);
        return { results: inputs.map(({ input }, at) => lineOf(context, input, lines[at], isDryRun)) };
      },
      { results: [] },
    );
  }
}

@Resolver(() => ExplanationType)
export class ExplanationFields {
  @FieldResolver(() => [NextActionType], {
    description:
      'What the member can do so that the rule acts for it, or that it comes into the segment: all of it together, the least of several ways. Empty when it acts already, when only time or somebody else can change the answer, when it would take too long to find out, or when the caller may not know.',
  })
  async nextActions(@Root() explanation: ExplanationGiven, @Ctx() context: RequestContext): Promise<NextActionType[]> {
    await explanation.turn();
    return nextActionsIn(context, explanation);
  }

  @FieldResolver(() => ExplainedMembershipType, {
    nullable: true,
    description:
      'Of a segment: what is stored, beside what its rules say now. It tells of all brands: only to the host.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  membership(@Root() { stored }: ExplanationGiven): Promise<ExplainedMembershipType | null> {
    return stored();
  }
}
