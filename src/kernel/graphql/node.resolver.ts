import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Access, accessRuleOf, requireAccess } from './access.js';
import type { RequestContext } from './context.js';
import { Cost } from './cost.js';
import { Node, prefixOf } from './node.js';
import { badPage, PAGE_SIZE_MAX } from './page.js';

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
    return find(context, schema, id);
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
    return findAll(context, schema, ids);
  }
}

/** Each on its own: one that may not be asked for does not hide the others. */
function findAll(context: RequestContext, schema: GraphQLSchema, ids: readonly string[]): Promise<unknown[]> {
  if (ids.length > PAGE_SIZE_MAX) throw badPage(`At most ${PAGE_SIZE_MAX} ids at once`);
  return Promise.all(ids.map((id) => find(context, schema, id).catch((error: unknown) => error)));
}

/** Asks by the rule of the type before it looks, so that a refusal does not say whether the thing is there. */
async function find(context: RequestContext, schema: GraphQLSchema, id: string): Promise<object | null> {
  const kinds = context.session.house.modules.flatMap(({ nodes = [] }) => nodes);
  const prefix = prefixOf(id);
  const kind = kinds.find((each) => each.prefix === prefix);
  if (!kind) return null;
  requireAccess(accessRuleOf(schema.getType(kind.type)) ?? {}, context.caller);
  const found = (await kind.find(context, id)) as { readonly id: string } | null | undefined;
  return found?.id === id ? found : null; // one of the databases finds an id also with spaces after it
}
