import type { Client, ClientOptions } from 'graphql-ws';
import { createClient } from 'graphql-ws';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** What a front end follows. */
export const FEED = `subscription MemberFeed($memberId: ID, $after: Cursor) {
  memberFeed(memberId: $memberId, after: $after) {
    cursor occurredAt activity { id type externalId } cause { id type } outcome { points { amount } } member { id balances { available } } } }`;

export interface FeedEvent {
  readonly cursor: string;
  readonly activity: { readonly id: string; readonly type: string; readonly externalId: string | null };
  readonly [field: string]: unknown;
}

/** What a subscription was told so far. */
export class Heard {
  readonly events: FeedEvent[] = [];
  readonly errors: unknown[] = [];
  isComplete = false;
  stop: () => void = () => undefined;

  get cursor(): string | undefined {
    return this.events.at(-1)?.cursor;
  }

  reported(): (string | null)[] {
    return this.events
      .filter(({ activity }) => activity.type === 'purchase')
      .map(({ activity }) => activity.externalId);
  }
}

export function connect(url: string, token: string | null, options: Partial<ClientOptions> = {}): Client {
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    lazyCloseTimeout: 0,
    ...options,
  });
}

export function listen(client: Client, variables: Record<string, unknown> = {}, query = FEED): Heard {
  const heard = new Heard();
  heard.stop = client.subscribe<{ memberFeed: FeedEvent }>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) heard.errors.push(...errors);
        if (data) heard.events.push(data.memberFeed);
      },
      error: (error) => heard.errors.push(...(Array.isArray(error) ? (error as unknown[]) : [error])),
      complete: () => (heard.isComplete = true),
    },
  );
  return heard;
}

/** Waits until something holds, and fails when it does not in time. */
export async function until(holds: () => unknown, within = 5_000): Promise<void> {
  const end = performance.now() + within;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`Not within ${within} ms: ${holds.toString()}`);
    await sleep(5);
  }
}

/** A bare socket, for what no client of GraphQL would send. */
export function rawSocket(url: string, options: { protocol?: string; origin?: string } = {}) {
  const { protocol = 'graphql-transport-ws', origin } = options;
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol || [], origin ? { origin } : {});
  const said: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString()) as (typeof said)[number]));
  socket.on('error', () => undefined);
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  const opened = new Promise<void>((resolve) => socket.once('open', () => resolve()));
  const send = (message: object) => socket.send(JSON.stringify(message));
  return { socket, said, closed, opened, send };
}
