import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { HttpRequest } from '../requests.js';

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

const WAIT_MS_MAX = 20_000;
const HEAD_END = '\r\n\r\n';

/**
 * One connection that is kept open and sends one request after the other. Written by hand because the load shares the
 * machine with what it measures: node's own client costs as much as a fast server.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (response: HttpResponse) => void; reject: (error: Error) => void } | undefined;

  constructor(
    port: number,
    private readonly authorization: string,
  ) {
    this.#socket = connect({ host: '127.0.0.1', port, noDelay: true });
    this.#socket.setTimeout(WAIT_MS_MAX, () => this.#socket.destroy(new Error(`No answer within ${WAIT_MS_MAX} ms`)));
    this.#socket.on('data', (chunk) => {
      this.#take(chunk);
    });
    this.#socket.on('error', (error) => {
      this.#fail(error);
    });
    this.#socket.on('close', () => {
      this.#fail(new Error('The server closed the connection'));
    });
  }

  send({ method, path, body }: HttpRequest): Promise<HttpResponse> {
    const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${this.authorization}\r\n`;
    const type = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(method === 'GET' ? head + '\r\n' : head + type + HEAD_END + body);
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(HEAD_END);
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? NaN);
    if (Number.isNaN(length)) {
      this.#socket.destroy(new Error(`An answer without content-length: ${head}`));
      return;
    }
    const start = end + HEAD_END.length;
    if (this.#received.length < start + length) return;
    const body = this.#received.toString('utf8', start, start + length);
    this.#received = this.#received.subarray(start + length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
