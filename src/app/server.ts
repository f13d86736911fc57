import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApollo } from '../kernel/graphql/apollo.js';
import { Executor } from '../kernel/graphql/executor.js';
import { described } from '../kernel/graphql/masking.js';
import type { House } from '../kernel/house.js';
import { MemoryLimits } from '../kernel/limits.js';
import { RedisLimits } from '../kernel/redis-limits.js';
import type { Budgets } from './allowances.js';
import { Allowances } from './allowances.js';
import { Explorer } from './explorer/explorer.js';
import type { OpenBackOffice } from './back-office.js';
import { askOf } from './back-office.js';
import { Cors } from './cors.js';
import { Catalogue } from './catalogue.js';
import { graphqlEndpoint } from './graphql-endpoint.js';
import { buildGraphqlSchema } from './graphql-schema.js';
import type { LiveLimits } from './live/limits.js';
import { openSockets } from './live/sockets.js';
import { mediaEndpoint } from './media/endpoint.js';
import { publishedOperations } from './operations.js';
import { ReadyAnswers } from './ready-answers.js';
import type { Reply } from './reply.js';
import { jsonError, send, text } from './reply.js';
import { requestIdOf, Requests } from './request.js';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly isProduction: boolean;
  /** Where rate limits are shared; without it every process counts for itself. */
  readonly redisUrl?: string | null;
  /** Proxies in front whose word about the address of a client is taken. */
  readonly trustedProxies?: number;
  /** Budgets other than the usual ones. */
  readonly budgets?: Partial<Budgets>;
  /** Documents that may be asked for by their id; those of `schema/operations/` when nothing is said. */
  readonly operations?: readonly { readonly text: string }[];
  /** What sockets may keep open, where it is not what it always is. */
  readonly liveLimits?: Partial<LiveLimits>;
  /** What answers below /admin; nothing is there without it. */
  readonly backOffice?: OpenBackOffice | undefined;
}

export interface OpenServer {
  readonly url: string;
  readonly port: number;
  /** Stops accepting, lets requests under way finish, and closes what is idle. */
  stop(): Promise<void>;
}

const DRAIN_MS_MAX = 10_000;
const PING_MS_MAX = 1_000;

/** Opens the door of the house: GraphQL, and what operators and probes ask for. */
export async function openServer(house: House, options: ServerOptions): Promise<OpenServer> {
  const schema = buildGraphqlSchema(house.modules);
  const executor = new Executor(schema);
  const apollo = await openApollo({
    schema,
    executor,
    log: house.log,
    hasIntrospection: !options.isProduction,
    hasSuggestions: !options.isProduction,
  });
  const limits = options.redisUrl ? new RedisLimits(options.redisUrl, house.log) : new MemoryLimits();
  const allowances = new Allowances(limits, options);
  const explorer = new Explorer(!options.isProduction);
  const catalogue = new Catalogue(schema, executor, options.operations ?? publishedOperations());
  const ready = new ReadyAnswers(allowances, house.metrics);
  const requests = new Requests(house, allowances, options.trustedProxies ?? 0);
  const cors = new Cors(house);
  const graphql = graphqlEndpoint(house, { apollo, executor, requests, allowances, explorer, cors, catalogue, ready });
  const media = mediaEndpoint(house);
  const sockets = openSockets({ house, schema, apollo, requests, allowances, cors, limits: options.liveLimits });
  const backOffice = options.backOffice?.(house, askOf(house, executor), {
    trustedProxies: options.trustedProxies ?? 0,
  });
  let isStopping = false;

  const route = (request: IncomingMessage, requestId: string): Reply | Promise<Reply> => {
    const path = pathOf(request);
    if (path === '/graphql') return graphql(request, requestId);
    if (path.startsWith('/media/')) return media(request, requestId);
    if (path === '/healthz') return text(200, 'ok');
    if (path === '/readyz') return isStopping ? text(503, 'stopping') : readiness(house);
    if (path === '/metrics') return metrics(house);
    const file = explorer.file(path, request);
    if (file) return file;
    return jsonError(404, 'NOT_FOUND', 'There is nothing here. The API is at /graphql.', requestId);
  };

  const server = createServer((request, response) => {
    if (!isStopping && ready.serve(request, response)) return;
    const requestId = requestIdOf(request.headers);
    if (isStopping) response.setHeader('connection', 'close');
    if (backOffice && isBelowAdmin(request)) {
      response.setHeader('x-request-id', requestId);
      backOffice(request, response);
      return;
    }
    void answer(house, () => route(request, requestId), request, response, requestId);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) === '/graphql' && !isStopping) sockets.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  limit(server);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    async stop() {
      isStopping = true;
      await Promise.all([sockets.stop(), drained(server)]);
      await apollo.stop();
      await limits.close();
    },
  };
}

async function answer(
  house: House,
  work: () => Reply | Promise<Reply>,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<void> {
  try {
    send(request, response, await work(), requestId);
  } catch (error) {
    house.log.error({ requestId, error: described(error) }, 'A request failed before it was answered');
    const message = 'Something went wrong on our side. Nothing of this request was kept half done.';
    send(request, response, jsonError(500, 'INTERNAL_SERVER_ERROR', message, requestId), requestId);
  }
}

/** Whoever sends slowly or never finishes is let go; whoever comes back finds the connection open. */
function limit(server: Server): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 0;
}

function listen(server: Server, { port, host }: ServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Requests under way finish; who has not finished after ten seconds is cut off. */
async function drained(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = new AbortController();
  const cut = sleep(DRAIN_MS_MAX, undefined, { signal: patience.signal }).then(
    () => server.closeAllConnections(),
    () => undefined,
  );
  await closed;
  patience.abort();
  await cut;
}

/** Ready is who can answer: the database does, and there is a program to follow. */
async function readiness(house: House): Promise<Reply> {
  const patience = new AbortController();
  try {
    const isThere = await Promise.race([
      house.database.ping().then(() => true),
      sleep(PING_MS_MAX, false, { signal: patience.signal }),
    ]);
    if (!isThere) return text(503, 'the database does not answer');
    const hasProgram = house.programs.current().hostBrandId !== 'brd_none';
    return hasProgram ? text(200, 'ready') : text(503, 'there is no program yet: laurel program apply FILE');
  } catch {
    return text(503, 'the database does not answer');
  } finally {
    patience.abort();
  }
}

async function metrics(house: House): Promise<Reply> {
  const { registry } = house.metrics;
  return { status: 200, headers: { 'content-type': registry.contentType }, body: await registry.metrics() };
}

function isBelowAdmin(request: IncomingMessage): boolean {
  const path = pathOf(request);
  return path === '/admin' || path.startsWith('/admin/');
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
