import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from './access.js';
import type { RequestContext } from './context.js';
import { DateTime } from './scalars.js';

@Resolver()
export class ServerTimeResolver {
  @Query(() => DateTime, {
    description: 'What time it is here: countdowns count from this and not from the clock of a phone.',
  })
  @Access({ visitor: true })
  serverTime(@Ctx() { session }: RequestContext): number {
    return session.now;
  }
}
