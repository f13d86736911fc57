import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from './context.js';

/** Runs before a document is worth compiling: one that nobody sends again never is. */
const RUNS_BEFORE_COMPILING = 2;
const COMPILED_MAX = 500;
const COMPILED_LENGTH_MAX = 20_000;

type Variables = Readonly<Record<string, unknown>>;

export interface Execution {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Variables | undefined;
  readonly context: RequestContext;
}

type Result = ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes operations: the first runs of a document by graphql-js, later ones by a function compiled from it. What is
 * compiled has been parsed and validated before, so its text is enough to find it again.
 */
export class Executor {
  readonly #runs = new WeakMap<DocumentNode, number>();
  /** By the text of the document, then by the name of the operation. */
  readonly #compiled = new Map<string, Map<string, CompiledQuery>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** An operation that was accepted. */
  run({ document, operationName, variables, context }: Execution): Result {
    if (isSubscription(document, operationName)) return { errors: [noSocket()] };
    this.#count(document, operationName);
    return (
      this.runKnown(document.loc?.source.body ?? '', operationName, variables, context) ??
      execute({
        schema: this.schema,
        document,
        contextValue: context,
        variableValues: variables ?? null,
        operationName: operationName ?? null,
      })
    );
  }

  /** The same by its text, if that was accepted and compiled before; null when it has to be looked at. */
  runKnown(
    text: string,
    operationName: string | null | undefined,
    variables: Variables | null | undefined,
    context: RequestContext,
  ): Result | null {
    const result = this.#compiled
      .get(text)
      ?.get(operationName ?? '')
      ?.query(undefined, context, variables ?? {});
    return result === undefined || isOfVariables(result) ? null : result;
  }

  #count(document: DocumentNode, operationName: string | null | undefined): void {
    const runs = (this.#runs.get(document) ?? 0) + 1;
    this.#runs.set(document, runs);
    const text = document.loc?.source.body ?? '';
    const name = operationName ?? '';
    if (runs <= RUNS_BEFORE_COMPILING || text.length > COMPILED_LENGTH_MAX || this.#compiled.get(text)?.has(name))
      return;
    const compiled = compileQuery(this.schema, document, operationName ?? undefined, {});
    if (isCompiledQuery(compiled)) this.#keep(text, name, compiled);
  }

  /** What was compiled first goes first when there is no more room; whoever needs it compiles it again. */
  #keep(text: string, name: string, compiled: CompiledQuery): void {
    this.#compiled.set(text, (this.#compiled.get(text) ?? new Map<string, CompiledQuery>()).set(name, compiled));
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > COMPILED_MAX && oldest !== undefined) this.#compiled.delete(oldest);
  }
}

/**
 * Variables the compiled function does not take; nothing has run by then. It is stricter than the specification about some
 * and tells others without saying which, so graphql-js has the last word.
 */
function isOfVariables(result: Result): boolean {
  return !(result instanceof Promise) && !('data' in result);
}

function isSubscription(document: DocumentNode, operationName: string | null | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function noSocket(): GraphQLError {
  return new GraphQLError('This way of asking answers once: it takes queries and mutations.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
