import 'reflect-metadata';
import { describe } from '@jest/globals';
import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { ApolloServer } from '@apollo/server';
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replyOfApollo } from '../../src/app/apollo-over-http.js';
import { jsonError, send } from '../../src/app/reply.js';
import { BadBody, readJson } from '../../src/kernel/graphql/body.js';

/** Apollo's own tests of whatever carries requests to its server: here our reading of bodies, our hand-over and our sending. */
describe('Apollo Server behind our own HTTP', () => {
  defineIntegrationTestSuite(open as never, {
    // its types are of its own copy of the server
    noIncrementalDelivery: true,
  });
});

async function open(
  config: ApolloServerOptions<BaseContext>,
  options: { readonly context?: () => Promise<BaseContext> } = {},
) {
  const server = new ApolloServer(config);
  await server.start();
  const context = options.context ?? (() => Promise.resolve({}));
  const http = createServer((request, response) => void answer(server, context, request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const extraCleanup = () => new Promise<void>((resolve) => { http.close(() => resolve()); http.closeAllConnections(); }); // prettier-ignore
  return { server, url, extraCleanup };
}

async function answer(
  server: ApolloServer,
  context: () => Promise<BaseContext>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = request.method === 'POST' ? await readJson(request, 10_000_000) : undefined;
    send(request, response, await replyOfApollo(request, body, server, context), 'req');
  } catch (error) {
    const status = error instanceof BadBody ? error.status : 500;
    send(request, response, jsonError(status, 'BAD_USER_INPUT', String(error), 'req'), 'req');
  }
}
