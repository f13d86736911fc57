import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { PageArgs } from '../../kernel/graphql/connection.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { answer } from '../../kernel/graphql/payload.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { BasketInput } from './basket/basket.types.js';
import { checkCode } from './check.js';
import { GrantCheckType } from './check.types.js';
import type { RedemptionStatus } from './grants.js';
import { hold, HOLD_MINUTES, holdUntil, multipliedBy, redeem, redemptionOf, release, reverse } from './operations.js';
import { DRY_RUN, KEY } from './promise.js';
import { ownRedemptions } from './redemption-list.js';
import { requireOneUse } from './redeeming.js';
import { use, withUse } from './use.js';
import { BenefitHoldPayload, BenefitRedeemPayload, BenefitRedemptionReversePayload, BenefitReleasePayload, BenefitUseInput, RedemptionConnection, RedemptionStatusName } from './use.types.js'; // prettier-ignore

@Resolver()
export class UseResolver {
  @Query(() => GrantCheckType, {
    description: 'What a code opens, what it is worth for a basket, and why it cannot be used here and now. A till asks this first.',
  })
  @Access({ brand: 'benefits:redeem' })
  grantByCode(
    @Arg('code', () => String, { description: 'As it was typed or scanned: groups, spaces and small letters are understood.' })
    code: string,
    @Arg('basket', () => BasketInput, { nullable: true, description: 'What is about to be bought.' }) basket: BasketInput | null,
    @Ctx() context: RequestContext,
  ): Promise<GrantCheckType> {
    return checkCode(context, code, basket ?? null);
  }

  @Query(() => RedemptionConnection, { description: 'What was used at the calling brand, whoever used it, the newest first.' })
  @Access({ brand: 'benefits:read' })
  redemptions(
    @Arg('status', () => [RedemptionStatusName], { nullable: true, description: 'Only those that stand so.' })
    status: RedemptionStatus[] | null,
    @Arg('storeId', () => ID, { nullable: true, description: 'Only those of a store; a till sees those of its own.' })
    storeId: string | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return ownRedemptions(context, status ?? null, storeId ?? null, page);
  }

  @Mutation(() => BenefitHoldPayload, {
    description: 'Reserves a use for a payment that is under way. It is redeemed or released within the time, or let go by itself when it is over.',
  })
  @Access({ brand: 'benefits:redeem' })
  benefitHold(
    @Arg('input', () => BenefitUseInput, { description: 'What.' }) input: BenefitUseInput,
    @Arg('minutes', () => Int, { defaultValue: HOLD_MINUTES, description: 'For how long: 1 to 43,200 (30 days).' })
    minutes: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitHoldPayload> {
    const once = { mutation: 'benefitHold', key, input: { input, minutes } };
    return answer(context, () =>
      use<BenefitHoldPayload>(context, { once, isDryRun }, input, (session, using) => {
        const id = hold(session, { ...using, expiresAt: holdUntil(session.now, minutes) });
        return { id, grantId: using.grantId, redemptionId: redemptionOf(id) };
      }),
    );
  }

  @Mutation(() => BenefitRedeemPayload, {
    description: 'Uses a benefit: what was held for it, or at once by code or grant.',
  })
  @Access({ brand: 'benefits:redeem' })
  benefitRedeem(
    @Arg('redemptionId', () => ID, { nullable: true, description: 'The hold.' }) redemptionId: string | null,
    @Arg('amountMinor', () => SafeInt, { nullable: true, description: 'Of the money that is held, in minor units; all of it when nothing is said. What is left is let go.' })
    amountMinor: number | null,
    @Arg('orderId', () => String, { nullable: true, description: 'Your order, where the hold did not say it.' })
    orderId: string | null,
    @Arg('input', () => BenefitUseInput, { nullable: true, description: 'Or what is used at once.' }) input: BenefitUseInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitRedeemPayload> {
    const held = { redemptionId: redemptionId ?? null, amountMinor: amountMinor ?? null, orderId: orderId ?? null };
    const asking = { once: { mutation: 'benefitRedeem', key, input: { ...held, input: input ?? null } }, isDryRun };
    return answer(context, () => requireOneUse(held, input ?? null, {
      ofHold: (id, said) => withUse<BenefitRedeemPayload>(context, asking, id, async (session, using) => {
        const about = { grantId: using.grantId, redemptionId: id };
        const before = await multipliedBy(session, { ...using, ...said });
        return before === null ? { id: redeem(session, { ...using, ...said }), ...about } : { id: before, ...about, isRepeat: true };
      }),
      atOnce: (wanted) => use<BenefitRedeemPayload>(context, asking, wanted, (session, using) => {
        const id = redeem(session, using);
        return { id, grantId: using.grantId, redemptionId: redemptionOf(id) };
      }),
    }));
  }

  @Mutation(() => BenefitReleasePayload, { description: 'Lets go of what is held.' })
  @Access({ brand: 'benefits:redeem' })
  benefitRelease(
    @Arg('redemptionId', () => ID, { description: 'The hold.' }) redemptionId: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitReleasePayload> {
    const once = { mutation: 'benefitRelease', key, input: { redemptionId } };
    return answer(context, () =>
      withUse<BenefitReleasePayload>(context, { once, isDryRun }, redemptionId, (session, using) => ({
        id: release(session, using),
        grantId: using.grantId,
        redemptionId,
      })),
    );
  }

  @Mutation(() => BenefitRedemptionReversePayload, {
    description: 'Takes back that a benefit was used: it is there again, unless it has died meanwhile. What has multiplied the points of a purchase comes back with the refund of the whole order only. What a refund of the whole order has given back already is not given back twice.',
  })
  @Access({ brand: 'benefits:reverse' })
  benefitRedemptionReverse(
    @Arg('redemptionId', () => ID, { description: 'The use.' }) redemptionId: string,
    @Arg('reason', () => String, { description: 'Why: 1 to 120 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BenefitRedemptionReversePayload> {
    const once = { mutation: 'benefitRedemptionReverse', key, input: { redemptionId, reason } };
    return answer(context, () =>
      withUse<BenefitRedemptionReversePayload>(context, { once, isDryRun }, redemptionId, (session, using) => ({
        id: reverse(session, { ...using, reason }),
        grantId: using.grantId,
        redemptionId,
      })),
    );
  }
} // prettier-ignore
