import type { IncomingMessage } from 'node:http';
import { FilesUnavailable } from '../../kernel/files.js';
import { GateFull } from '../../kernel/gate.js';
import { sentenceOf } from '../../kernel/graphql/errors.js';
import { acceptedLocale } from '../../kernel/graphql/locale.js';
import { described } from '../../kernel/graphql/masking.js';
import type { House, HouseMode } from '../../kernel/house.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Asked, Seal, Served } from '../../modules/media/index.js';
import { readPath, receiveUpload, servedAt } from '../../modules/media/index.js';
import type { Reply } from '../reply.js';
import { jsonError, text } from '../reply.js';
import { BrokenBody, bodyOf } from './body.js';
import { inRange } from './range.js';

/** Uploads that are written at once in a process. */
const UPLOADS_MAX = 64;
const RETRY_S = '2';
const YEAR_S = 31_536_000;

/** Addresses carry what they allow, and no cookie is ever looked at: any page may send to them and show what they answer. */
const ANY_PAGE = { 'access-control-allow-origin': '*' };
const PREFLIGHT: Reply = {
  status: 204,
  headers: { ...ANY_PAGE, 'access-control-allow-methods': 'GET, HEAD, PUT', 'access-control-allow-headers': 'content-type, if-none-match, range', 'access-control-max-age': '600' },
  body: '',
}; // prettier-ignore

const STATUS: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  MEDIA_EXPIRED: 410,
  MEDIA_ALREADY_READY: 409,
  MEDIA_TYPE_REFUSED: 415,
  MEDIA_TOO_BIG: 413,
  MEDIA_TOO_SHORT: 400,
};

/** What answers below /media: uploads come in where the house keeps files itself, and pictures go out. */
export function mediaEndpoint(live: House): (request: IncomingMessage, requestId: string) => Promise<Reply> {
  let uploads = 0;

  async function take(house: House, id: string, seal: Seal, request: IncomingMessage): Promise<Reply> {
    if (uploads >= UPLOADS_MAX) throw new GateFull('Too many uploads at once');
    uploads += 1;
    try {
      await receiveUpload(house, id, { ...seal, ...bodyOf(request) });
      return text(200, '');
    } finally {
      uploads -= 1;
    }
  }

  return async (request, requestId) => {
    const { method = 'GET', url = '/' } = request;
    if (method === 'OPTIONS') return PREFLIGHT;
    const [path = '/', query = ''] = url.split('?', 2);
    const named = readPath(path);
    const nothing = () => withPage(jsonError(404, 'NOT_FOUND', 'There is no file at this address.', requestId));
    if (!named) return nothing();
    const isUpload = 'upload' in named;
    if (!(isUpload ? ['PUT'] : ['GET', 'HEAD']).includes(method)) return notAllowed(isUpload, requestId);
    const house = await houseOf(live, isUpload ? named.upload.mode : named.file.mode);
    if (!house) return nothing();
    const seal = sealIn(query);
    const reply = isUpload ? take(house, named.upload.id, seal, request) : show(house, path, named.file, seal, request);
    const answered = await reply.catch((error: unknown) => refused(house, error, request, requestId));
    house.metrics.requests.inc({ operation: 'media', outcome: answered && answered.status < 400 ? 'answered' : 'refused' }); // prettier-ignore
    return answered ? withPage(answered) : nothing();
  };
}

async function show(house: House, path: string, asked: Asked, seal: Seal, { headers }: IncomingMessage): Promise<Reply | null> {
  const served = await servedAt(house, path, asked, seal);
  if (!served) return null;
  const head = headersOf(served);
  if (headers['if-none-match']?.includes(head.etag)) return { status: 304, headers: head, body: '' };
  return inRange({ status: 200, headers: head, body: await served.bytes() }, headers);
} // prettier-ignore

/** What is served is what it says and does nothing, whatever a browser would make of it. */
function headersOf({ contentType, tag, leftMs }: Served): Record<string, string> & { etag: string } {
  const isDocument = contentType === 'application/pdf';
  return {
    'content-type': contentType,
    'cache-control': leftMs === null ? `public, max-age=${YEAR_S}, immutable` : `private, max-age=${Math.floor(leftMs / 1_000)}`, // prettier-ignore
    etag: `"${tag}"`,
    'accept-ranges': 'bytes',
    'content-security-policy': "default-src 'none'; sandbox",
    ...(isDocument ? { 'content-disposition': 'attachment' } : {}),
  };
}

/** What was declined, in the language of the request; rethrows a mistake of ours. */
function refused(house: House, error: unknown, { headers }: IncomingMessage, requestId: string): Reply {
  if (error instanceof Refusal) {
    const message = sentenceOf(house, acceptedLocale(headers['accept-language']) ?? 'en', error);
    return jsonError(STATUS[error.code] ?? 400, error.code, message, requestId);
  }
  if (error instanceof BrokenBody) return jsonError(400, 'BAD_USER_INPUT', error.message, requestId);
  const isAway = error instanceof FilesUnavailable;
  if (isAway) house.log.error({ requestId, error: described(error) }, 'Files cannot be reached');
  if (!isAway && !(error instanceof GateFull)) throw error;
  const reply = jsonError(503, 'UPSTREAM_DOWN', 'Files cannot be had at the moment. Try again in a moment.', requestId);
  return { ...reply, headers: { ...reply.headers, 'retry-after': RETRY_S } };
}

function notAllowed(isUpload: boolean, requestId: string): Reply {
  const allow = isUpload ? 'PUT, OPTIONS' : 'GET, HEAD, OPTIONS';
  const reply = jsonError(405, 'BAD_USER_INPUT', `This address takes ${allow}.`, requestId);
  return withPage({ ...reply, headers: { ...reply.headers, allow } });
}

function withPage(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, ...ANY_PAGE, 'cross-origin-resource-policy': 'cross-origin' } };
}

async function houseOf(live: House, mode: HouseMode): Promise<House | null> {
  return mode === 'live' ? live : ((await live.sandbox?.existing()) ?? null);
}

function sealIn(query: string): Seal {
  const given = new URLSearchParams(query);
  return { expires: given.get('expires') ?? '', signature: given.get('signature') ?? '' };
}
