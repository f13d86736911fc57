import { GraphQLError } from 'graphql';
import { DatabaseUnavailable } from '../database.js';
import { Refusal } from '../refusal.js';
import type { RequestContext } from './context.js';
import { sentenceOf } from './errors.js';

/** The codes a client may meet in top-level `errors`. Everything that is no business of the caller's input is one of these. */
const PUBLIC_CODES: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'THROTTLED',
  'CONFLICT',
  'READ_ONLY',
  'UPSTREAM_DOWN',
]);

/** What Apollo says about a request that is no GraphQL, or not of this schema. */
const PROTOCOL_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const MESSAGE_LENGTH_MAX = 1_000;

/** Executing hands on errors that have a path of their own, as refusals have, without putting them into one of its own. */
export function masked(context: RequestContext, error: Error): GraphQLError {
  return shown(
    context,
    error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error }),
  );
}

/**
 * The errors of one answer as the caller sees them, in the order of their places: they were met in whatever order the
 * database answered. A field that may not be asked for is told once, for the first item of a list and not for every one.
 */
export function allMasked(context: RequestContext, errors: readonly Error[]): GraphQLError[] {
  const told = new Set<string>();
  return errors
    .map((error) => masked(context, error))
    .sort((a, b) => comparePlaces(a.path ?? [], b.path ?? []))
    .filter(({ extensions, path = [] }) => {
      if (extensions['code'] !== 'FORBIDDEN' && extensions['code'] !== 'UNAUTHENTICATED') return true;
      const place = path.filter((key) => typeof key === 'string').join('.');
      return !told.has(place) && told.add(place);
    });
}

type Place = NonNullable<GraphQLError['path']>;

/** The items of a list by their number, fields by their name, what contains before what is in it. */
function comparePlaces(a: Place, b: Place): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  const [one, other] = [a[at], b[at]];
  if (one === undefined) return a.length - b.length;
  if (other === undefined) return 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

/** An error as the caller sees it: its own mistake in words, or a masked one with the id of the request to ask about. */
function shown(context: RequestContext, error: GraphQLError): GraphQLError {
  const { requestId } = context;
  const cause = causeOf(error);
  const extensions = extensionsOf(error);
  const code = extensions['code'];
  if (cause instanceof Refusal) {
    const message = sentenceOf(context.session.house, context.locale, cause);
    return retold(error, message, { code: 'BAD_USER_INPUT', reason: cause.code, input: cause.path, requestId });
  }
  if (cause instanceof DatabaseUnavailable) {
    log(context, error, cause);
    return retold(error, cause.message, { code: 'UPSTREAM_DOWN', requestId });
  }
  if (typeof code === 'string' && PUBLIC_CODES.has(code)) {
    return retold(error, shortened(error.message), { ...extensions, requestId });
  }
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) {
    return retold(error, shortened(error.message), { ...extensions, code: 'BAD_USER_INPUT', reason: code, requestId });
  }
  if (isAboutVariables(error)) return retold(error, shortened(error.message), { code: 'BAD_USER_INPUT', requestId });
  log(context, error, cause);
  return retold(error, 'Something went wrong on our side. Nothing of this request was kept half done.', {
    code: 'INTERNAL_SERVER_ERROR',
    requestId,
  });
}

/** Compiled documents make errors without any, whatever the type says. */
function extensionsOf(error: { readonly extensions?: GraphQLError['extensions'] }): GraphQLError['extensions'] {
  return error.extensions ?? {};
}

/** The error below the wrapping that executing puts around what a resolver threw. */
function causeOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function retold(error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

/** A message about a value tells the value, which may be as long as anybody likes. */
function shortened(message: string): string {
  return message.length > MESSAGE_LENGTH_MAX ? `${message.slice(0, MESSAGE_LENGTH_MAX)}…` : message;
}

function isAboutVariables(error: GraphQLError): boolean {
  const cause = causeOf(error);
  return [error, cause].some(
    (each) => each instanceof GraphQLError && /^(?:Variable "\$|Argument ")/.test(each.message),
  );
}

function log(context: RequestContext, error: GraphQLError, cause: unknown): void {
  const { requestId, caller, session } = context;
  session.house.log.error(
    { requestId, path: error.path?.join('.'), caller: caller.kind, brandId: caller.brandId, error: described(cause) },
    'A request failed',
  );
}

interface Described {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack?: string | undefined;
  readonly cause?: Described;
}

/** An error whole but for what drivers put into it: statements with their values, and values in quotes. */
export function described(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { name: 'Thrown', message: typeof error };
  const code = (error as { code?: unknown }).code;
  const isOfDriver = 'sqlState' in error || 'sql' in error || String(code).startsWith('SQLITE');
  const message = isOfDriver ? error.message.replace(/'[^']*'/g, "'…'") : error.message;
  return {
    name: error.name,
    message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack?.replace(error.message, message),
    ...(error.cause !== undefined && depth < 3 ? { cause: described(error.cause, depth + 1) } : {}),
  };
}

/** What a request that was stopped before GraphQL answers: the same shape, so that clients need one way to read errors. */
export function errorBody(
  code: string,
  message: string,
  requestId: string,
  more: Record<string, unknown> = {},
): string {
  return JSON.stringify({ errors: [{ message, extensions: { code, ...more, requestId } }] });
}
