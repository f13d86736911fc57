import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { brandOfProgram } from './program-brand.js';
import { BrandType } from './brands.types.js';
import { ApiKeyType } from './key-types.js';

@Resolver(() => ApiKeyType)
export class ApiKeyFields {
  @FieldResolver(() => BrandType, { nullable: true, description: 'Whose it is; null when the brand has left.' })
  brand(@Root() { brandId }: ApiKeyType, @Ctx() { session }: RequestContext): BrandType | null {
    return brandOfProgram(session.house.programs.current(), brandId);
  }
}
