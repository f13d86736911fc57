import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApolloServer } from '@apollo/server';
import type { ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import { GraphQLError, parse } from 'graphql';
import type { Context, SubscribePayload } from 'graphql-ws';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { described } from '../../kernel/graphql/masking.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { Allowances } from '../allowances.js';
import { GUESS_COST } from '../graphql-endpoint.js';
import type { Requests } from '../request.js';
import type { Cors } from '../cors.js';
import { BadCredentials } from '../credentials.js';
import type { Client } from './clients.js';
import { Clients } from './clients.js';
import type { LiveLimits } from './limits.js';
import { LIVE_LIMITS } from './limits.js';
import { Line } from './line.js';
import type { Answer } from './operations.js';
import { runOperation } from './operations.js';

export interface SocketParts {
  readonly house: House;
  readonly schema: GraphQLSchema;
  readonly apollo: ApolloServer<RequestContext>;
  readonly requests: Requests;
  readonly cors: Cors;
  readonly allowances: Allowances;
  readonly limits?: Partial<LiveLimits> | undefined;
}

export interface Sockets {
  /** Makes a socket of a request that asks for one. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client to go elsewhere, and waits until they have gone. */
  stop(): Promise<void>;
}

/** GraphQL over WebSockets (graphql-transport-ws): what can be asked by HTTP, by the same rules, and subscriptions. */
export function openSockets(parts: SocketParts): Sockets {
  const limits = { ...LIVE_LIMITS, ...parts.limits };
  const live = new LiveServer(parts, limits);
  const server = new WebSocketServer({
    noServer: true,
    // another protocol is taken for a moment, so that its client is told why it is closed
    handleProtocols: (offered) => handleProtocols(offered) || ([...offered][0] ?? false),
    maxPayload: limits.messageBytesMax,
    perMessageDeflate: false,
    clientTracking: true,
  });
  const timer = setInterval(() => live.check(), limits.checkMs);
  parts.house.revoked.listen(() => live.check());
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy()); // a client that is gone before it was let in
      server.handleUpgrade(request, socket, head, (webSocket) => live.take(webSocket, request));
    },
    stop: async () => {
      clearInterval(timer);
      live.stop();
      for (let waited = 0; server.clients.size > 0 && waited < STOP_MS_MAX; waited += 20) await sleep(20);
      for (const socket of server.clients) socket.terminate();
    },
  };
}

/** Longer than a line gives its client to say goodbye. */
const STOP_MS_MAX = 1_500;

/** The protocol throws for these, where all other messages that are none are closed by it. */
const ONLY_SERVERS_SEND = 'Unexpected message of type';

type Socket = Context<Record<string, unknown>, Client>;

