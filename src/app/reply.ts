import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorBody } from '../kernel/graphql/masking.js';

/** What a path answers, before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const NO_STORE = 'private, no-store';

export function text(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': NO_STORE }, body };
}

/** An error in the shape of GraphQL, so that clients need one way to read errors. */
export function jsonError(status: number, code: string, message: string, requestId: string): Reply {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': NO_STORE };
  return { status, headers, body: errorBody(code, message, requestId) };
}

/** Sends it. A request that was not read to its end takes its connection with it. */
export function send(request: IncomingMessage, response: ServerResponse, reply: Reply, requestId: string): void {
  if (response.headersSent || response.destroyed) return;
  if (!request.complete) response.setHeader('connection', 'close');
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}
