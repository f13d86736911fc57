import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../kernel/caller.js';
import type { RequestContext } from '../kernel/graphql/context.js';
import { Loaders } from '../kernel/graphql/loaders.js';
import { acceptedLocale } from '../kernel/graphql/locale.js';
import { Reading } from '../kernel/graphql/question.js';
import type { House } from '../kernel/house.js';
import { newId } from '../kernel/id.js';
import type { Program } from '../kernel/program.js';
import type { Locale } from '../kernel/refusal.js';
import { read } from '../kernel/unit-of-work.js';
import { brandOfProgram } from '../modules/brands/index.js';
import type { Allowances } from './allowances.js';
import { Credentials } from './credentials.js';
import type { Asked } from './whence.js';
import { whenceOf } from './whence.js';

const REQUEST_ID = /^[\w.-]{8,64}$/;

/** The id of a request: the caller's own where it is a plain one, so that its logs and ours can be read together. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId('req');
}

/** Finds out who asks and builds what every resolver is given: the house of a request is the one its credentials are of. */
export class Requests {
  readonly #credentials: Credentials;
  /** Requests share what they read only with others of their own house. */
  readonly #readings = new WeakMap<House, Reading>();
  readonly #locales = new WeakMap<Program, Map<string, Locale>>();

  constructor(
    live: House,
    private readonly allowances: Allowances,
    private readonly trustedProxies: number,
  ) {
    this.#credentials = new Credentials(live);
  }

  /** Throws BadCredentials. */
  async open(request: Asked, requestId: string): Promise<RequestContext> {
    const { headers } = request;
    const { house, caller, locale } = await this.#credentials.check(headers.authorization, whenceOf(request, this.trustedProxies)); // prettier-ignore
    const session = read(house, caller);
    return {
      requestId,
      address: this.allowances.addressOf(request),
      caller,
      session,
      locale: acceptedLocale(headers['accept-language']) ?? locale ?? this.#localeOf(house, caller),
      loaders: new Loaders(this.#readingOf(house)),
      allowance: this.allowances.of(caller, request),
    };
  }

  #readingOf(house: House): Reading {
    const known = this.#readings.get(house) ?? new Reading(house.database.reader);
    this.#readings.set(house, known);
    return known;
  }

  /** The language of a brand, looked up once for each version of the program. */
  #localeOf({ programs }: House, { brandId }: Caller): Locale {
    const program = programs.current();
    const known = this.#locales.get(program) ?? new Map<string, Locale>();
    this.#locales.set(program, known);
    const locale = known.get(brandId) ?? brandOfProgram(program, brandId || program.hostBrandId)?.locale ?? 'en';
    known.set(brandId, locale);
    return locale;
  }
}
