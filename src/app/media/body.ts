import type { IncomingMessage } from 'node:http';
import type { Seal } from '../../modules/media/index.js';
import type { receiveUpload } from '../../modules/media/index.js';

/** The connection ended before the body was whole. */
export class BrokenBody extends Error {
  override readonly name = 'BrokenBody';
}

type Arrival = Omit<Parameters<typeof receiveUpload>[2], keyof Seal>;

/** What comes with a request, as it comes: nothing is kept here. */
export function bodyOf(request: IncomingMessage): Arrival {
  const { headers } = request;
  const length = headers['content-length'];
  return {
    contentType: headers['content-type']?.toLowerCase(),
    length: length === undefined ? null : Number(length),
    body: chunksOf(request),
  };
}

async function* chunksOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    // whoever stops reading answers first: the connection is not cut under the answer
    for await (const chunk of request.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch {
    throw new BrokenBody('The body ended before it was whole.');
  }
}
