import { AwsClient } from 'aws4fetch';
import type { Files, SignedUpload } from '../../../kernel/files.js';
import { FilesUnavailable, TooManyBytes } from '../../../kernel/files.js';
import type { Gate } from '../../../kernel/gate.js';

/** A bucket that speaks S3, addressed by path: `endpoint/bucket/key`. */
export interface Bucket {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const RETRIES = 2;
const ANSWER_MS_MAX = 15_000;
const REMOVED_AT_ONCE = 10;

/** Files in a bucket. Clients send their uploads to it themselves, to addresses that are signed for type and size. */
export class S3Files implements Files {
  readonly #client: AwsClient;
  readonly #root: string;
  readonly origins: readonly string[];

  constructor(
    { endpoint, bucket, region, accessKeyId, secretAccessKey }: Bucket,
    readonly baseUrl: string,
    readonly work: Gate,
  ) {
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
    this.#root = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
    this.origins = [endpoint, baseUrl].filter(Boolean).map((url) => new URL(url).origin);
  }

  /** Type and length are among what is signed: the bucket refuses another body than was announced. */
  async uploadUrl(key: string, { contentType, bytes, seconds }: SignedUpload): Promise<string> {
    const headers = { 'content-type': contentType, 'content-length': String(bytes) };
    const url = `${this.#root}/${key}?X-Amz-Expires=${seconds}`;
    const signed = await this.#client.sign(url, { method: 'PUT', headers, aws: { signQuery: true, allHeaders: true } });
    return signed.url;
  }

  async write(key: string, source: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const answer = await this.#ask(`${this.#root}/${key}`, 'PUT', Buffer.concat(chunks));
    await drained(answer);
    if (!answer.ok) throw unavailable(answer);
  }

  async read(key: string, bytesMax: number): Promise<Buffer | null> {
    const answer = await this.#ask(`${this.#root}/${key}`, 'GET');
    if (answer.status !== 200) {
      await drained(answer);
      if (answer.status === 404) return null;
      throw unavailable(answer);
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > bytesMax) throw new TooManyBytes(bytesMax);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  async removeBelow(folder: string): Promise<void> {
    for (let keys = await this.#list(folder); keys.length > 0; keys = await this.#list(folder)) {
      for (let at = 0; at < keys.length; at += REMOVED_AT_ONCE) {
        await Promise.all(keys.slice(at, at + REMOVED_AT_ONCE).map((key) => this.#remove(key)));
      }
    }
  }

  async #remove(key: string): Promise<void> {
    const answer = await this.#ask(`${this.#root}/${key}`, 'DELETE');
    await drained(answer);
    if (!answer.ok && answer.status !== 404) throw unavailable(answer);
  }

  /** The first thousand keys of a folder. Keys are ours, so that no character in them needs undoing. */
  async #list(folder: string): Promise<string[]> {
    const answer = await this.#ask(`${this.#root}?list-type=2&prefix=${encodeURIComponent(`${folder}/`)}`, 'GET');
    const text = await answer.text();
    if (!answer.ok) throw unavailable(answer);
    return [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key);
  }

  async #ask(url: string, method: string, body?: Buffer<ArrayBuffer>): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      return await this.#client.fetch(url, { method, signal, ...(body ? { body } : {}) });
    } catch (error) {
      throw new FilesUnavailable('The bucket does not answer', { cause: error });
    }
  }
}

/** What is not read keeps its connection. */
async function drained(answer: Response): Promise<void> {
  await answer.arrayBuffer();
}

function unavailable({ status }: Response): FilesUnavailable {
  return new FilesUnavailable(`The bucket answered ${status}`);
}
