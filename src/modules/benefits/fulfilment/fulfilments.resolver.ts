import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { Cost } from '../../../kernel/graphql/cost.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { write } from '../../../kernel/unit-of-work.js';
import { DRY_RUN, KEY } from '../promise.js';
import { addressOf, saveAddress } from './address.js';
import { requireLines, resultsOf } from './fulfil-told.js';
import { fulfil } from './fulfil.js';
import { FulfilmentAddressSavePayload, FulfilmentConnection, FulfilmentFilter, FulfilmentUpdateInput, FulfilmentUpdatePayload, PostalAddressInput } from './fulfilments.types.js'; // prettier-ignore
import { parcelPage } from './parcel-list.js';
import { membersOf, seenParcels } from './parcel-rows.js';

@Resolver()
export class FulfilmentsResolver {
  @Query(() => FulfilmentConnection, {
    description: 'Things that are sent to members, what waits longest first. A partner sees what it ships itself, the host everything.',
  })
  @Access({ brand: 'benefits:fulfil' })
  fulfilments(
    @Arg('filter', () => FulfilmentFilter, { nullable: true, description: 'Which.' }) filter: FulfilmentFilter | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return parcelPage(context, filter ?? {}, { first, after, last, before });
  }

  @Mutation(() => FulfilmentAddressSavePayload, {
    description: 'Says where something is sent, or that it is sent elsewhere, until it is shipped. From the first address on the benefit does not die any more.',
  })
  @Access({ brand: 'members:pii', member: true })
  fulfilmentAddressSave(
    @Arg('fulfilmentId', () => ID, { description: 'What is sent: `Grant.fulfilment`.' }) fulfilmentId: string,
    @Arg('address', () => PostalAddressInput, { description: 'Where.' }) address: PostalAddressInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<FulfilmentAddressSavePayload> {
    const { caller, session: { house } } = context;
    const which = seenParcels(caller);
    const once = { mutation: 'fulfilmentAddressSave', key, input: { fulfilmentId, address } };
    const work = { caller, once, isDryRun, isProven: true, members: membersOf(house, [fulfilmentId], which) };
    return answer<FulfilmentAddressSavePayload>(context, async () => {
      const checked = addressOf(address);
      const { isReplay } = await write(house, work, async (session) => {
        await saveAddress(session, which, fulfilmentId, checked);
        return undefined;
      });
      return { fulfilmentId, replayed: isReplay };
    });
  }

  @Mutation(() => FulfilmentUpdatePayload, {
    description: 'Says what became of parcels, up to 500 in one transaction; each line has its own result.',
  })
  @Access({ brand: 'benefits:fulfil' })
  @Cost({ linesOf: 'lines' })
  fulfilmentUpdate(
    @Arg('lines', () => [FulfilmentUpdateInput], { description: 'The parcels, 1 to 500, each once.' }) lines: FulfilmentUpdateInput[],
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<FulfilmentUpdatePayload> {
    const { caller, session: { house } } = context;
    const once = { mutation: 'fulfilmentUpdate', key, input: { lines } };
    const work = async () => {
      requireLines(lines);
      const { results, isReplay } = await fulfil(house, caller, { lines, once, isDryRun });
      return { results: resultsOf(context, lines, results), replayed: isReplay };
    };
    return answer<FulfilmentUpdatePayload>(context, work, { results: [] });
  }
} // prettier-ignore
