import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { RequestContext } from './context.js';

/** Runs before a document is worth compiling: one that nobody sends again never is. */
const RUNS_BEFORE_COMPILING = 2;

export interface Execution {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: RequestContext;
}

export type Executor = (execution: Execution) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Executes operations: the first runs of a document by graphql-js, later ones by a function compiled from it. Compiled
 * functions are kept as long as the server keeps the document.
 */
export function compilingExecutor(schema: GraphQLSchema): Executor {
  const known = new WeakMap<DocumentNode, Map<string, Entry>>();
  return ({ document, operationName, variables, context }) => {
    const operations = known.get(document) ?? new Map<string, Entry>();
    known.set(document, operations);
    const name = operationName ?? '';
    const entry = operations.get(name) ?? { runs: 0, compiled: null };
    operations.set(name, entry);
    if (!entry.compiled && entry.runs++ >= RUNS_BEFORE_COMPILING) {
      const compiled = compileQuery(schema, document, operationName ?? undefined, { disableLeafSerialization: false });
      if (isCompiledQuery(compiled)) entry.compiled = compiled;
    }
    const answer = entry.compiled?.query(undefined, context, variables ?? {});
    if (answer !== undefined && !isOfVariables(answer)) return answer;
    return execute({
      schema,
      document,
      contextValue: context,
      variableValues: variables ?? null,
      operationName: operationName ?? null,
    });
  };
}

/**
 * Variables the compiled function does not take; nothing has run by then. It is stricter than the specification about some
 * and tells others without saying which, so graphql-js has the last word.
 */
function isOfVariables(answer: ExecutionResult | Promise<ExecutionResult>): boolean {
  return !(answer instanceof Promise) && !('data' in answer);
}

interface Entry {
  runs: number;
  compiled: CompiledQuery | null;
}
