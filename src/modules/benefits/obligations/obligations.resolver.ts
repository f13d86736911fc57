import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { benefitNamed } from '../claiming.js';
import { DRY_RUN, KEY, promise } from '../promise.js';
import { creditor, obligationPage } from './obligation-list.js';
import { ObligationAssignPayload, ObligationConnection, ObligationFilter, ObligationSettleInput, ObligationSettlePayload } from './obligations.types.js'; // prettier-ignore
import { assignObligation, settleObligation } from './settle.js';

const WHICH = 'Which.';

@Resolver()
export class ObligationsResolver {
  @Query(() => ObligationConnection, {
    description: 'What members are owed, what is due first first, so that what is overdue stands at the top. A partner sees what it caused.',
  })
  @Access({ brand: 'benefits:fulfil' })
  obligations(
    @Arg('filter', () => ObligationFilter, { nullable: true, description: WHICH }) filter: ObligationFilter | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return obligationPage(context, filter ?? {}, { first, after, last, before });
  }

  @Mutation(() => ObligationSettlePayload, {
    description: 'Settles something that is owed: the member gets it, or something else, or nothing any more.',
  })
  @Access({ brand: 'benefits:fulfil' })
  obligationSettle(
    @Arg('obligationId', () => ID, { description: WHICH }) obligationId: string,
    @Arg('input', () => ObligationSettleInput, { description: 'How.' }) input: ObligationSettleInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<ObligationSettlePayload> {
    const { brandId } = context.caller;
    const { how, benefitId = null, reason } = input;
    const once = { mutation: 'obligationSettle', key, input: { obligationId, input } };
    return answer<ObligationSettlePayload>(context, async () => {
      const benefit = benefitId === null ? null : benefitNamed(context, benefitId).code;
      const done = await promise<ObligationSettlePayload>(context, { once, isDryRun }, creditor(context, obligationId), (session, memberId) =>
        settleObligation(session, { memberId, brandId, obligationId, how, benefit, reason }),
      );
      return { ...done, obligationId };
    });
  }

  @Mutation(() => ObligationAssignPayload, { description: 'Says which operator sees to something that is owed.' })
  @Access({ brand: 'benefits:fulfil' })
  obligationAssign(
    @Arg('obligationId', () => ID, { description: WHICH }) obligationId: string,
    @Arg('operatorId', () => ID, { nullable: true, description: 'Who; nobody when absent.' }) operatorId: string | null,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<ObligationAssignPayload> {
    const { caller, session } = context;
    const once = { mutation: 'obligationAssign', key, input: { obligationId, operatorId: operatorId ?? null } };
    const members = creditor(context, obligationId);
    return answer<ObligationAssignPayload>(context, async () => {
      const { isReplay } = await write(session.house, { caller, once, members }, async (writing) => {
        const [memberId = ''] = writing.members.keys();
        await assignObligation(writing, memberId, obligationId, operatorId ?? null);
        return undefined;
      });
      return { obligationId, replayed: isReplay };
    });
  }
} // prettier-ignore
