import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { LiveLimits } from './limits.js';

/** Why a connection is closed, as the client is told. Clients come back after all but the fatal ones. */
export const CLOSING = {
  /** Credentials that are no good, or no longer: fatal, the same would be refused again. */
  UNAUTHENTICATED: 4401,
  /** A token that has expired: come back with another. */
  TOKEN_EXPIRED: 4403,
  /** A web page or an address this key is not for. */
  FORBIDDEN: 4403,
  /** Fatal: whoever opens more and more would only go on. */
  TOO_MANY_CONNECTIONS: 4429,
  /** Come back later and go on after the last cursor. */
  TOO_SLOW: 1013,
  OVERLOADED: 1013,
  GOING_AWAY: 1001,
  INTERNAL_SERVER_ERROR: 1011,
} as const;

export type Closing = keyof typeof CLOSING;

/** What a frame that closes has room for; so many signs fit in, whatever they are. */
const REASON_BYTES_MAX = 123;
const REASON_SIGNS_SURE = 41;

/** A client that was told to go and does not is cut off after this time. */
const GOODBYE_MS = 1_000;

/** One socket: what waits for its client is bounded, and a client that is gone is noticed. */
export class Line {
  constructor(
    private readonly socket: WebSocket,
    private readonly limits: LiveLimits,
  ) {
    this.#watch();
  }

  get protocol(): string {
    return this.socket.protocol;
  }

  /** Resolves when the client's side of the connection has taken it: who writes more waits for that. */
  send(text: string): Promise<void> {
    if (this.socket.readyState !== this.socket.OPEN) return Promise.resolve();
    if (this.socket.bufferedAmount > this.limits.waitingBytesMax) {
      this.close('TOO_SLOW');
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const late = setTimeout(() => this.close('TOO_SLOW'), this.limits.sendMsMax);
      late.unref();
      this.socket.send(text, () => {
        clearTimeout(late);
        resolve(); // a socket that broke tells so by closing
      });
    });
  }

  close(why: Closing): void {
    this.end(CLOSING[why], why);
  }

  end(code: number, reason: string): void {
    const isShort = Buffer.byteLength(reason) <= REASON_BYTES_MAX; // some reasons repeat what the client sent
    this.socket.close(code, isShort ? reason : reason.slice(0, REASON_SIGNS_SURE));
    void sleep(GOODBYE_MS, undefined, { ref: false }).then(() => this.socket.terminate());
  }

  #watch(): void {
    let isThere = true;
    this.socket.on('pong', () => (isThere = true));
    const timer = setInterval(() => {
      if (!isThere) this.socket.terminate();
      isThere = false;
      this.socket.ping();
    }, this.limits.pingMs);
    this.socket.once('close', () => clearInterval(timer));
  }
}
