import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import type { Changed } from './benefit-changes.js';
import { createBenefit, publishBenefit, retireBenefit, updateBenefit } from './benefit-changes.js';
import { BenefitCreateInput, BenefitCreatePayload, BenefitPublishPayload, BenefitRetirePayload, BenefitUpdateInput, BenefitUpdatePayload } from './benefit-changes.types.js'; // prettier-ignore
import { changedTerms, newBenefit } from './benefit-input.js';
import { benefitTypeByCode } from './benefit-type.js';
import { KEY } from './promise.js';

const WHICH = 'Which; of a partner, one of its own.';
const VERSION = 'The version you have seen (`Benefit.version`). When it is another by now: VERSION_CONFLICT.';

@Resolver()
export class BenefitChangesResolver {
  @Mutation(() => BenefitCreatePayload, { description: 'Makes a benefit as a draft, which nobody gets before it is published; the program gets a new version.' })
  @Access({ brand: 'benefits:write' })
  benefitCreate(
    @Arg('input', () => BenefitCreateInput, { description: 'The benefit.' }) input: BenefitCreateInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitCreatePayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitCreate', key, input };
    return answer(context, async () =>
      told(context, await createBenefit(session.house, caller, { said: newBenefit(input), once })),
    );
  }

  @Mutation(() => BenefitUpdatePayload, { description: 'Changes the terms of a benefit; the program gets a new version. What members hold keeps its time and its money, and is used by the new face.' })
  @Access({ brand: 'benefits:write' })
  benefitUpdate(
    @Arg('benefitId', () => ID, { description: WHICH }) benefitId: string,
    @Arg('input', () => BenefitUpdateInput, { description: 'What is to change.' }) input: BenefitUpdateInput,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitUpdatePayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitUpdate', key, input: { benefitId, input, expectedVersion } };
    const change = { benefitId, expectedVersion, once, said: changedTerms(input) };
    return answer(context, async () => told(context, await updateBenefit(session.house, caller, change)));
  }

  @Mutation(() => BenefitPublishPayload, { description: 'Makes a draft a benefit that can be had. One with a stock must have something in it.' })
  @Access({ brand: 'benefits:write' })
  benefitPublish(
    @Arg('benefitId', () => ID, { description: WHICH }) benefitId: string,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitPublishPayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitPublish', key, input: { benefitId, expectedVersion } };
    return answer(context, async () =>
      told(context, await publishBenefit(session.house, caller, { benefitId, expectedVersion, once })),
    );
  }

  @Mutation(() => BenefitRetirePayload, { description: 'Nobody gets it any more. What was promised is honoured: until its own end, and what has none until `honourUntil`. When nothing is open after that, it is RETIRED. A draft is at once, and needs nothing else said.' })
  @Access({ brand: 'benefits:write' })
  benefitRetire(
    @Arg('benefitId', () => ID, { description: WHICH }) benefitId: string,
    @Arg('replacementId', () => ID, { nullable: true, description: 'What takes its place: a benefit that can be had.' })
    replacementId: string | null | undefined,
    @Arg('withoutReplacement', () => Boolean, { defaultValue: false, description: 'Nothing takes its place; `reason` says why.' })
    withoutReplacement: boolean,
    @Arg('honourUntil', () => DateTime, { nullable: true, description: 'How long what has no end of its own is honoured; of everything but a draft.' })
    honourUntil: number | null | undefined,
    @Arg('reason', () => String, { nullable: true, description: 'Why, for the audit: up to 500 characters.' })
    reason: string | null | undefined,
    @Arg('expectedVersion', () => Int, { description: VERSION }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitRetirePayload> {
    const { caller, session } = context;
    const retiring = { replacementId: replacementId ?? null, withoutReplacement, honourUntil: honourUntil ?? null, reason: reason ?? null };
    const once = { mutation: 'benefitRetire', key, input: { benefitId, ...retiring, expectedVersion } };
    const change = { benefitId, expectedVersion, once, retiring };
    return answer(context, async () => told(context, await retireBenefit(session.house, caller, change)));
  }
} // prettier-ignore

function told(context: RequestContext, { code, isReplay }: Changed) {
  return { benefit: benefitTypeByCode(context, code), replayed: isReplay };
}
