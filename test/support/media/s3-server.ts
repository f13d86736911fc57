import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A bucket on a port of this machine, which takes nothing that is not signed as S3 signs: headers or query, by path. */
export interface S3Server {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** What was declined, and why: so that a test can see that it was the signature. */
  readonly declined: string[];
  /** Answers 503 to everything while it is true. */
  isAway: boolean;
  close(): Promise<void>;
}

export const BUCKET = { bucket: 'pictures', region: 'eu-north-1', accessKeyId: 'AKIATEST', secretAccessKey: 'not so secret' }; // prettier-ignore
const UNSIGNED = 'UNSIGNED-PAYLOAD';

export async function openS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const declined: string[] = [];
  const state = { isAway: false };
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const end = (status: number, text: string | Buffer = '') => response.writeHead(status).end(text);
    if (state.isAway) return void end(503);
    const why = problemOf(request, body);
    if (why) {
      declined.push(why);
      return void end(403, `<Error><Code>${why}</Code></Error>`);
    }
    const url = new URL(request.url ?? '/', 'http://here');
    const [, bucket, ...rest] = url.pathname.split('/');
    const key = rest.join('/');
    if (bucket !== BUCKET.bucket) return void end(404);
    if (url.searchParams.get('list-type') === '2') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const found = [...objects.keys()].filter((each) => each.startsWith(prefix)).sort().slice(0, 1_000); // prettier-ignore
      return void end(200, `<ListBucketResult>${found.map((each) => `<Contents><Key>${each}</Key></Contents>`).join('')}</ListBucketResult>`); // prettier-ignore
    }
    if (request.method === 'PUT') return void (objects.set(key, body), end(200));
    if (request.method === 'DELETE') return void (objects.delete(key), end(204));
    const object = objects.get(key);
    end(object ? 200 : 404, object);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    declined,
    close: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  });
}

/** Why a request is not signed as it should be; null for one that is. Written after the documentation of Signature Version 4. */
function problemOf(request: IncomingMessage, body: Buffer): string | null {
  const url = new URL(request.url ?? '/', 'http://here');
  const isPresigned = url.searchParams.has('X-Amz-Signature');
  const header = request.headers.authorization ?? '';
  const of = (name: string) => (isPresigned ? (url.searchParams.get(`X-Amz-${name}`) ?? '') : (new RegExp(`${name}=([^,]+)`).exec(header)?.[1] ?? '')); // prettier-ignore
  const date = isPresigned ? of('Date') : String(request.headers['x-amz-date'] ?? '');
  const [accessKeyId, day = '', region = '', service = ''] = of('Credential').split('/');
  const signedHeaders = of('SignedHeaders').split(';');
  if (accessKeyId !== BUCKET.accessKeyId || region !== BUCKET.region || service !== 's3') return 'InvalidAccessKeyId';
  if (!signedHeaders.includes('host')) return 'HostNotSigned';
  if (isPresigned && instantOf(date) + Number(of('Expires')) * 1_000 < Date.now()) return 'Expired';
  const hash = isPresigned ? UNSIGNED : String(request.headers['x-amz-content-sha256'] ?? '');
  if (hash !== UNSIGNED && hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
  const query = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature').map(([name, value]) => `${encoded(name)}=${encoded(value)}`).sort().join('&'); // prettier-ignore
  const headers = signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join(''); // prettier-ignore
  const canonical = [request.method, url.pathname, query, headers, signedHeaders.join(';'), hash].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const signed = ['AWS4-HMAC-SHA256', date, scope, sha256(Buffer.from(canonical))].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>((by, part) => createHmac('sha256', by).update(part).digest(), `AWS4${BUCKET.secretAccessKey}`); // prettier-ignore
  return createHmac('sha256', key).update(signed).digest('hex') === of('Signature') ? null : 'SignatureDoesNotMatch';
}

function instantOf(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
