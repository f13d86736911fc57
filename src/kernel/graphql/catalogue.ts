import type { DocumentNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { getOperationAST, Kind, OperationTypeNode } from 'graphql';
import { Extensions } from 'type-graphql';

/** Declares a field of Query whose answer follows from the program, the brand and the language alone, for every visitor. */
export function InCatalogue(): MethodDecorator & PropertyDecorator {
  return Extensions({ isInCatalogue: true });
}

/** Whether an answer may be kept by whoever lies between: all it asks for is in the catalogue. */
export function isOfCatalogue(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operation = getOperationAST(document);
  const query = schema.getQueryType();
  if (!query || operation?.operation !== OperationTypeNode.QUERY) return false;
  return isAllOfCatalogue(query, document, operation.selectionSet);
}

function isAllOfCatalogue(query: GraphQLObjectType, document: DocumentNode, { selections }: SelectionSetNode): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FIELD)
      return query.getFields()[selection.name.value]?.extensions['isInCatalogue'] === true;
    if (selection.kind === Kind.INLINE_FRAGMENT) return isAllOfCatalogue(query, document, selection.selectionSet);
    const name = selection.name.value;
    const fragment = document.definitions.find(
      (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION && isAllOfCatalogue(query, document, fragment.selectionSet);
  });
}
