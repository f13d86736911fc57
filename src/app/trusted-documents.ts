import { createHash } from 'node:crypto';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { getOperationAST, OperationTypeNode, parse, validate } from 'graphql';
import { isOfCatalogue } from '../kernel/graphql/catalogue.js';

/** A document of `schema/operations/`, known by the hash of its text: it may be asked for by a link. */
export interface TrustedDocument {
  readonly text: string;
  readonly document: DocumentNode;
  /** Whether it only reads: a link must not do anything. */
  readonly isQuery: boolean;
  /** Whether its answer is the same for every visitor of a brand, as long as the program is. */
  readonly isPublic: boolean;
}

/** SHA-256 of the text, in hexadecimal: what `documentId` and `sha256Hash` carry. */
export function documentIdOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The documents that may be asked for by their id. One that does not fit the schema is left out: a test says which. */
export function trustedDocuments(
  schema: GraphQLSchema,
  operations: readonly { readonly text: string }[],
): ReadonlyMap<string, TrustedDocument> {
  const known = new Map<string, TrustedDocument>();
  for (const { text } of operations) {
    const document = parse(text);
    if (validate(schema, document).length > 0) continue;
    const isQuery = getOperationAST(document)?.operation === OperationTypeNode.QUERY;
    known.set(documentIdOf(text), { text, document, isQuery, isPublic: isOfCatalogue(schema, document) });
  }
  return known;
}
