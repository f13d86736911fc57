import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from './context.js';
import { COST_MAX } from './cost.js';

/** What a request that was not let in answers besides the error: Apollo and our own way around it both read this. */
interface Head {
  readonly status: number;
  readonly headers?: ReadonlyMap<string, string>;
}

type Result = ExecutionResult | Promise<ExecutionResult>;

/**
 * Lets a request in when it costs no more than one may and its caller has so much left, and tells in every answer what it
 * cost. Nothing of a request that is not let in has run.
 */
export function admit(context: RequestContext, requested: number, work: () => Result): Result {
  if (requested > COST_MAX) return withCost({ errors: [tooExpensive(requested)] }, requested);
  const spent = context.allowance.take(requested);
  if (spent instanceof Promise) {
    return spent.then(({ isAllowed, waitMs }) => settle(requested, isAllowed ? work() : throttled(waitMs)));
  }
  return settle(requested, spent.isAllowed ? work() : throttled(spent.waitMs));
}

/** What every answer says about the cost of its request. */
export function costExtension(requested: number): Record<string, unknown> {
  return { cost: { requested, limit: COST_MAX } };
}

/** The error of a caller that has asked for more than its share, and how long it should wait. */
export function throttledError(waitMs: number): GraphQLError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const http: Head = { status: 429, headers: new Map([['retry-after', String(retryAfter)]]) };
  const message = `You have asked for more than your share. Wait ${retryAfter} s, and ask for less at once.`;
  return new GraphQLError(message, { extensions: { code: 'THROTTLED', retryAfter, http } });
}

/** The status and headers an error asks for; null for one that stands beside data. */
export function headOf(error: GraphQLError | undefined): Head | null {
  return (error?.extensions['http'] as Head | undefined) ?? null;
}

function throttled(waitMs: number): ExecutionResult {
  return { errors: [throttledError(waitMs)] };
}

function tooExpensive(requested: number): GraphQLError {
  const message = `This query costs ${requested} and one may cost ${COST_MAX}: ask for fewer items (first), or in several queries.`;
  const http: Head = { status: 400 };
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', reason: 'QUERY_TOO_EXPENSIVE', http } });
}

function settle(requested: number, result: Result): Result {
  if (result instanceof Promise) return result.then((settled) => withCost(settled, requested));
  return withCost(result, requested);
}

function withCost(result: ExecutionResult, requested: number): ExecutionResult {
  return { ...result, extensions: costExtension(requested) };
}
