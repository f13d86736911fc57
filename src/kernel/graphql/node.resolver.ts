import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from './access.js';
import type { RequestContext } from './context.js';
import { Cost } from './cost.js';
import { findNode, findNodes } from './find-node.js';
import { Node } from './node.js';
import { PAGE_SIZE_MAX } from './page.js';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      'Anything by its id; null when there is nothing that the caller may see, whatever the reason. Asks for the same scopes as the field by which the thing is found otherwise.',
  })
  @Access({ visitor: true })
  node(
    @Arg('id', () => ID, { description: 'The id.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() { schema }: GraphQLResolveInfo,
  ) {
    return findNode(context, schema, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `Several things by their ids, at most ${PAGE_SIZE_MAX}, in their order; null in the place of each that is not there.`,
  })
  @Access({ visitor: true })
  @Cost({ sizedBy: 'ids' })
  nodes(
    @Arg('ids', () => [ID], { description: 'The ids.' }) ids: string[],
    @Ctx() context: RequestContext,
    @Info() { schema }: GraphQLResolveInfo,
  ) {
    return findNodes(context, schema, ids);
  }
}
