import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Allowance } from '../../kernel/graphql/allowance.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { answer } from '../../kernel/graphql/payload.js';
import { createBrand, updateBrand } from './brand-changes.js';
import { listBrands } from './brand-list.js';
import type { Brand } from './brands.entity.js';
import { brandFacts, brandById } from './brands.queries.js';
import type { RateLimitType } from './brands.types.js';
import {
  BrandCreateInput,
  BrandCreatePayload,
  BrandStatus,
  BrandType,
  BrandUpdateInput,
  BrandUpdatePayload,
  ViewerType,
} from './brands.types.js';
import { brandOfProgram } from './program-brand.js';

const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';

@Resolver()
export class BrandsResolver {
  @Query(() => ViewerType, { description: 'Who the server thinks you are: the first thing to ask with a new key.' })
  @Access({ visitor: true })
  viewer(@Ctx() { caller, session, allowance }: RequestContext): ViewerType {
    return {
      kind: caller.kind,
      brand: brandOfProgram(session.house.programs.current(), caller.brandId),
      scopes: [...caller.scopes].sort(),
      rateLimit: rateLimitOf(allowance, session.now),
      operator: caller.operatorId === null ? null : { id: caller.operatorId },
      memberId: caller.memberId,
    };
  }

  @Query(() => [BrandType], {
    description: 'The brands of the program, the host first; those that have left only with `brands:write`.',
  })
  @Access({ brand: 'program:read', member: true, publishable: true })
  brands(
    @Arg('status', () => [BrandStatus], {
      defaultValue: [BrandStatus.ACTIVE],
      description: 'Which of them, by whether they take part.',
    })
    status: Brand['status'][],
    @Ctx() context: RequestContext,
  ) {
    return listBrands(context, status);
  }

  @Mutation(() => BrandCreatePayload, {
    description: 'Takes a partner into the program, which gets a new version with it.',
  })
  @Access({ brand: 'brands:write', isHostOnly: true })
  brandCreate(
    @Arg('input', () => BrandCreateInput, { description: 'Who.' }) input: BrandCreateInput,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Ctx() context: RequestContext,
  ): Promise<BrandCreatePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      const once = { mutation: 'brandCreate', key, input };
      const { id, isReplay } = await createBrand(session.house, caller, input, once);
      return { brand: await stored(context, id), replayed: isReplay };
    });
  }

  @Mutation(() => BrandUpdatePayload, {
    description:
      'Changes a brand, closes it or takes it back; the program gets a new version. Keys of a closed brand prove nothing.',
  })
  @Access({ brand: 'brands:write', isHostOnly: true })
  brandUpdate(
    @Arg('id', () => ID, { description: 'Which.' }) id: string,
    @Arg('input', () => BrandUpdateInput, { description: 'What is to change.' }) input: BrandUpdateInput,
    @Arg('expectedVersion', () => Int, {
      description: 'The version you have seen. When somebody has changed it meanwhile: VERSION_CONFLICT.',
    })
    expectedVersion: number,
    @Ctx() context: RequestContext,
  ): Promise<BrandUpdatePayload> {
    const { session, caller } = context;
    return answer(context, async () => {
      await updateBrand(session.house, caller, { id, expectedVersion, input });
      return { brand: await stored(context, id) };
    });
  }
}

async function stored({ session }: RequestContext, id: string): Promise<BrandType | null> {
  const row = await brandById(session.sql, id);
  return row && brandFacts(row);
}

function rateLimitOf({ budget, spent }: Allowance, now: number): RateLimitType | null {
  return budget && spent ? { limit: budget.burst, remaining: spent.remaining, resetsAt: now + spent.fullMs } : null;
}
