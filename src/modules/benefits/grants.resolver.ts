import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { memberLocked } from '../members/index.js';
import { MemberRefInput } from '../members/members.types.js';
import { benefitNamed, claimable, guarded, openBenefit } from './claiming.js';
import { DRY_RUN, KEY, promise } from './promise.js';
import { BenefitClaimPayload, BenefitIssuePayload } from './grants.types.js';
import { claim, grantOf, issue, take } from './operations.js';

@Resolver()
export class GrantsResolver {
  @Mutation(() => BenefitIssuePayload, {
    description:
      'Gives a member a benefit. Where there is none left, what the benefit says happens: something else, or it is owed.',
  })
  @Access({ brand: 'benefits:issue' })
  benefitIssue(
    @Arg('member', () => MemberRefInput, { description: 'To whom.' }) member: MemberRefInput,
    @Arg('benefitId', () => ID, { description: 'What.' }) benefitId: string,
    @Arg('reason', () => String, { description: 'Why: 1 to 120 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitIssuePayload> {
    const { caller } = context;
    const once = { mutation: 'benefitIssue', key, input: { member, benefitId, reason } };
    return answer(context, () =>
      promise<BenefitIssuePayload>(
        context,
        { once, isDryRun, wanted: benefitNamed(context, benefitId) },
        memberLocked(caller, member),
        (session, memberId) => {
          const { code } = benefitNamed(context, benefitId);
          const id = issue(session, { memberId, brandId: caller.brandId, benefit: code, reason });
          return { id, grantId: grantOf(id) };
        },
      ),
    );
  }

  @Mutation(() => BenefitClaimPayload, {
    description: 'A member takes a benefit that can be taken, or one that was issued to it.',
  })
  @Access({ brand: 'benefits:issue', member: true })
  benefitClaim(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('benefitId', () => ID, { nullable: true, description: 'What is taken.' }) benefitId: string | null,
    @Arg('grantId', () => ID, { nullable: true, description: 'Or the grant that was issued.' }) grantId: string | null,
    @Arg('code', () => String, {
      nullable: true,
      description: 'Or a printed code: whoever enters it first has what it opens.',
    })
    code: string | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitClaimPayload> {
    const { caller } = context;
    const ref = member ?? { id: caller.memberId };
    const once = { mutation: 'benefitClaim', key, input: { member: ref, benefitId: benefitId ?? null, grantId: grantId ?? null, ...(code ? { code } : {}) } }; // prettier-ignore
    const claiming = { benefitId: benefitId ?? null, grantId: grantId ?? null, code: code ?? null };
    return answer(context, () => guarded(context, claiming, () =>
      promise<BenefitClaimPayload>(context, { once, isDryRun, wanted: openBenefit(context, benefitId ?? null) }, memberLocked(caller, ref), async (session, memberId) => {
        const wanted = await claimable(context, session, claiming);
        const whose = { memberId, brandId: caller.brandId };
        const id = 'grantId' in wanted ? take(session, { ...whose, ...wanted }) : claim(session, { ...whose, ...wanted }); // prettier-ignore
        return { id, grantId: 'grantId' in wanted ? wanted.grantId : grantOf(id) };
      }),
    )); // prettier-ignore
  }
}
