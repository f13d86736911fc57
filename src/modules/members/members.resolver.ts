import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import { Access, requireAccess } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { load } from '../../kernel/graphql/loaders.js';
import { toOutcomeType } from '../../kernel/graphql/outcome.type.js';
import { prefetch } from '../../kernel/graphql/prefetch.js';
import { answer } from '../../kernel/graphql/payload.js';
import { write } from '../../kernel/unit-of-work.js';
import { placed } from '../brands/index.js';
import { enrol } from './enrol.js';
import { normalise } from './identities.js';
import { onlyOne, toEnrolment } from './member-arguments.js';
import { listMembers, memberByIdentity, memberRows } from './member-list.js';
import { identityOf, needMember } from './members.queries.js';
import {
  MemberConnection,
  MemberEnrolInput,
  MemberEnrolPayload,
  MemberFilterInput,
  MemberOrder,
  MemberRefArgs,
  MemberRefInput,
  MemberTokenIssuePayload,
  MemberType,
} from './members.types.js';
import { issueToken } from './tokens.js';

@Resolver()
export class MembersResolver {
  @Query(() => MemberType, { nullable: true, description: 'The member whose token this is.' })
  @Access({ member: true })
  me(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return memberById(context, info, context.caller.memberId ?? '');
  }

  @Query(() => MemberType, {
    nullable: true,
    description: 'One member, by exactly one of the arguments; null when there is none that the caller may see.',
  })
  @Access({ brand: 'members:read' })
  member(
    @Args(() => MemberRefArgs) ref: MemberRefArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    const { id } = onlyOne(ref);
    return id ? memberById(context, info, id) : memberByIdentity(context, normalise(identityOf(ref)));
  }

  @Query(() => MemberConnection, {
    description: 'The members a caller may see: all for the host, the linked ones for a partner.',
  })
  @Access({ brand: 'members:read' })
  members(
    @Arg('filter', () => MemberFilterInput, { nullable: true, description: 'Which of them.' })
    filter: MemberFilterInput | null,
    @Arg('orderBy', () => MemberOrder, { defaultValue: MemberOrder.ENROLLED_AT_DESC, description: 'In which order.' })
    orderBy: keyof typeof MemberOrder,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    requireAccess(ORDER_ACCESS[orderBy], context.caller);
    return listMembers(context, filter ?? {}, orderBy, page);
  }

  @Mutation(() => MemberEnrolPayload, { description: 'Enrols somebody in the program.' })
  @Access({ brand: 'members:enrol' })
  memberEnrol(
    @Arg('input', () => MemberEnrolInput, { description: 'Who joins.' }) input: MemberEnrolInput,
    @Arg('idempotencyKey', () => String, {
      description: 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.',
    })
    key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Says what would happen and keeps nothing.' })
    isDryRun: boolean,
    @Ctx() { caller, session: { house } }: RequestContext,
    @Ctx() context: RequestContext,
  ): Promise<MemberEnrolPayload> {
    return answer(context, async () => {
      const person = toEnrolment(input, caller.brandId, context.session.now);
      const where = placed(house.programs.current(), caller, { store: input.store, channel: person.channel });
      const enrolment = { ...person, ...where };
      const once = { mutation: 'memberEnrol', key, input };
      const written = await write(house, { caller, members: [], once, isDryRun }, async (session) => ({ ...(await enrol(session, enrolment)) })); // prettier-ignore
      const { memberId, activityId } = written.value;
      const recorded = written.results.get(activityId);
      return {
        member: isDryRun ? null : { id: memberId },
        outcome: recorded && 'outcome' in recorded ? toOutcomeType(recorded.outcome) : null,
        replayed: written.isReplay,
      };
    });
  }

  @Mutation(() => MemberTokenIssuePayload, {
    description:
      'Issues a token of 15 minutes with which a front end acts as one member. Tokens do not outlive the key.',
  })
  @Access({ brand: 'members:token' })
  memberTokenIssue(
    @Arg('member', () => MemberRefInput, { description: 'For whom.' }) member: MemberRefInput,
    @Ctx() context: RequestContext,
  ): Promise<MemberTokenIssuePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const memberId = await needMember(session.sql, caller, member);
      return { ...(await issueToken(session, memberId)), member: { id: memberId } };
    });
  }
}

const BY_SPEND = { brand: 'members:read', isHostOnly: true } as const;
const ORDER_ACCESS = {
  ENROLLED_AT_DESC: { brand: 'members:read' },
  ENROLLED_AT_ASC: { brand: 'members:read' },
  SPEND_DESC: BY_SPEND,
  SPEND_ASC: BY_SPEND,
} as const;

/** Reads the row and, in the same round trip, what the selected fields will ask for. */
function memberById(context: RequestContext, info: GraphQLResolveInfo, id: string) {
  prefetch(context, info, id);
  return load(context, memberRows, id);
}
