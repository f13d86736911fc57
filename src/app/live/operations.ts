import type { ApolloServer } from '@apollo/server';
import type { ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { createSourceEventStream, execute, GraphQLError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { endable } from '../../kernel/endable.js';
import { throttledError } from '../../kernel/graphql/admission.js';
import type { Accepted, RequestContext } from '../../kernel/graphql/context.js';
import { masked } from '../../kernel/graphql/masking.js';

/** How an operation that came over a socket is answered: not at all, once, or again and again. */
export type Answer =
  | { readonly errors: readonly GraphQLError[] }
  | { readonly result: ExecutionResult }
  | { readonly events: AsyncGenerator<ExecutionResult, void> };

export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly apollo: ApolloServer<RequestContext>;
  /** A context of its own for every event: what is read for one is not what was read for another. */
  readonly open: () => Promise<RequestContext>;
}

/**
 * Runs what came over a socket as if it had come by HTTP: the same server parses, validates, counts and limits it, and
 * subscriptions, too, which it hands back once it has accepted them.
 */
export async function runOperation(
  parts: OperationParts,
  { query, operationName, variables }: SubscribePayload,
): Promise<Answer> {
  const context = await parts.open();
  const { waitMs } = context.allowance;
  if (waitMs > 0) return { errors: [masked(context, throttledError(waitMs))] };
  const accepted: Accepted[] = [];
  const { body } = await parts.apollo.executeOperation(
    { query, operationName: operationName ?? undefined, variables: variables ?? undefined },
    { contextValue: { ...context, follow: (given) => void accepted.push(given) } },
  );
  if (body.kind !== 'single') throw new Error('This API answers in one piece');
  const { data, errors, extensions } = body.singleResult;
  const [subscription] = accepted;
  if (subscription) return follow(parts, subscription, context);
  if (data === undefined) return { errors: (errors ?? []).map(asShown) };
  return { result: { data, ...(errors ? { errors } : {}), ...(extensions ? { extensions } : {}) } as ExecutionResult };
}

/** An error in its shown form, for who takes errors only as they are made. */
function asShown(shown: GraphQLFormattedError): GraphQLError {
  return Object.assign(new GraphQLError(shown.message), { toJSON: () => shown });
}

async function follow(parts: OperationParts, accepted: Accepted, context: RequestContext): Promise<Answer> {
  const source = await createSourceEventStream({ ...argsOf(parts, accepted), contextValue: context });
  if (!(Symbol.asyncIterator in source)) {
    return { errors: (source.errors ?? []).map((error) => masked(context, error)) };
  }
  const roots = source as AsyncGenerator<unknown, void>;
  return {
    events: endable((signal) => {
      signal.addEventListener('abort', () => void roots.return());
      return eventsOf(parts, accepted, roots);
    }),
  };
}

async function* eventsOf(
  parts: OperationParts,
  accepted: Accepted,
  source: AsyncGenerator<unknown, void>,
): AsyncGenerator<ExecutionResult, void> {
  for await (const rootValue of source) {
    const context = await parts.open();
    const { data, errors } = await execute({ ...argsOf(parts, accepted), rootValue, contextValue: context });
    yield errors?.length
      ? { data: data ?? null, errors: errors.map((error) => masked(context, error)) }
      : { data: data ?? null };
  }
}

function argsOf({ schema }: OperationParts, { document, operationName, variables }: Accepted) {
  return { schema, document, operationName: operationName ?? null, variableValues: variables ?? null };
}
