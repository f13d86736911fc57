import type { IncomingMessage } from 'node:http';

/** Why a body cannot be taken, before GraphQL has seen it. */
export class BadBody extends Error {
  override readonly name = 'BadBody';

  constructor(
    readonly status: 400 | 408 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body of at most `bytesMax`; undefined for one that does not say that it is JSON, which is refused further in:
 * no foreign web page can make a browser send JSON without asking first. Throws BadBody for one that is too long, no JSON,
 * or no UTF-8.
 */
export async function readJson(request: IncomingMessage, bytesMax: number): Promise<unknown> {
  if (!isJsonType(request.headers['content-type'])) return undefined;
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity') {
    throw new BadBody(415, 'Send the body without content-encoding.');
  }
  const bytes = await readBytes(request, bytesMax);
  const text = textOf(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadBody(400, 'Invalid JSON: the body cannot be read.');
  }
}

const JSON_TYPE = /^application\/json *(?:; *charset *= *"?utf-?8"? *)?$/i;

function isJsonType(type: string | undefined): boolean {
  return type !== undefined && JSON_TYPE.test(type);
}

function textOf(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new BadBody(400, 'The body is no UTF-8.');
  }
}

function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const tooLong = () =>
    new BadBody(413, `The body is longer than ${bytesMax} bytes. Send less, or in several requests.`);
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.reject(tooLong());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const broken = () => {
      if (!request.complete) reject(new BadBody(400, 'The body ended before it was whole.'));
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) reject(tooLong());
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', broken);
    request.on('close', broken);
  });
}
