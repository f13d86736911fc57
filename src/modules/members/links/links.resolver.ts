import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { outcomeOf } from '../../../kernel/graphql/outcome.type.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { memberMeant } from '../members.queries.js';
import { MemberRefInput } from '../members.types.js';
import type { LinkInput } from './link.js';
import { link } from './link.js';
import { identify } from './identify.js';
import { MemberIdentifyPayload, MemberLinkInput, MemberLinkPayload, MemberUnlinkPayload } from './links.types.js';
import { brandLeft, unlink } from './unlink.js';

@Resolver()
export class LinksResolver {
  @Mutation(() => MemberLinkPayload, {
    description:
      'Lets the calling brand see the member who shows its code and agrees to it. A code that opens no membership is CODE_NOT_VALID, whatever the reason; whether other brands know the member is never told.',
  })
  @Access({ brand: 'members:link' })
  memberLink(
    @Arg('input', () => MemberLinkInput, { description: 'Code and consent.' }) input: MemberLinkInput,
    @Arg('idempotencyKey', () => String, {
      description: 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.',
    })
    key: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberLinkPayload> {
    const { caller, session } = context;
    return answer(context, async () => {
      const once = { mutation: 'memberLink', key, input };
      const written = await link(session.house, caller, toLink(input, caller.kind), once);
      const { memberId, activityId } = written.value;
      return { member: { id: memberId }, outcome: outcomeOf(written, activityId), replayed: written.isReplay };
    });
  }

  @Mutation(() => MemberIdentifyPayload, {
    description:
      'Finds the member who shows its code at a till of a brand that knows it, and uses the code up. A clerk sees the member from then on for an hour. CONSENT_NEEDED where the brand does not know it yet: the same code then opens `memberLink`.',
  })
  @Access({ brand: 'members:read' })
  memberIdentify(
    @Arg('code', () => String, { description: 'The code the member shows, as it was scanned or typed.' }) code: string,
    @Arg('idempotencyKey', () => String, {
      description: 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.',
    })
    key: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberIdentifyPayload> {
    const { caller, session } = context;
    return answer(context, async () => {
      const once = { mutation: 'memberIdentify', key, input: { code } };
      const { value, isReplay } = await identify(session.house, caller, code, once);
      return { member: { id: value.memberId }, replayed: isReplay };
    });
  }

  @Mutation(() => MemberUnlinkPayload, {
    description:
      'Ends what a brand sees of a member: at once, for everything. What was earned stays with the member. A member leaves the brand it names; a partner leaves the member it names.',
  })
  @Access({ brand: 'members:link', member: true })
  memberUnlink(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Whom; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('brandId', () => ID, { nullable: true, description: 'Which brand; a partner leaves itself.' })
    brandId: string | null,
    @Ctx() context: RequestContext,
  ): Promise<MemberUnlinkPayload> {
    const { caller, session: { house } } = context;
    return answer(context, async () => {
      const { value } = await write(house, { caller, members: memberMeant(caller, member) }, async (session) => {
        const [memberId = ''] = session.members.keys();
        const left = brandLeft(session, brandId);
        await unlink(session, memberId, left);
        return { memberId, brandId: left };
      });
      const isGone = value.brandId === caller.brandId;
      return { brandId: value.brandId, member: isGone ? null : { id: value.memberId } };
    });
  } // prettier-ignore
}

function toLink({ code, externalId, consent }: MemberLinkInput, callerKind: string): LinkInput {
  const { purposes, textVersion, source } = consent;
  return { code, externalId: externalId ?? null, purposes, textVersion, source: source ?? callerKind };
}
