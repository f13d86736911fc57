import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Caller } from '../kernel/caller.js';
import { visitor } from '../kernel/caller.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import { Loaders } from '../kernel/graphql/loaders.js';
import { acceptedLocale } from '../kernel/graphql/locale.js';
import { Reading } from '../kernel/graphql/question.js';
import type { House } from '../kernel/house.js';
import { newId } from '../kernel/id.js';
import type { Program } from '../kernel/program.js';
import type { Locale } from '../kernel/refusal.js';
import type { ReadSession } from '../kernel/session.js';
import { read } from '../kernel/unit-of-work.js';
import { brandOfProgram, callerOfKey, noteUse } from '../modules/brands/index.js';
import { callerOfToken } from '../modules/members/index.js';
import type { Allowances } from './allowances.js';
import { Proven } from './proven.js';

const HOUR_MS = 3_600_000;
const REQUEST_ID = /^[\w.-]{8,64}$/;

/** Credentials were sent and are no good. Without any, a caller is a visitor. */
export class BadCredentials extends Error {
  override readonly name = 'BadCredentials';

  constructor(readonly code: 'UNAUTHENTICATED' | 'TOKEN_EXPIRED') {
    super(SENTENCES[code]);
  }
}

const SENTENCES = {
  UNAUTHENTICATED:
    'These credentials are not valid: unknown, revoked or expired. Send `Authorization: Bearer <key or token>`.',
  TOKEN_EXPIRED: 'This member token has expired. Let your backend issue another (memberTokenIssue).',
} as const;

/** The id of a request: the caller's own where it is a plain one, so that its logs and ours can be read together. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
}

interface Asking {
  readonly caller: Caller;
  readonly locale: Locale | null;
}

/** Finds out who asks and builds what every resolver is given. Throws BadCredentials. */
export class Requests {
  /** When each key was last noted as used, so that a busy key is written once an hour. */
  readonly #noted = new Map<string, number>();

  readonly #proven = new Proven<Asking>();
  readonly #reading: Reading;
  readonly #locales = new Map<string, Locale>();
  #localesOf: Program | null = null;

  constructor(
    private readonly house: House,
    private readonly allowances: Allowances,
  ) {
    this.#reading = new Reading(house.database.reader);
  }

  async open(request: IncomingMessage, requestId: string): Promise<RequestContext> {
    const { headers } = request;
    const session = read(this.house, visitor);
    const { caller, locale } = await this.#callerOf(session, headers.authorization);
    return this.#contextOf(
      { ...session, caller },
      request,
      requestId,
      acceptedLocale(headers['accept-language']) ?? locale,
    );
  }

  #contextOf(session: ReadSession, request: IncomingMessage, requestId: string, locale: Locale | null): RequestContext {
    return {
      requestId,
      caller: session.caller,
      session,
      locale: locale ?? this.#localeOf(session.caller),
      loaders: new Loaders(this.#reading),
      allowance: this.allowances.of(session.caller, request),
    };
  }

  /** The language of a brand, looked up once for each version of the program. */
  #localeOf({ brandId }: Caller): Locale {
    const program = this.house.programs.current();
    if (this.#localesOf !== program) this.#locales.clear();
    this.#localesOf = program;
    const known = this.#locales.get(brandId);
    if (known) return known;
    const locale = brandOfProgram(program, brandId || program.hostBrandId)?.locale ?? 'en';
    this.#locales.set(brandId, locale);
    return locale;
  }

  async #callerOf(session: ReadSession, authorization: string | undefined): Promise<Asking> {
    if (authorization === undefined) return { caller: visitor, locale: null };
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const proven = token && (await this.#proven.of(token, () => this.#prove(session, token)));
    if (!proven) throw new BadCredentials('UNAUTHENTICATED');
    return proven;
  }

  async #prove(session: ReadSession, token: string): Promise<Asking | null> {
    if (token.startsWith('lrl_')) {
      const caller = await callerOfKey(session, token);
      if (caller) this.#noteUse(caller, session.now);
      return caller && { caller, locale: null };
    }
    const found = await callerOfToken(session, token);
    if (found === 'expired') throw new BadCredentials('TOKEN_EXPIRED');
    return found;
  }

  /** Beside the request and never in its way: a note that is lost is made in the next hour. */
  #noteUse({ keyId }: Caller, now: number): void {
    if (keyId === null || now - (this.#noted.get(keyId) ?? 0) < HOUR_MS) return;
    this.#noted.set(keyId, now);
    const { database, log } = this.house;
    database
      .transaction(async (sql) => {
        await noteUse(sql, keyId, now);
        return { value: null, commit: true };
      })
      .catch((error: unknown) => {
        log.warn({ keyId, error: String(error) }, 'The use of a key could not be noted');
      });
  }
}