class LiveServer {
  readonly #clients: Clients;
  readonly #protocol = makeServer<Record<string, unknown>, Client>({
    connectionInitWaitTimeout: 0, // the line sees to it, with a reason in our words
    onConnect: (socket) => this.#welcome(socket),
    onSubscribe: (socket, _id, payload) => this.#start(socket, payload),
    execute: (args) => answerOf(args) as ExecutionResult,
    subscribe: (args) => answerOf(args) as AsyncGenerator<ExecutionResult, void>,
    onNext: (_socket, _id, _payload, _args, result) => result, // its errors are in their shown form already
  });

  constructor(
    private readonly parts: SocketParts,
    private readonly limits: LiveLimits,
  ) {
    this.#clients = new Clients(parts.house.metrics, limits);
  }

  take(socket: WebSocket, request: IncomingMessage): void {
    const line = new Line(socket, this.limits);
    const client: Client = { line, asker: request, countedAs: null };
    if (!this.#clients.letIn(client)) {
      line.close('OVERLOADED');
      return;
    }
    const late = setTimeout(() => client.countedAs ?? line.end(4408, 'CONNECTION_INIT_TIMEOUT'), this.limits.initMsMax);
    const closed = this.#protocol.opened(
      {
        protocol: line.protocol,
        send: (text) => line.send(text),
        close: (code, reason) => line.end(code ?? 1000, reason ?? ''),
        onMessage: (hear) => {
          socket.on('message', (data: Buffer) => {
            hear(data.toString()).catch((error: unknown) => this.#failed(line, error));
          });
        },
      },
      client,
    );
    socket.on('error', () => undefined); // too long a message, no UTF-8: it is closed with the code for that
    socket.once('close', (code, reason) => {
      clearTimeout(late);
      this.#clients.letGo(client);
      closed(code, reason.toString()).catch((error: unknown) => this.#failed(line, error));
    });
  }

  /** What no longer holds is closed: keys and tokens that were revoked or have expired. */
  check(): void {
    for (const client of this.#clients.known()) this.#open(client).catch(() => undefined);
  }

  stop(): void {
    this.#clients.stop();
  }

  /** Says who the client is by the credentials it sends first; a browser cannot send them as a header. */
  async #welcome({ connectionParams, extra: client }: Socket): Promise<boolean> {
    client.asker = { socket: client.asker.socket, headers: headersOf(client.asker.headers, connectionParams ?? {}) };
    try {
      const { caller } = await this.#open(client);
      const refusal = this.#clients.count(client, caller);
      if (refusal) client.line.close(refusal);
      return refusal === null;
    } catch (error) {
      if (error instanceof BadCredentials) return this.#guessed(client);
      throw error;
    }
  }

  /** Whoever tries one after another is slowed down here as it is by HTTP: what it is owed is taken from its requests. */
  async #guessed({ asker }: Client): Promise<false> {
    await this.parts.allowances.ofGuesses(asker).take(GUESS_COST);
    return false;
  }

  async #start(
    { subscriptions, extra: client }: Socket,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    if (Object.keys(subscriptions).length > this.limits.operationsMax) return [tooMany(this.limits.operationsMax)];
    const { schema, apollo } = this.parts;
    try {
      const answer = await runOperation({ schema, apollo, open: () => this.#open(client) }, payload);
      return 'errors' in answer ? answer.errors : carrying(schema, answer);
    } catch (error) {
      if (error instanceof BadCredentials)
        return [new GraphQLError(error.message, { extensions: { code: error.code } })];
      throw error;
    }
  }

  /** A context for what a client asks now; credentials that are no good any more close its connection. */
  async #open({ line, asker }: Client): Promise<RequestContext> {
    try {
      const context = await this.parts.requests.open(asker, newId('req'));
      if (!(await this.parts.cors.mayRead(asker, context))) throw new BadCredentials('page');
      return context;
    } catch (error) {
      if (error instanceof BadCredentials) line.close(error.code);
      throw error;
    }
  }

  #failed(line: Line, error: unknown): void {
    if (error instanceof Error && error.message.startsWith(ONLY_SERVERS_SEND)) {
      line.end(4400, 'Invalid message received');
      return;
    }
    if (!(error instanceof BadCredentials)) {
      this.parts.house.log.error({ error: described(error) }, 'A socket failed');
    }
    line.close('INTERNAL_SERVER_ERROR');
  }
}

/** The protocol looks at a document only to tell what answers once from what answers again and again. */
const ONCE = parse('{ once }');
const AGAIN = parse('subscription { again }');

function carrying(schema: GraphQLSchema, answer: Exclude<Answer, { errors: unknown }>): ExecutionArgs {
  return { schema, document: 'events' in answer ? AGAIN : ONCE, rootValue: answer };
}

function answerOf({ rootValue }: ExecutionArgs): ExecutionResult | AsyncGenerator<ExecutionResult, void> {
  const answer = rootValue as Exclude<Answer, { errors: unknown }>;
  return 'events' in answer ? answer.events : answer.result;
}

/** What the client says first stands for the headers of a request, which a browser cannot send with its handshake. */
function headersOf(handshake: IncomingHttpHeaders, params: Record<string, unknown>): IncomingHttpHeaders {
  const headers = { ...handshake };
  for (const [name, value] of Object.entries(params)) {
    const key = name.toLowerCase();
    if (typeof value === 'string' && (key === 'authorization' || key === 'accept-language')) headers[key] = value;
  }
  return headers;
}

function tooMany(max: number): GraphQLError {
  return new GraphQLError(`At most ${max} operations at once on one connection`, { extensions: { code: 'THROTTLED' } });
}
