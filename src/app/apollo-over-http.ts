import type { IncomingMessage } from 'node:http';
import type { ApolloServer, BaseContext } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { Reply } from './reply.js';

/** Hands a request over HTTP to the GraphQL server, and its answer back. The body has been read. */
export async function replyOfApollo<Context extends BaseContext>(
  request: IncomingMessage,
  body: unknown,
  apollo: ApolloServer<Context>,
  context: () => Promise<Context>,
): Promise<Reply> {
  const { method = 'GET' } = request;
  const httpGraphQLRequest = { method, headers: headersOf(request), search: searchOf(request), body };
  const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
  if (answer.body.kind !== 'complete') throw new Error('This API answers in one piece');
  return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: answer.body.string };
}

/** What was asked for, from the question mark on; empty without one. */
export function searchOf({ url = '' }: IncomingMessage): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at);
}

function headersOf({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
