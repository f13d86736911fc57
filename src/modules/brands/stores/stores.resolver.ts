import { Arg, Args, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { ChannelConnection, ChannelFilterInput, ChannelInput, ChannelSavePayload } from './channels.types.js';
import { channelTypes, listChannels, listStores, storeTypes } from './place-lists.js';
import { channelPlace, storePlace } from './place-input.js';
import { saveChannel, saveStore } from './save-places.js';
import { StoreConnection, StoreFilterInput, StoreInput, StoreSavePayload } from './stores.types.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
const SEEN = 'The version you have seen; absent for a new one. When it is another by now: VERSION_CONFLICT.';

@Resolver()
export class StoresResolver {
  @Query(() => StoreConnection, {
    description: 'Stores of the brands that take part: the open ones for everybody, also before anybody has signed in.',
  })
  @Access({ brand: 'stores:read', member: true, publishable: true })
  stores(
    @Arg('filter', () => StoreFilterInput, { nullable: true, description: 'Which of them.' })
    filter: StoreFilterInput | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return listStores(context, filter ?? {}, page);
  }

  @Query(() => ChannelConnection, { description: 'Channels of your brand; those of every brand for the host.' })
  @Access({ brand: 'channels:read' })
  channels(
    @Arg('filter', () => ChannelFilterInput, { nullable: true, description: 'Which of them.' })
    filter: ChannelFilterInput | null,
    @Args(() => PageArgs) page: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    return listChannels(context, filter ?? {}, page);
  }

  @Mutation(() => StoreSavePayload, {
    description:
      'Makes a store of your brand or changes one; the program gets a new version. Keys and clerks of a store that is closed stop at once.',
  })
  @Access({ brand: 'stores:write' })
  storeSave(
    @Arg('input', () => StoreInput, { description: 'The whole store.' }) input: StoreInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: SEEN })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<StoreSavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const seen = { expectedVersion: expectedVersion ?? null };
      const once = { mutation: 'storeSave', key, input: { input, ...seen } };
      const { id, isReplay } = await saveStore(session.house, caller, { ...storePlace(input), ...seen, once });
      context.loaders.forget();
      return { store: await load(context, storeTypes, id), replayed: isReplay };
    });
  }

  @Mutation(() => ChannelSavePayload, {
    description: 'Makes a channel of your brand or changes one; the program gets a new version.',
  })
  @Access({ brand: 'channels:write' })
  channelSave(
    @Arg('input', () => ChannelInput, { description: 'The whole channel.' }) input: ChannelInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: SEEN })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<ChannelSavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const seen = { expectedVersion: expectedVersion ?? null };
      const once = { mutation: 'channelSave', key, input: { input, ...seen } };
      const { id, isReplay } = await saveChannel(session.house, caller, { ...channelPlace(input), ...seen, once }); // prettier-ignore
      context.loaders.forget();
      return { channel: await load(context, channelTypes, id), replayed: isReplay };
    });
  }
}
