import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { memberLocked } from '../../members/index.js';
import { MemberRefInput } from '../../members/members.types.js';
import { PriceInput } from '../exchange/exchange.types.js';
import { DRY_RUN, KEY } from '../promise.js';
import { holder } from './issue-list.js';
import { packing } from './issuing.js';
import { BenefitPackageExchangePayload, BenefitPackageIssuePayload, BenefitPackageRevokePayload } from './issuing.types.js'; // prettier-ignore
import { exchangePackage, issuePackage, packageIssueOf, revokePackage } from './package-operations.js';
import { packageNamed, packageTypeById } from './package-type.js';

@Resolver()
export class PackageIssuingResolver {
  @Mutation(() => BenefitPackageIssuePayload, {
    description: 'Gives a member a package: all of its parts, or nothing. Of a part there is none left of, what its benefit says happens: something else, or it is owed. Of a card, the first cycle comes at once.',
  })
  @Access({ brand: 'benefits:issue' })
  benefitPackageIssue(
    @Arg('member', () => MemberRefInput, { description: 'To whom.' }) member: MemberRefInput,
    @Arg('packageId', () => ID, { description: 'What.' }) packageId: string,
    @Arg('reason', () => String, { description: 'Why: 1 to 120 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageIssuePayload> {
    const { caller } = context;
    const once = { mutation: 'benefitPackageIssue', key, input: { member, packageId, reason } };
    return answer(context, () =>
      packing<BenefitPackageIssuePayload>(context, { once, isDryRun }, memberLocked(caller, member), (session, memberId) => {
        const { code } = packageNamed(context, packageId);
        const id = issuePackage(session, { memberId, brandId: caller.brandId, code, reason });
        return { id, packageIssueId: packageIssueOf(id) };
      }),
    );
  }

  @Mutation(() => BenefitPackageExchangePayload, {
    description: 'A member pays points for a package, whose price is in points alone: it has all of it and has paid, or neither.',
  })
  @Access({ brand: 'points:spend', member: true })
  benefitPackageExchange(
    @Arg('member', () => MemberRefInput, { nullable: true, description: 'Who; absent where the caller is the member.' })
    member: MemberRefInput | null,
    @Arg('packageId', () => ID, { description: 'What.' }) packageId: string,
    @Arg('expectedPrice', () => PriceInput, {
      nullable: true,
      description: 'What the member has seen: PRICE_CHANGED where it costs something else by now.',
    })
    expectedPrice: PriceInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageExchangePayload> {
    const { caller } = context;
    const { brandId } = caller;
    const ref = member ?? { id: caller.memberId };
    const expected = expectedPrice ?? null;
    const once = { mutation: 'benefitPackageExchange', key, input: { member: ref, packageId, expectedPrice: expected } };
    return answer<BenefitPackageExchangePayload>(context, async () => {
      const finding = memberLocked(caller, ref);
      const done = await packing<BenefitPackageExchangePayload>(context, { once, isDryRun }, finding, (session, memberId) => {
        const id = exchangePackage(session, { memberId, brandId, entry: packageNamed(context, packageId), expected });
        return { id, packageIssueId: packageIssueOf(id) };
      });
      return { ...done, package: packageTypeById(context, packageId) };
    });
  }

  @Mutation(() => BenefitPackageRevokePayload, {
    description: 'Takes back what of a package was not used, and ends its card; `used` is what stays. Points that were paid for it go back where nothing of it was used, or given instead of a part that was owed.',
  })
  @Access({ brand: 'benefits:reverse' })
  benefitPackageRevoke(
    @Arg('packageIssueId', () => ID, { description: 'What: a `PackageIssue`.' }) packageIssueId: string,
    @Arg('reason', () => String, { description: 'Why: 1 to 120 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPackageRevokePayload> {
    const { brandId } = context.caller;
    const once = { mutation: 'benefitPackageRevoke', key, input: { packageIssueId, reason } };
    return answer(context, () =>
      packing<BenefitPackageRevokePayload>(context, { once, isDryRun }, holder(context, packageIssueId), async (session, memberId) => {
        const id = await revokePackage(session, { memberId, brandId, packageIssueId, reason });
        return { id, packageIssueId };
      }),
    );
  }
} // prettier-ignore
