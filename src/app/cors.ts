import type { IncomingMessage } from 'node:http';
import type { Caller } from '../kernel/caller.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import { described } from '../kernel/graphql/masking.js';
import type { House, HouseMode } from '../kernel/house.js';
import { keyOrigins } from '../modules/brands/index.js';
import type { Reply } from './reply.js';
import { foreignOriginOf } from './whence.js';

/** For so long the list of origins is taken as it was read: what is revoked is gone everywhere within this time. */
export const ORIGINS_MS = 1_000;
/** How long a browser may keep the answer to a preflight; every request is judged again anyway. */
const PREFLIGHT_S = 600;

const SENT = 'authorization, content-type, accept-language, if-none-match, x-request-id, apollo-require-preflight, x-apollo-operation-name, x-apollo-operation-id, apollographql-client-name, apollographql-client-version'; // prettier-ignore
const SHOWN = 'retry-after, x-request-id, etag';

/**
 * Which web pages may read what is answered: those on the list of a publishable key. The origin is told back exactly and
 * never as a pattern, cookies are never asked for, and what a brand's key is answered no page may read.
 */
export class Cors {
  /** Who lists an origin, as `live:brd_aurora`. */
  #known: Promise<ReadonlyMap<string, ReadonlySet<string>>> = Promise.resolve(new Map());
  #until = 0;

  constructor(private readonly live: House) {
    live.revoked.listen(() => {
      this.#until = 0;
    });
  }

  /** The answer to a browser that asks whether it may ask; null when this is no such request. A preflight carries no key. */
  async preflight(request: IncomingMessage): Promise<Reply | null> {
    const { method, headers } = request;
    const origin = foreignOriginOf(request);
    if (method !== 'OPTIONS' || origin === null || headers['access-control-request-method'] === undefined) return null;
    const listed = (await this.#origins()).has(origin);
    const allowed = { ...allowing(origin), 'access-control-allow-methods': 'GET, POST', 'access-control-allow-headers': SENT, 'access-control-max-age': String(PREFLIGHT_S) }; // prettier-ignore
    return { status: listed ? 204 : 403, headers: { vary: VARY, ...(listed ? allowed : {}) }, body: '' };
  }

  /** The same answer with what a browser has to know about it; `context` is null where nobody proved anything. */
  async onto(reply: Reply, request: IncomingMessage, context: RequestContext | null): Promise<Reply> {
    const vary = reply.headers['vary'] ? `${reply.headers['vary']}, ${VARY}` : VARY;
    const headers = { ...reply.headers, vary };
    const origin = foreignOriginOf(request);
    if (origin === null || !(await this.#mayRead(origin, context).catch(() => false))) return { ...reply, headers };
    return { ...reply, headers: { ...headers, ...allowing(origin), 'access-control-expose-headers': SHOWN } };
  }

  /** Whether whoever sends it may read what it is answered. A socket asks this, which no browser asks a preflight for. */
  async mayRead(request: Pick<IncomingMessage, 'headers'>, context: RequestContext): Promise<boolean> {
    const origin = foreignOriginOf(request);
    return origin === null || this.#mayRead(origin, context);
  }

  async #mayRead(origin: string, context: RequestContext | null): Promise<boolean> {
    const { caller, session } = context ?? {};
    const listers = (await this.#origins()).get(origin);
    if (!listers) return false;
    if (!caller || !session || isNobody(caller)) return true; // an error, or what everybody may know
    const isOfPage = caller.kind === 'visitor' || caller.kind === 'member';
    return isOfPage && listers.has(nameOf(session.house.mode, caller.brandId));
  }

  /** A sandbox that is out of order is nothing to the pages of the live house. */
  async #sandbox(): Promise<House | null> {
    const { sandbox, log } = this.live;
    try {
      return (await sandbox?.existing()) ?? null;
    } catch (error) {
      log.error({ error: described(error) }, 'The sandbox cannot be opened');
      return null;
    }
  }

  #origins(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    if (performance.now() < this.#until) return this.#known;
    this.#until = performance.now() + ORIGINS_MS;
    this.#known = this.#read().catch((error: unknown) => {
      this.#until = 0;
      throw error;
    });
    return this.#known;
  }

  async #read(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const houses = [this.live, await this.#sandbox()].filter((house) => house !== null);
    const listers = new Map<string, Set<string>>();
    for (const house of houses) {
      for (const { brandId, origin } of await keyOrigins({ house, sql: house.database.reader })) {
        listers.set(origin, (listers.get(origin) ?? new Set()).add(nameOf(house.mode, brandId)));
      }
    }
    return listers;
  }
}

/** Caches keep what is answered apart by it: also what no page asked for. */
const VARY = 'Origin';

function allowing(origin: string): Record<string, string> {
  return { 'access-control-allow-origin': origin };
}

function isNobody({ kind, keyId }: Caller): boolean {
  return kind === 'visitor' && keyId === null;
}

function nameOf(mode: HouseMode, brandId: string): string {
  return `${mode}:${brandId}`;
}
