import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'mysql2';
import { prepared } from './database.js';
import { problem } from './record.js';
import { TIERS, WALLETS } from './rules.js';

/** As long as the product takes a publishable key at its word. */
const PROVEN_MS = 500;
const TOKEN = /^Bearer lrl_pub_([0-9a-f]{18})$/;
const KEY = "SELECT k.id FROM api_keys k JOIN brands b ON b.id = k.brandId WHERE k.keyId = ? AND k.kind = 'publishable' AND k.revokedAt IS NULL AND b.status = 'active'"; // prettier-ignore

/** Tiers and wallets of the program, made into the bytes of an answer once, given to whoever has a publishable key. */
export class Catalogue {
  readonly #provenUntil = new Map<string, number>();
  readonly #body = JSON.stringify({
    tiers: TIERS.map(({ id, code, name, rank }) => ({ id, code, name, rank, ladder: { code: 'main' } })),
    wallets: Object.entries(WALLETS).map(([code, { id, unitName }]) => ({ id, code, unitName, isSpendable: code === 'points' })),
  }); // prettier-ignore
  readonly #headers = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, s-maxage=60',
    vary: 'Accept-Language, Authorization',
    etag: `"${createHash('sha256').update(this.#body).digest('base64url').slice(0, 22)}"`,
    'x-content-type-options': 'nosniff',
    'content-length': String(Buffer.byteLength(this.#body)),
  };

  constructor(private readonly pool: Pool) {}

  /** Answers at once where the key proved itself a moment ago. */
  async serve({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = '' } = headers;
    const isProven = (this.#provenUntil.get(authorization) ?? 0) > performance.now() || (await this.#prove(authorization)); // prettier-ignore
    if (!isProven) {
      const { status, body } = problem(401, 'UNAUTHENTICATED');
      response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
    } else if (headers['if-none-match'] === this.#headers.etag) response.writeHead(304, this.#headers).end();
    else response.writeHead(200, this.#headers).end(this.#body);
  }

  async #prove(authorization: string): Promise<boolean> {
    const [, keyId] = TOKEN.exec(authorization) ?? [];
    const [row] = keyId === undefined ? [] : await prepared(this.pool, KEY, [keyId]);
    if (!row) return false;
    this.#provenUntil.set(authorization, performance.now() + PROVEN_MS);
    return true;
  }
}
