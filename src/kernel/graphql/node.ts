import type { GraphQLSchema } from 'graphql';
import { isInterfaceType } from 'graphql';
import { Field, ID, InterfaceType } from 'type-graphql';
import type { RequestContext } from './context.js';

@InterfaceType('Node', { description: 'Something with an id that can be asked for by it.' })
export abstract class Node {
  @Field(() => ID, { description: 'Its id; what stands before the underscore says what kind of thing it is.' })
  id!: string;
}

/** How things of a kind are found by their id. A module declares one for each of its types that is a `Node`. */
export interface NodeKind {
  /** What stands before the underscore. */
  readonly prefix: string;
  /** The name of the GraphQL type; its rule says who may ask. */
  readonly type: string;
  /** The thing, or null when there is none that the caller may see: both look the same. */
  find(context: RequestContext, id: string): object | null | Promise<object | null>;
}

/** Lets the schema see from its id of which type a thing is. */
export function nameNodes(schema: GraphQLSchema, kinds: readonly NodeKind[]): void {
  const types = new Map(kinds.map(({ prefix, type }) => [prefix, type]));
  const node = schema.getType('Node');
  if (isInterfaceType(node)) node.resolveType = (value: { readonly id: string }) => types.get(prefixOf(value.id));
}

export function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('_')));
}
