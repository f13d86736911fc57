import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../kernel/caller.js';
import type { Metrics } from '../kernel/metrics.js';
import type { Allowances } from './allowances.js';
import type { Reply } from './reply.js';

/**
 * For so long an answer is given again without another look at the key, the program and the origin. Together with the
 * time a proof is trusted this stays below a second: within it what is revoked is gone everywhere.
 */
export const READY_MS = 400;
const READY_MAX = 2_000;
const COUNTED_AT_ONCE = 100;
const LENGTH_MAX = 8_000;

interface Ready {
  readonly caller: Caller;
  readonly until: number;
  readonly etag: string;
  /** As they are written; `whole` with the length of the body. */
  readonly headers: string[];
  readonly whole: string[];
  readonly body: string;
}

/**
 * Answers of the public catalogue that were given a moment ago to the very same request: written as they are, without
 * opening a request at all, so they have no id either: nothing is written about them. What is left to do is to charge the
 * address and to count.
 */
export class ReadyAnswers {
  readonly #ready = new Map<string, Ready>();
  #served = 0;

  constructor(
    private readonly allowances: Allowances,
    private readonly metrics: Metrics,
  ) {}

  /** Whether it was answered from here. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const key = keyOf(request);
    const ready = key === null ? undefined : this.#ready.get(key);
    if (!ready || ready.until < performance.now()) return false;
    const tag = request.headers['if-none-match'];
    if (tag !== undefined && tag !== ready.etag) return false; // other spellings of it are read further in
    if (this.allowances.takeAtOnce(ready.caller, request) !== true) return false;
    if ((this.#served += 1) === COUNTED_AT_ONCE) this.#count();
    if (tag !== undefined) response.writeHead(304, ready.headers).end();
    else response.writeHead(200, ready.whole).end(ready.body);
    return true;
  }

  /** Counting costs as much as answering, so it is done for many at a time. */
  #count(): void {
    if (this.#served > 0) this.metrics.requests.inc({ operation: 'graphql', outcome: 'answered' }, this.#served);
    this.#served = 0;
  }

  /** Keeps what was answered, where everybody between may keep it. */
  keep(request: IncomingMessage, { status, headers, body }: Reply, caller: Caller): void {
    const key = keyOf(request);
    const { etag, 'cache-control': caching } = headers;
    if (key === null || status !== 200 || !caching?.startsWith('public') || etag === undefined) return;
    const list = Object.entries({ ...headers, 'x-content-type-options': 'nosniff' }).flat();
    const whole = [...list, 'content-length', String(Buffer.byteLength(body))];
    this.#count();
    this.#ready.delete(key);
    const until = performance.now() + READY_MS;
    this.#ready.set(key, { caller, until, etag, headers: list, whole, body: String(body) });
    const [oldest] = this.#ready.keys();
    if (this.#ready.size > READY_MAX && oldest !== undefined) this.#ready.delete(oldest);
  }
}

/** Everything in a request that its answer depends on; null for one that is looked at whole. */
function keyOf({ method, url = '', headers }: IncomingMessage): string | null {
  if (method !== 'GET' || !url.startsWith('/graphql?') || url.length > LENGTH_MAX) return null;
  if (headers.origin !== undefined || headers['x-request-id'] !== undefined) return null;
  return `${url}\n${headers.authorization ?? ''}\n${headers['accept-language'] ?? ''}`;
}
