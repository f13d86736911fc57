import type { GraphQLSchema } from 'graphql';
import { accessRuleOf, requireAccess } from './access.js';
import type { RequestContext } from './context.js';
import { prefixOf } from './node.js';
import { badPage, PAGE_SIZE_MAX } from './page.js';

/** Each on its own: one that may not be asked for does not hide the others. */
export function findNodes(context: RequestContext, schema: GraphQLSchema, ids: readonly string[]): Promise<unknown[]> {
  if (ids.length > PAGE_SIZE_MAX) throw badPage(`At most ${PAGE_SIZE_MAX} ids at once`);
  return Promise.all(ids.map((id) => findNode(context, schema, id).catch((error: unknown) => error)));
}

/** Asks by the rule of the type before it looks, so that a refusal does not say whether the thing is there. */
export async function findNode(context: RequestContext, schema: GraphQLSchema, id: string): Promise<object | null> {
  const kinds = context.session.house.modules.flatMap(({ nodes = [] }) => nodes);
  const prefix = prefixOf(id);
  const kind = kinds.find((each) => each.prefix === prefix);
  if (!kind) return null;
  requireAccess(accessRuleOf(schema.getType(kind.type)) ?? {}, context.caller);
  const found = (await kind.find(context, id)) as { readonly id: string } | null | undefined;
  return found?.id === id ? found : null; // one of the databases finds an id also with spaces after it
}
