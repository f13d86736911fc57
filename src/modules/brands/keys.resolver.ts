import { Arg, Args, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { approvalOf } from '../../kernel/graphql/approval.type.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { makeKey, OVERLAP_HOURS, revokeKey, rotateKey } from './key-changes.js';
import { listKeys } from './key-list.js';
import {
  ApiKeyConnection,
  ApiKeyCreateInput,
  ApiKeyCreatePayload,
  ApiKeyRevokePayload,
  ApiKeyRotatePayload,
  ApiKeysArgs,
} from './key-types.js';

const KEY = 'Makes a repeat answer what the first request did, without the token; 1 to 255 characters, kept 7 days.';

@Resolver()
export class KeysResolver {
  @Query(() => ApiKeyConnection, {
    description:
      'The keys of your brand, the newest first; with `keys:write` those of every brand. Never a secret, nor the hash of one.',
  })
  @Access({ brand: 'keys:rotate' })
  apiKeys(@Args(() => ApiKeysArgs) { mode, brandId, storeId, ...page }: ApiKeysArgs, @Ctx() context: RequestContext) {
    return listKeys(context, { mode, brandId, storeId }, page);
  }

  @Mutation(() => ApiKeyCreatePayload, { description: 'Makes a key for a brand. Its token is shown once.' })
  @Access({ brand: 'keys:write', isHostOnly: true })
  apiKeyCreate(
    @Arg('input', () => ApiKeyCreateInput, { description: 'What it is to be.' }) input: ApiKeyCreateInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) idempotencyKey: string,
    @Ctx() context: RequestContext,
  ): Promise<ApiKeyCreatePayload> {
    const { session, caller } = context;
    const { mode, brandId, ...facts } = input;
    return answer(context, async () => {
      const once = { mutation: 'apiKeyCreate', key: idempotencyKey, input };
      const wanted = { ...facts, brandId: brandId ?? caller.brandId };
      const { key, token, isReplay, approvalId } = await makeKey(session.house, caller, mode, wanted, once);
      return { apiKey: key, token, approval: approvalOf(approvalId), replayed: isReplay };
    });
  }

  @Mutation(() => ApiKeyRotatePayload, {
    description:
      'Puts a new key with the same rights in the place of one: of the very key that asks, or with `keys:write` of any. Both work until the overlap is over.',
  })
  @Access({ brand: 'keys:rotate' })
  apiKeyRotate(
    @Arg('id', () => ID, { description: 'The key to replace.' }) id: string,
    @Arg('overlapHours', () => Int, {
      defaultValue: OVERLAP_HOURS,
      description: 'How long the old key goes on working: 0 to 720 hours.',
    })
    overlapHours: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) idempotencyKey: string,
    @Ctx() context: RequestContext,
  ): Promise<ApiKeyRotatePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const asked = { id, overlapHours };
      const once = { mutation: 'apiKeyRotate', key: idempotencyKey, input: asked };
      const { key, previous, token, isReplay, approvalId } = await rotateKey(session.house, caller, asked, once);
      return { apiKey: key, previous, token, approval: approvalOf(approvalId), replayed: isReplay };
    });
  }

  @Mutation(() => ApiKeyRevokePayload, {
    description:
      'Ends a key at once, and with it the member tokens it has issued: the very key that asks or the one it replaced, or with `keys:write` any.',
  })
  @Access({ brand: 'keys:rotate' })
  apiKeyRevoke(
    @Arg('id', () => ID, { description: 'The key to end.' }) id: string,
    @Ctx() context: RequestContext,
  ): Promise<ApiKeyRevokePayload> {
    const { session, caller } = context;
    return answer(context, async () => ({ apiKey: await revokeKey(session.house, caller, id) }));
  }
}
