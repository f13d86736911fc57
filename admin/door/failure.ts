import type { ServerResponse } from 'node:http';

/** Something of ours went wrong: says so without saying what. */
export function answerFailure(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end('500');
}
