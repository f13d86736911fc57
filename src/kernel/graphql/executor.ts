import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { admit } from './admission.js';
import type { CostOf, Variables } from './amount.js';
import type { Accepted, RequestContext } from './context.js';
import { costOf } from './cost.js';
import { withTextsAtHand } from './localised.js';
import { problemsOfMany, VARIABLE_ERRORS_MAX } from './variables.js';

/** Runs before a document is worth compiling: one that nobody sends again never is. */
const RUNS_BEFORE_COMPILING = 2;
const COMPILED_MAX = 500;
const COMPILED_LENGTH_MAX = 20_000;

export interface Execution extends Accepted {
  readonly context: RequestContext;
}

type Result = ExecutionResult | Promise<ExecutionResult>;

/** An operation of a document that came often enough. */
interface Compiled {
  readonly document: DocumentNode;
  readonly query: CompiledQuery['query'];
  readonly cost: CostOf;
}

/** What is known of a document before it is compiled. */
interface Met {
  runs: number;
  /** What its operations cost, by their names. */
  readonly costs: Map<string, CostOf>;
}

/**
 * Executes operations: the first runs of a document by graphql-js, later ones by a function compiled from it. What is
 * compiled has been parsed and validated before, so its text is enough to find it again. What a run costs is known, and
 * charged, before it starts.
 */
export class Executor {
  readonly #met = new WeakMap<DocumentNode, Met>();
  /** By the text of the document, then by the name of the operation. */
  readonly #compiled = new Map<string, Map<string, Compiled>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** An operation that was accepted. */
  run({ document, operationName, variables = {}, context }: Execution): Result {
    const cost = this.#meet(document, operationName);
    if (isSubscription(document, operationName)) {
      if (!context.follow) return { errors: [noSocket()] };
      return admit(context, cost?.(variables) ?? 0, () => {
        context.follow?.({ document, operationName, variables });
        return { data: null };
      });
    }
    const known = this.runKnown(document.loc?.source.body ?? '', operationName, variables, context);
    return known ?? admit(context, cost?.(variables) ?? 0, () => this.#execute(document, operationName, variables, context)); // prettier-ignore
  }

  /** The same by its text, if that was accepted and compiled before; null when it has to be looked at. */
  runKnown(
    text: string,
    operationName: string | null | undefined,
    variables: Variables | null | undefined,
    context: RequestContext,
  ): Result | null {
    const compiled = this.#compiled.get(text)?.get(operationName ?? '');
    if (!compiled) return null;
    const { query, cost, document } = compiled;
    const given = variables ?? {};
    return admit(context, cost(given), () => {
      const errors = problemsOfMany(this.schema, document, operationName, given);
      if (errors) return { errors };
      const result = query(undefined, context, given);
      return isOfVariables(result) ? this.#execute(document, operationName, given, context) : result;
    });
  }

  #execute(
    document: DocumentNode,
    operationName: string | null | undefined,
    variableValues: Variables,
    contextValue: RequestContext,
  ): Result {
    const { schema } = this;
    const errors = problemsOfMany(schema, document, operationName, variableValues);
    if (errors) return { errors };
    const options = { maxCoercionErrors: VARIABLE_ERRORS_MAX };
    return execute({ schema, document, contextValue, variableValues, operationName: operationName ?? null, options });
  }

  /** Counts a run, compiles what has come often enough, and says what the operation costs. */
  #meet(document: DocumentNode, operationName: string | null | undefined): CostOf | null {
    const name = operationName ?? '';
    const met = this.#met.get(document) ?? { runs: 0, costs: new Map<string, CostOf>() };
    this.#met.set(document, met);
    met.runs += 1;
    const cost = met.costs.get(name) ?? costOf(this.schema, document, operationName);
    if (cost) met.costs.set(name, cost);
    const text = document.loc?.source.body ?? '';
    const isFollowed = isSubscription(document, operationName); // it is not run here
    const isWorthIt = met.runs > RUNS_BEFORE_COMPILING && text.length <= COMPILED_LENGTH_MAX && !isFollowed;
    if (cost && isWorthIt && !this.#compiled.get(text)?.has(name)) {
      const compile = () => compileQuery(this.schema, document, operationName ?? undefined, {});
      const query = withTextsAtHand(this.schema, document, compile);
      if (isCompiledQuery(query)) this.#keep(text, name, { document, query: query.query, cost });
    }
    return cost;
  }

  /** What was compiled first goes first when there is no more room; whoever needs it compiles it again. */
  #keep(text: string, name: string, compiled: Compiled): void {
    this.#compiled.set(text, (this.#compiled.get(text) ?? new Map<string, Compiled>()).set(name, compiled));
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
  return new GraphQLError(
    'Subscriptions go over a WebSocket (graphql-transport-ws) to this address; this way of asking answers once.',
    {
      extensions: { code: 'BAD_USER_INPUT' },
    },
  );
}
