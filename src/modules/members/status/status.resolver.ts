import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask, load } from '../../../kernel/graphql/loaders.js';
import { outcomeOf } from '../../../kernel/graphql/outcome.type.js';
import type { Done } from '../../../kernel/graphql/payload.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { Prefetched } from '../../../kernel/graphql/prefetch.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { memberMeant } from '../members.queries.js';
import { MemberRefInput, MemberType } from '../members.types.js';
import { ofSeenMembers } from '../seen.js';
import { reinstate, suspend } from './status.js';
import { MemberReinstatePayload, MemberStatusChangeType, MemberSuspendPayload } from './status.types.js';

const REASON = 'Why, for the history: 1 to 500 characters.';

@Resolver()
export class StatusResolver {
  @Mutation(() => MemberSuspendPayload, {
    description: 'Takes a member out of the program: nothing is recorded for it, and its tokens stop within a second.',
  })
  @Access({ brand: 'members:suspend', isHostOnly: true })
  memberSuspend(
    @Arg('member', () => MemberRefInput, { description: 'Whom.' }) member: MemberRefInput,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberSuspendPayload> {
    return answer(context, () => move(context, member, (session, memberId) => suspend(session, memberId, reason)));
  }

  @Mutation(() => MemberReinstatePayload, { description: 'Lets a suspended member take part again.' })
  @Access({ brand: 'members:suspend', isHostOnly: true })
  memberReinstate(
    @Arg('member', () => MemberRefInput, { description: 'Whom.' }) member: MemberRefInput,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberReinstatePayload> {
    return answer(context, () => move(context, member, (session, memberId) => reinstate(session, memberId, reason)));
  }
}

async function move(
  { caller, session: { house } }: RequestContext,
  member: MemberRefInput,
  act: (session: WriteSession, memberId: string) => Promise<string>,
): Promise<Done<MemberSuspendPayload>> {
  const written = await write(house, { caller, members: memberMeant(caller, member) }, async (session) => {
    const [memberId = ''] = session.members.keys();
    return { memberId, activityId: await act(session, memberId) };
  });
  const { memberId, activityId } = written.value;
  return { member: { id: memberId }, outcome: outcomeOf(written, activityId) };
}

interface Row extends MemberStatusChangeType {
  readonly memberId: string;
}

const COLUMNS = ['id', 'memberId', 'fromStatus', 'toStatus', 'reason', 'byKind', 'byId', 'occurredAt'];

const changes: Loading<string, Row[]> = {
  async read(context, ids) {
    const seen = ofSeenMembers(context.caller);
    const from = `FROM member_status_changes WHERE memberId IN ${marks(ids)}${seen.where}`;
    const rows = await ask<Row>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    const lastFirst = rows.sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
    return groupBy(lastFirst, ({ memberId }) => memberId);
  },
};

@Resolver(() => MemberType)
export class MemberStatusFields {
  @FieldResolver(() => [MemberStatusChangeType], {
    nullable: true,
    description: 'When it was suspended and reinstated, by whom and why, the last first: for keys of the host.',
  })
  @Access({ brand: 'members:suspend', isHostOnly: true })
  @Prefetched((context, id) => load(context, changes, id))
  async statusHistory(@Root() { id }: MemberType, @Ctx() context: RequestContext) {
    return (await load(context, changes, id)) ?? [];
  }
}
