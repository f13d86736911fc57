import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { brandOfProgram } from './program-brand.js';
import { ViewerType } from './brands.types.js';

@Resolver()
export class BrandsResolver {
  @Query(() => ViewerType, { description: 'Who the server thinks you are: the first thing to ask with a new key.' })
  @Access({ visitor: true })
  viewer(@Ctx() { caller, session }: RequestContext): ViewerType {
    return {
      kind: caller.kind,
      brand: brandOfProgram(session.house.programs.current(), caller.brandId),
      scopes: [...caller.scopes].sort(),
      memberId: caller.memberId,
    };
  }
}
