import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Done } from '../../../kernel/graphql/payload.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { adoptStrategies, retireStrategy, saveStrategy } from './save-strategy.js';
import { SegmentStrategyType, StrategiesAdoptPayload, StrategyCoverageType, StrategyInput, StrategySavePayload } from './strategies.types.js'; // prettier-ignore
import { strategyFile } from './strategy-input.js';
import { coverageOf, strategyMap, strategyNamed } from './strategy-map.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
const INDUSTRY = 'Only of one: `retail`, `catering`, `services`, or one of your own.';

@Resolver()
export class StrategiesResolver {
  @Query(() => [SegmentStrategyType], {
    description: 'From pain to strategy: what the program says, and the presets by industry that it has not taken over.',
  })
  @Access({ brand: 'segments:read', isHostOnly: true })
  segmentStrategies(
    @Arg('industry', () => String, { nullable: true, description: INDUSTRY }) industry: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<SegmentStrategyType[]> {
    return strategyMap(context, industry ?? null);
  }

  @Query(() => StrategyCoverageType, { description: 'How many pains have a live strategy, and how many members that is about.' })
  @Access({ brand: 'segments:read', isHostOnly: true })
  strategyCoverage(
    @Arg('industry', () => String, { nullable: true, description: INDUSTRY }) industry: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<StrategyCoverageType> {
    return coverageOf(context, industry ?? null);
  }

  @Mutation(() => StrategySavePayload, {
    description: 'Makes a strategy against a pain, or changes one; the program gets a new version. One with the key of a preset stands in its place.',
  })
  @Access({ brand: 'segments:write', isHostOnly: true })
  strategySave(
    @Arg('input', () => StrategyInput, { description: 'The whole of it.' }) input: StrategyInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version you have seen; absent for a new one and for a preset. When it is another by now: VERSION_CONFLICT.' })
    expectedVersion: number | null | undefined,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<StrategySavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const expected = expectedVersion ?? null;
      const once = { mutation: 'strategySave', key, input: { input, expected } };
      const saved = await saveStrategy(session.house, caller, { strategy: strategyFile(input), expectedVersion: expected, once });
      return { strategy: await strategyNamed(context, saved.key), replayed: saved.isReplay };
    });
  }

  @Mutation(() => StrategySavePayload, { description: 'Takes a strategy and its pain out of the program.' })
  @Access({ brand: 'segments:write', isHostOnly: true })
  strategyRetire(
    @Arg('key', () => String, { description: 'Which: `industry.code`.' }) key: string,
    @Arg('expectedVersion', () => Int, { description: 'The version you have seen. When it is another by now: VERSION_CONFLICT.' }) expectedVersion: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) idempotencyKey: string,
    @Ctx() context: RequestContext,
  ): Promise<StrategySavePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const once = { mutation: 'strategyRetire', key: idempotencyKey, input: { key, expectedVersion } };
      const { isReplay } = await retireStrategy(session.house, caller, { key, expectedVersion, once });
      return { strategy: null, replayed: isReplay };
    });
  }

  @Mutation(() => StrategiesAdoptPayload, {
    description: 'Takes the presets of an industry over into the program, to be changed there. None is live by that, and what the program has or had already stays as it is.',
  })
  @Access({ brand: 'segments:write', isHostOnly: true })
  strategiesAdopt(
    @Arg('industry', () => String, { description: '`retail`, `catering` or `services`.' }) industry: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<StrategiesAdoptPayload> {
    const { session, caller } = context;
    const body = async (): Promise<Done<StrategiesAdoptPayload>> => {
      const once = { mutation: 'strategiesAdopt', key, input: { industry } };
      const { isReplay } = await adoptStrategies(session.house, caller, { industry, once });
      return { strategies: await strategyMap(context, industry), replayed: isReplay };
    };
    return answer(context, body, { strategies: [] });
  }
} // prettier-ignore
