import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { getArgumentValues, getNamedType, isObjectType, Kind } from 'graphql';
import { Extensions } from 'type-graphql';
import { accessRuleOf, isAllowed } from './access.js';
import type { RequestContext } from './context.js';
import { requireStorable } from './text-guard.js';

/** What a field reads of the thing with that id; the loaders keep it until the field itself asks. */
export type Reads = (context: RequestContext, id: string, args: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Declares what a field reads, so that it can be read together with the thing it belongs to. */
export function Prefetched(reads: Reads): MethodDecorator & PropertyDecorator {
  return Extensions({ reads });
}

/**
 * Starts to read what the selected fields of a thing will ask for, while the thing itself is being looked up: one round
 * trip instead of two. Fields the caller may not see are left out, and what turns out not to be there is never told.
 */
export function prefetch(context: RequestContext, info: GraphQLResolveInfo, id: string): void {
  const type = getNamedType(info.returnType);
  if (!isObjectType(type)) return;
  for (const node of info.fieldNodes) prefetchIn(context, info, type, node.selectionSet, id);
}

function prefetchIn(
  context: RequestContext,
  info: GraphQLResolveInfo,
  type: GraphQLObjectType,
  selected: SelectionSetNode | undefined,
  id: string,
): void {
  for (const selection of selected?.selections ?? []) {
    if (selection.kind === Kind.FIELD) prefetchField(context, info, type, selection, id);
    else if (selection.kind === Kind.INLINE_FRAGMENT) prefetchIn(context, info, type, selection.selectionSet, id);
    else prefetchIn(context, info, type, info.fragments[selection.name.value]?.selectionSet, id);
  }
}

function prefetchField(
  context: RequestContext,
  { variableValues }: GraphQLResolveInfo,
  type: GraphQLObjectType,
  node: FieldNode,
  id: string,
): void {
  const field = type.getFields()[node.name.value];
  const reads = field?.extensions['reads'] as Reads | undefined;
  if (!field || !reads) return;
  const rule = accessRuleOf(field);
  if (rule && !isAllowed(rule, context.caller)) return;
  try {
    const args = getArgumentValues(field, node, variableValues);
    requireStorable(args);
    reads(context, id, args).catch(() => undefined);
  } catch {
    // the field itself will tell; what it may not ask must not spoil the statement of the others
  }
}
