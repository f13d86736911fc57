import type { ExecutionResult } from 'graphql';
import type { IncomingMessage } from 'node:http';
import { headOf } from '../kernel/graphql/admission.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import type { Executor } from '../kernel/graphql/executor.js';
import { allMasked } from '../kernel/graphql/masking.js';
import type { Reply } from './reply.js';

/** What most clients send and take: one operation as JSON. */
interface Plain {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

const JSON_TYPE = 'application/json; charset=utf-8';
const HEADERS = { 'content-type': JSON_TYPE, 'cache-control': 'private, no-store' } as const;

/**
 * The answer to a document that was parsed, validated and compiled before; null for everything else, which the GraphQL
 * server looks at. Front ends send the same few documents all day, and looking at them again costs as much as a query.
 */
export async function replyOfKnown(
  request: IncomingMessage,
  body: unknown,
  context: RequestContext,
  executor: Executor,
): Promise<Reply | null> {
  if (!isPlain(body) || !isJson(request)) return null;
  const result = await executor.runKnown(body.query, body.operationName, body.variables, context);
  if (!result) return null;
  return replyOfResult(result, context);
}

/** The answer to a result, as the GraphQL server would give it. */
export function replyOfResult({ data, errors, extensions }: ExecutionResult, context: RequestContext): Reply {
  if (!errors?.length) return { status: 200, headers: HEADERS, body: JSON.stringify({ data, extensions }) };
  const shown = allMasked(context, errors);
  const head = headOf(shown[0]);
  for (const error of shown) delete error.extensions['http'];
  const status = head?.status ?? (data === undefined ? 400 : 200);
  const headers = head?.headers ? { ...HEADERS, ...Object.fromEntries(head.headers) } : HEADERS;
  return { status, headers, body: JSON.stringify({ errors: shown, data, extensions }) };
}

function isPlain(body: unknown): body is Plain {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return false;
  const { query, operationName, variables, ...more } = body as Record<string, unknown>;
  const isNamed = operationName === undefined || operationName === null || typeof operationName === 'string';
  return typeof query === 'string' && isNamed && isObject(variables) && Object.keys(more).length === 0;
}

function isObject(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}

/** A content type that no foreign web page can make a browser send without asking first; and an answer it takes. */
function isJson({ headers }: IncomingMessage): boolean {
  const { accept, 'content-type': type } = headers;
  const takesJson = accept === undefined || accept === '*/*' || accept.startsWith('application/json');
  return takesJson && type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json';
}
