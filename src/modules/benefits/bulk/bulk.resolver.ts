import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { KEY } from '../promise.js';
import { batchAsked } from './bulk-input.js';
import { askForBatch } from './bulk.js';
import { BenefitIssueBulkInput, BenefitIssueBulkPayload } from './bulk.types.js';

@Resolver()
export class BulkResolver {
  @Mutation(() => BenefitIssueBulkPayload, {
    description:
      'Gives many members a benefit, by a job that begins within seconds: one each, as far as they may have it and there is some left; then what the benefit says happens.',
  })
  @Access({ brand: 'benefits:issue', isHostOnly: true })
  benefitIssueBulk(
    @Arg('input', () => BenefitIssueBulkInput, { description: 'What and to whom.' }) input: BenefitIssueBulkInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BenefitIssueBulkPayload> {
    const { caller, session } = context;
    const once = { mutation: 'benefitIssueBulk', key, input: { input } };
    return answer<BenefitIssueBulkPayload>(context, async () => {
      const batch = batchAsked(context, input, key);
      const { value, isReplay } = await write(session.house, { caller, members: [], once }, (writing) =>
        askForBatch(writing, batch),
      );
      return { ...value, replayed: isReplay };
    });
  }
}
