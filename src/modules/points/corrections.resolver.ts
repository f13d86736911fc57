import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { memberLocked, needMember } from '../members/index.js';
import { MemberRefInput } from '../members/members.types.js';
import { PointsAdjustInput, PointsAdjustPayload, PointsTransferPayload } from './corrections.types.js';
import { DRY_RUN, KEY, move } from './movement.js';
import { adjustOrAsk } from './points.approvals.js';
import { PointsInput } from './points.types.js';
import { transfer } from './transfer.js';

@Resolver()
export class CorrectionsResolver {
  @Mutation(() => PointsAdjustPayload, {
    description:
      'Corrects a balance by hand, up or down, with a reason. More than 10,000 points an operator only asks for: somebody else approves.',
  })
  @Access({ brand: 'points:adjust', isHostOnly: true })
  pointsAdjust(
    @Arg('member', () => MemberRefInput, { description: 'Whose.' }) member: MemberRefInput,
    @Arg('input', () => PointsAdjustInput, { description: 'What, and why.' }) input: PointsAdjustInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsAdjustPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    const once = { mutation: 'pointsAdjust', key, input: { member, input } };
    return answer(context, () =>
      move(context, { once, isDryRun }, memberLocked(context.caller, member), async (session, memberId) => ({
        id: await adjustOrAsk(session, { memberId, brandId, wallet, amount, reason }),
      })),
    );
  }

  @Mutation(() => PointsTransferPayload, {
    description:
      'Gives points of one member to another, where the wallet allows it: both see it in their ledgers, and the points die when they would have died.',
  })
  @Access({ brand: 'points:transfer' })
  pointsTransfer(
    @Arg('member', () => MemberRefInput, { description: 'Who gives.' }) member: MemberRefInput,
    @Arg('to', () => MemberRefInput, { description: 'Who gets them.' }) to: MemberRefInput,
    @Arg('input', () => PointsInput, { description: 'What.' }) input: PointsInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<PointsTransferPayload> {
    const { brandId } = context.caller;
    const { wallet, amount, reason } = input;
    const once = { mutation: 'pointsTransfer', key, input: { member, to, input } };
    return answer(context, () => {
      let toId = '';
      const both = async (sql: Parameters<typeof needMember>[0]) => {
        const memberId = await needMember(sql, context.caller, member);
        toId = await needMember(sql, context.caller, to, 'to');
        return [memberId, toId];
      };
      return move(context, { once, isDryRun }, both, async (session, memberId) => ({
        id: (await transfer(session, { memberId, toId, brandId, wallet, amount, reason })).sentId,
      }));
    });
  }
}
