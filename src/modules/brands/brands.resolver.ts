import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { Allowance } from '../../kernel/graphql/allowance.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { brandOfProgram } from './program-brand.js';
import type { RateLimitType } from './brands.types.js';
import { ViewerType } from './brands.types.js';

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
      memberId: caller.memberId,
    };
  }
}

function rateLimitOf({ budget, spent }: Allowance, now: number): RateLimitType | null {
  return budget && spent ? { limit: budget.burst, remaining: spent.remaining, resetsAt: now + spent.fullMs } : null;
}
