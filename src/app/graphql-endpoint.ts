import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { DatabaseUnavailable } from '../kernel/database.js';
import { costExtension, throttledError } from '../kernel/graphql/admission.js';
import { BadBody, readJson } from '../kernel/graphql/body.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import type { Executor } from '../kernel/graphql/executor.js';
import type { House } from '../kernel/house.js';
import type { Explorer } from './explorer/explorer.js';
import type { Allowances } from './allowances.js';
import type { Cors } from './cors.js';
import { replyOfApollo } from './apollo-over-http.js';
import { withoutHash } from './asked-by-id.js';
import type { Catalogue } from './catalogue.js';
import { BadCredentials } from './credentials.js';
import { replyOfKnown, replyOfResult } from './known-documents.js';
import type { Reply } from './reply.js';
import { jsonError } from './reply.js';
import type { ReadyAnswers } from './ready-answers.js';
import type { Requests } from './request.js';

const BODY_BYTES_MAX = 1_000_000;
/** In points of cost: so much is taken from whoever sends credentials that are no good. */
export const GUESS_COST = 10;

/** What stands between a request and its answer. */
export interface Edge {
  readonly apollo: ApolloServer<RequestContext>;
  readonly executor: Executor;
  readonly requests: Requests;
  readonly allowances: Allowances;
  readonly explorer: Explorer;
  readonly cors: Cors;
  readonly catalogue: Catalogue;
  readonly ready: ReadyAnswers;
}

/** GraphQL over HTTP: reads the body, finds out who asks, and hands both to the GraphQL server. */
export function graphqlEndpoint(
  house: House,
  { apollo, executor, requests, allowances, explorer, cors, catalogue, ready }: Edge,
): (request: IncomingMessage, requestId: string) => Promise<Reply> {
  /** Answers, and notes in `seen` who asked as soon as that is proved. */
  async function replyTo(request: IncomingMessage, requestId: string, seen: Seen): Promise<Reply> {
    const startedAt = performance.now();
    try {
      const body = request.method === 'POST' ? withoutHash(await readJson(request, BODY_BYTES_MAX)) : undefined;
      const context = await requests.open(request, requestId);
      seen.context = context;
      const reply = replyOfThrottled(context) ?? (await catalogue.reply(request, body, context)) ?? (await replyOfKnown(request, body, context, executor)) ?? (await replyOfUnknown(request, body, context, apollo)); // prettier-ignore
      note(house, startedAt, reply.status < 400 ? 'answered' : 'refused');
      return reply;
    } catch (error) {
      const reply = (await replyOfGuessing(error, request, requestId, allowances)) ?? refused(error, requestId);
      note(house, startedAt, reply ? 'refused' : 'failed');
      if (!reply) throw error;
      return reply;
    }
  }

  return async (request, requestId) => {
    if (isBrowser(request)) return explorer.page(request);
    const preflight = await cors.preflight(request);
    if (preflight) return preflight;
    const seen: Seen = { context: null };
    const reply = await replyTo(request, requestId, seen);
    const whole = await cors.onto(reply, request, seen.context);
    if (seen.context?.caller.kind === 'visitor') ready.keep(request, whole, seen.context.caller);
    return whole;
  };
}

interface Seen {
  context: RequestContext | null;
}

/** An empty bucket is not even asked to read a document; null when there is something in it. */
function replyOfThrottled(context: RequestContext): Reply | null {
  const { waitMs } = context.allowance;
  if (waitMs === 0) return null;
  return replyOfResult({ errors: [throttledError(waitMs)], extensions: costExtension(0) }, context);
}

/** Whoever sends credentials that are no good again and again is told to wait; null for everybody else. */
async function replyOfGuessing(
  error: unknown,
  request: IncomingMessage,
  requestId: string,
  allowances: Allowances,
): Promise<Reply | null> {
  if (!(error instanceof BadCredentials) || error.code !== 'UNAUTHENTICATED') return null;
  const { isAllowed, waitMs } = await allowances.ofGuesses(request).take(GUESS_COST);
  if (isAllowed) return null;
  const { message } = throttledError(waitMs);
  const reply = jsonError(429, 'THROTTLED', message, requestId);
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(waitMs / 1_000)) } };
}

/** What never reached GraphQL because of who sent it or what they sent; null for a mistake of ours. */
function refused(error: unknown, requestId: string): Reply | null {
  if (error instanceof BadBody) return jsonError(error.status, 'BAD_USER_INPUT', error.message, requestId);
  if (error instanceof BadCredentials) {
    const reply = jsonError(error.status, error.code, error.message, requestId);
    return error.status !== 401 ? reply : { ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer' } };
  }
  if (error instanceof DatabaseUnavailable) return jsonError(503, 'UPSTREAM_DOWN', error.message, requestId);
  return null;
}

function note({ metrics }: House, startedAt: number, outcome: string): void {
  metrics.requests.inc({ operation: 'graphql', outcome });
  metrics.requestSeconds.observe({ operation: 'graphql' }, (performance.now() - startedAt) / 1_000);
}

/** Documents nobody has met yet, and what is no request of GraphQL. */
async function replyOfUnknown(
  request: IncomingMessage,
  body: unknown,
  context: RequestContext,
  apollo: ApolloServer<RequestContext>,
): Promise<Reply> {
  const reply = await replyOfApollo(request, body, apollo, () => Promise.resolve(context));
  if (reply.status === 400 && reply.body.includes(NOT_GRAPHQL))
    return notGraphql(String(reply.body), context.requestId);
  return { ...reply, headers: { 'cache-control': 'private, no-store', ...reply.headers } };
}

const NOT_GRAPHQL = '"code":"BAD_REQUEST"';

/** The server refuses what is no request of GraphQL before anything could put the error into its shown form. */
function notGraphql(body: string, requestId: string): Reply {
  const { errors } = JSON.parse(body) as { errors: readonly { message: string }[] };
  return jsonError(400, 'BAD_USER_INPUT', errors[0]?.message ?? 'This is no request of GraphQL.', requestId);
}

/** Somebody who looks at the address in a browser, and not a client that asks something. */
function isBrowser({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && !url.includes('?') && (headers.accept ?? '').includes('text/html');
}
