import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { outcomeOf } from '../../kernel/graphql/outcome.type.js';
import { answer } from '../../kernel/graphql/payload.js';
import { DateTime } from '../../kernel/graphql/scalars.js';
import { write } from '../../kernel/unit-of-work.js';
import { memberLocked } from '../members/index.js';
import { setTier } from './set.js';
import { saveLadder, saveTier } from './tier-changes.js';
import {
  MemberTierSetPayload,
  TierInput,
  TierLadderInput,
  TierLadderSavePayload,
  TierSavePayload,
} from './tier-changes.types.js';
import { ladderFile, tierFile } from './tier-input.js';
import { ladderOf, ladderType, tierTypeByCode } from './tier-type.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
const VERSION = 'The version you have seen; absent for a new one. When it is another by now: VERSION_CONFLICT.';

@Resolver()
export class TierChangesResolver {
  @Mutation(() => TierSavePayload, {
    description:
      'Makes a tier or changes its rules; the program gets a new version. Members stand where they stand until something happens to them or `laurel tiers recalculate` is run.',
  })
  @Access({ brand: 'tiers:write', isHostOnly: true })
  tierSave(
    @Arg('ladder', () => String, { description: 'The code of its ladder.' }) ladder: string,
    @Arg('input', () => TierInput, { description: 'The whole tier.' }) input: TierInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: VERSION })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<TierSavePayload> {
    const { caller, session } = context;
    const once = { mutation: 'tierSave', key, input: { ladder, input, expectedVersion } };
    const saving = { expectedVersion: expectedVersion ?? null, once };
    return answer(context, async () => {
      const { code, isReplay } = await saveTier(session.house, caller, { ladder, tier: tierFile(input), ...saving });
      return { tier: tierTypeByCode(context, code), replayed: isReplay };
    });
  }

  @Mutation(() => TierLadderSavePayload, {
    description: 'Makes a ladder or changes it, with all its tiers if they are given; the program gets a new version.',
  })
  @Access({ brand: 'tiers:write', isHostOnly: true })
  tierLadderSave(
    @Arg('input', () => TierLadderInput, { description: 'The ladder.' }) input: TierLadderInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: VERSION })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<TierLadderSavePayload> {
    const { caller, session } = context;
    const once = { mutation: 'tierLadderSave', key, input: { input, expectedVersion } };
    const saving = { expectedVersion: expectedVersion ?? null, once };
    return answer(context, async () => {
      const { code, isReplay } = await saveLadder(session.house, caller, { ladder: ladderFile(input), ...saving });
      const ladder = ladderOf(context, code);
      return { ladder: ladder ? ladderType(context, ladder) : null, replayed: isReplay };
    });
  }

  @Mutation(() => MemberTierSetPayload, {
    description:
      'Sets the tier of a member by hand. Until that ends no rule moves it; then rules decide again, and it never loses what it had before and still has.',
  })
  @Access({ brand: 'tiers:write', isHostOnly: true })
  memberTierSet(
    @Arg('memberId', () => ID, { description: 'Whose.' }) memberId: string,
    @Arg('ladder', () => String, { nullable: true, description: 'The ladder, by its code; the main one when absent.' })
    ladder: string | null | undefined,
    @Arg('tier', () => String, { description: 'The tier, by its code.' }) tier: string,
    @Arg('reason', () => String, { description: 'Why, for the history: 1 to 500 characters.' }) reason: string,
    @Arg('until', () => DateTime, {
      nullable: true,
      description: 'When rules decide again; absent for not before somebody sets it anew.',
    })
    until: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Says what would happen and keeps nothing.' })
    isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<MemberTierSetPayload> {
    const { caller, session } = context;
    const order = { memberId, ladder: ladder ?? null, tier, reason, until: until ?? null };
    const once = { mutation: 'memberTierSet', key, input: order };
    const members = memberLocked(caller, { id: memberId });
    return answer(context, async () => {
      const work = { caller, once, isDryRun, members };
      const written = await write(session.house, work, (writing) => Promise.resolve(setTier(writing, order)));
      return {
        member: { id: memberId },
        outcome: outcomeOf(written, written.value),
        replayed: written.isReplay,
      };
    });
  }
}
