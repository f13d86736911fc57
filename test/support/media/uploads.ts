import { request } from 'node:http';
import type { Answered, Asking, TestApi } from '../../api/open-api.js';
import { at } from '../../api/open-api.js';

const CREATE = 'mutation ($input: MediaUploadInput!) { mediaUploadCreate(input: $input) { upload { mediaId url expiresAt headers { name value } } errors { code message path nextActions { kind } } } }'; // prettier-ignore
const COMPLETE = 'mutation ($id: ID!) { mediaUploadComplete(mediaId: $id) { replayed file { id status purpose contentType bytes documentUrl image { alt width height small: url(width: 100) whole: url png: url(format: PNG) jpeg: url(width: 64, format: JPEG) } } errors { code message path nextActions { kind } } } }'; // prettier-ignore

export interface Upload {
  readonly mediaId: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

export const create = (api: TestApi, input: object, asking: Asking) => api.ask(CREATE, { input }, asking);
export const complete = (api: TestApi, id: string, asking: Asking) => api.ask(COMPLETE, { id }, asking);

/** The codes a mutation declined with. */
export function codes(answer: Answered): string[] {
  const [payload] = Object.values(answer.data as Record<string, { readonly errors: readonly { code: string }[] }>);
  return (payload?.errors ?? []).map(({ code }) => code);
}

export async function announced(api: TestApi, input: object, asking: Asking): Promise<Upload> {
  const answer = await create(api, input, asking);
  const upload = at<Upload | null>(answer, 'data.mediaUploadCreate.upload');
  if (!upload) throw new Error(`Not announced: ${JSON.stringify(answer)}`);
  return upload;
}

/** Sends it as a front end does. */
export function put(api: TestApi, { url, headers }: Pick<Upload, 'url' | 'headers'>, bytes: Buffer): Promise<Response> {
  const sent = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  return fetch(new URL(url, api.server.url), { method: 'PUT', headers: sent, body: new Uint8Array(bytes) });
}

/** Announces, sends and completes. */
export async function uploaded(
  api: TestApi,
  bytes: Buffer,
  { contentType, purpose, ...more }: { contentType: string; purpose: string; alt?: object },
  asking: Asking,
): Promise<{ mediaId: string; sent: Response; answer: Answered }> {
  const upload = await announced(api, { contentType, purpose, bytes: bytes.length, ...more }, asking);
  const sent = await put(api, upload, bytes);
  return { mediaId: upload.mediaId, sent, answer: await complete(api, upload.mediaId, asking) };
}

export const fetched = (api: TestApi, url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(url, api.server.url), init);

/** Sends chunks with no length announced, or cuts the connection after them; answers the status, or null without one. */
export function putChunks(
  api: TestApi,
  { url, headers }: Upload,
  chunks: readonly Buffer[],
  { length, isCut = false }: { length?: number; isCut?: boolean } = {},
): Promise<{ status: number; body: string } | null> {
  return new Promise((resolve) => {
    const sent = { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...(length === undefined ? {} : { 'content-length': String(length) }) }; // prettier-ignore
    const open = request(new URL(url, api.server.url), { method: 'PUT', headers: sent }, (answer) => {
      let body = '';
      answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    open.on('error', () => resolve(null));
    for (const chunk of chunks) open.write(chunk);
    if (isCut) setTimeout(() => open.destroy(), 50);
    else open.end();
  });
}
