import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { InCatalogue } from '../../kernel/graphql/catalogue.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { memberLocked } from '../members/index.js';
import { MemberRefInput } from '../members/members.types.js';
import { requirePayable } from './cash.js';
import { DRY_RUN, KEY, move, ownerOf } from './movement.js';
import { spend } from './operations.js';
import { earnOrAsk } from './points.approvals.js';
import {
  OrderPaidInput,
  PointsEarnPayload,
  PointsInput,
  PointsLifeInput,
  PointsReversePayload,
  PointsSpendPayload,
} from './points.types.js';
import { undo } from './undo.js';
import { WalletType } from './wallet.types.js';
import { walletTypes } from './wallet-type.js';

@Resolver()
export class PointsResolver {
  @Query(() => [WalletType], { description: 'The wallets of the program.' })
  @Access({ brand: 'program:read', member: true, publishable: true })
  @InCatalogue()
  wallets(@Ctx() context: RequestContext): readonly WalletType[] {
    return walletTypes(context);
  }

  @Mutation(() => PointsEarnPayload, {
    description:
      'Gives points outside the rules. More than 10,000 at once an operator only asks for: somebody else approves.',
  })
  @Access({ brand: 'points:earn' })
  pointsEarn(
    @Arg('member', () => MemberRefInput, { description: 'Whom.' }) member: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('life', () => PointsLifeInput, {
      nullable: true,
      description: 'When they can be spent and when they die, where that is not as the wallet says.',
    })
    life: PointsLifeInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsEarnPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    const { availableAt = null, expiresAt = null } = life ?? {};
    const once = { mutation: 'pointsEarn', key, input: { member, input, ...(life ? { life } : {}) } };
    return answer(context, () =>
      move(context, { once, isDryRun }, memberLocked(context.caller, member), async (session, memberId) => ({
        id: await earnOrAsk(session, { memberId, brandId, wallet, amount, reason, availableAt, expiresAt }),
      })),
    );
  }

  @Mutation(() => PointsSpendPayload, {
    description:
      'Takes points the member pays with, those that die first first. Naming the order makes its refund give them back in proportion, and keeps to how much of it points may pay.',
  })
  @Access({ brand: 'points:spend' })
  pointsSpend(
    @Arg('member', () => MemberRefInput, { description: 'Whose.' }) member: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('order', () => OrderPaidInput, { nullable: true, description: 'The order they pay for: points plus cash.' })
    order: OrderPaidInput | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsSpendPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    const once = { mutation: 'pointsSpend', key, input: { member, input, ...(order ? { order } : {}) } };
    return answer(context, () =>
      move(context, { once, isDryRun }, memberLocked(context.caller, member), async (session, memberId) => {
        const spending = { memberId, brandId, wallet, amount, reason, orderId: order?.orderId ?? null };
        const payment = await requirePayable(session, spending, order);
        return { id: spend(session, spending), payment };
      }),
    );
  }

  @Mutation(() => PointsReversePayload, {
    description:
      'Reverses one earning, spending or correction, whole and once: takes back what was given, gives back what was taken. Where the points paid for a benefit or a package, that is taken back with them; declined (`PaidForBenefit`) where it was used, is held or was sent, and where money was paid as well.',
  })
  @Access({ brand: 'points:reverse' })
  pointsReverse(
    @Arg('transferId', () => ID, { description: 'The ledger entry to reverse.' }) transferId: string,
    @Arg('reason', () => String, { description: "Why, for the member's ledger: at most 120 characters." })
    reason: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsReversePayload> {
    const { brandId } = context.caller;
    const once = { mutation: 'pointsReverse', key, input: { transferId, reason } };
    return answer(context, () =>
      move(context, { once, isDryRun }, ownerOf(context, transferId), async (session, memberId) => ({
        id: await undo(session, { memberId, brandId, transferId, reason }),
      })),
    );
  }
}
