import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { SafeInt } from '../../kernel/graphql/scalars.js';
import { memberLocked } from '../members/index.js';
import { MemberRefInput } from '../members/members.types.js';
import { requirePayable } from './cash.js';
import { capture, HOLD_MINUTES, holdOf, holdUntil, release } from './hold-operations.js';
import { PointsCapturePayload, PointsHoldPayload, PointsReleasePayload } from './holds.types.js';
import { DRY_RUN, holderOf, KEY, move } from './movement.js';
import { hold } from './operations.js';
import { OrderPaidInput, PointsInput } from './points.types.js';

const REASON = "Why, for the member's ledger: at most 120 characters.";

@Resolver()
export class HoldsResolver {
  @Mutation(() => PointsHoldPayload, {
    description:
      'Reserves points for a payment that is under way. They are captured or released within the time, or let go by themselves when it is over.',
  })
  @Access({ brand: 'points:spend' })
  pointsHold(
    @Arg('member', () => MemberRefInput, { description: 'Whose.' }) member: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('order', () => OrderPaidInput, { nullable: true, description: 'The order they are to pay for.' })
    order: OrderPaidInput | null,
    @Arg('minutes', () => Int, { defaultValue: HOLD_MINUTES, description: 'For how long: 1 to 43,200 (30 days).' })
    minutes: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsHoldPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    const once = { mutation: 'pointsHold', key, input: { member, input, order: order ?? null, minutes } };
    return answer(context, async () => {
      const done = await move<PointsHoldPayload>(
        context,
        { once, isDryRun },
        memberLocked(context.caller, member),
        async (session, memberId) => {
          const expiresAt = holdUntil(session.now, minutes);
          const orderId = order?.orderId ?? null;
          const holding = { memberId, brandId, wallet, amount, reason, orderId, expiresAt };
          const payment = await requirePayable(session, holding, order);
          const id = hold(session, holding);
          return { id, holdId: holdOf(id), payment };
        },
      );
      return { ...done, transferId: null };
    });
  }

  @Mutation(() => PointsCapturePayload, {
    description: 'Spends what a hold reserves, whole or in part. What is left is let go, unless `isFinal` is false.',
  })
  @Access({ brand: 'points:spend' })
  pointsCapture(
    @Arg('holdId', () => ID, { description: 'The hold.' }) holdId: string,
    @Arg('amount', () => SafeInt, { nullable: true, description: 'How many points; all of them when nothing is said.' })
    amount: number | null,
    @Arg('isFinal', () => Boolean, { defaultValue: true, description: 'Whether what is left is let go.' })
    isFinal: boolean,
    @Arg('reason', () => String, { defaultValue: 'captured', description: REASON }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsCapturePayload> {
    const { brandId } = context.caller;
    const once = { mutation: 'pointsCapture', key, input: { holdId, amount: amount ?? null, isFinal, reason } };
    return answer(context, () =>
      move(context, { once, isDryRun }, holderOf(context, holdId), async (session, memberId) => ({
        id: await capture(session, { memberId, brandId, holdId, amount, isFinal, reason }),
        holdId,
      })),
    );
  }

  @Mutation(() => PointsReleasePayload, { description: 'Lets go of what a hold still reserves.' })
  @Access({ brand: 'points:spend' })
  async pointsRelease(
    @Arg('holdId', () => ID, { description: 'The hold.' }) holdId: string,
    @Arg('reason', () => String, { defaultValue: 'released', description: REASON }) reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsReleasePayload> {
    const { brandId } = context.caller;
    const once = { mutation: 'pointsRelease', key, input: { holdId, reason } };
    return answer(context, async () => {
      const done = await move<PointsReleasePayload>(
        context,
        { once, isDryRun },
        holderOf(context, holdId),
        async (session, memberId) => ({ id: await release(session, { memberId, brandId, holdId, reason }), holdId }),
      );
      return { ...done, transferId: null };
    });
  }
}
