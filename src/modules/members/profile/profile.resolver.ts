import { Arg, Ctx, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { setValues } from '../attributes/values.js';
import { addIdentity } from '../identity-add.js';
import { identityOf, memberMeant } from '../members.queries.js';
import { MemberRefInput } from '../members.types.js';
import {
  MemberIdentityAddPayload,
  MemberIdentityInput,
  MemberUpdateInput,
  MemberUpdatePayload,
} from './profile.types.js';
import { updateProfile } from './update.js';

@Resolver()
export class ProfileResolver {
  @Mutation(() => MemberUpdatePayload, { description: 'Changes what is known of a member as a person.' })
  @Access({ brand: 'members:write', member: true })
  memberUpdate(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Whom; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('input', () => MemberUpdateInput, { description: 'What is to change.' }) input: MemberUpdateInput,
    @Arg('expectedVersion', () => Int, {
      nullable: true,
      description: 'The `version` that was read: VERSION_CONFLICT when somebody has changed it since.',
    })
    expectedVersion: number | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<MemberUpdatePayload> {
    const { caller, session: { house } } = context;
    return answer(context, async () => {
      const { value } = await write(house, { caller, members: memberMeant(caller, member) }, async (session) => {
        const [memberId = ''] = session.members.keys();
        await updateProfile(session, memberId, input, expectedVersion ?? null);
        await setValues(session, memberId, input.attributes ?? []);
        session.queue.settle.set(memberId, session.now); // segments may ask about what has changed
        return { memberId };
      });
      return { member: { id: value.memberId } };
    });
  } // prettier-ignore

  @Mutation(() => MemberIdentityAddPayload, {
    description:
      'Lets the calling brand know a member by one thing more. What it knows already is no mistake; what is somebody else’s is IDENTITY_TAKEN, without saying whose.',
  })
  @Access({ brand: 'members:write' })
  memberIdentityAdd(
    @Arg('member', () => MemberRefInput, { description: 'Whom.' }) member: MemberRefInput,
    @Arg('identity', () => MemberIdentityInput, { description: 'By what.' }) identity: MemberIdentityInput,
    @Ctx() context: RequestContext,
  ): Promise<MemberIdentityAddPayload> {
    const { caller, session: { house } } = context;
    return answer(context, async () => {
      const { value } = await write(house, { caller, members: memberMeant(caller, member) }, async (session) => {
        const [memberId = ''] = session.members.keys();
        await addIdentity(session, memberId, identityOf(identity));
        return { memberId };
      });
      return { member: { id: value.memberId } };
    });
  } // prettier-ignore
}
