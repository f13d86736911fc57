import type { Caller } from '../kernel/caller.js';
import { visitor } from '../kernel/caller.js';
import type { House, HouseMode } from '../kernel/house.js';
import type { Locale } from '../kernel/refusal.js';
import { read } from '../kernel/unit-of-work.js';
import { isWithin, noteUse, proveKey, readKeyToken } from '../modules/brands/index.js';
import { callerOfToken, modeOfToken } from '../modules/members/index.js';
import { operatorOfToken } from '../modules/operators/index.js';
import { Proven } from './proven.js';

const HOUR_MS = 3_600_000;

/** Credentials were sent and are no good, or not from here. Without any, a caller is a visitor. */
export class BadCredentials extends Error {
  override readonly name = 'BadCredentials';
  readonly status: 401 | 403;
  readonly code: 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'FORBIDDEN';

  constructor(readonly why: keyof typeof WHYS) {
    super(WHYS[why].sentence);
    this.status = WHYS[why].status;
    this.code = WHYS[why].code;
  }
}

const WHYS = {
  unproven: {
    status: 401,
    code: 'UNAUTHENTICATED',
    sentence:
      'These credentials are not valid: unknown, revoked or expired. Send `Authorization: Bearer <key or token>`.',
  },
  expired: {
    status: 401,
    code: 'TOKEN_EXPIRED',
    sentence: 'This member token has expired. Let your backend issue another (memberTokenIssue).',
  },
  origin: {
    status: 403,
    code: 'FORBIDDEN',
    sentence: 'This publishable key may not be used from this web page: its origin is not on the list of the key.',
  },
  page: {
    status: 403,
    code: 'FORBIDDEN',
    sentence: 'No web page of this origin may read what these credentials are answered: no publishable key lists it.',
  },
  address: {
    status: 403,
    code: 'FORBIDDEN',
    sentence: 'This key may not be used from this address: it is not in a network on the list of the key.',
  },
} as const;

/** Who asks, in which of the two houses. */
export interface Asking {
  readonly house: House;
  readonly caller: Caller;
  /** The language of the member or operator, where it has one. */
  readonly locale: Locale | null;
}

/** Where a request comes from: what credentials may be bound to. */
export interface Whence {
  /** The web page that sends it, if one does and it is not ours. */
  readonly origin: string | null;
  readonly address: string | null;
}

interface Proof extends Asking {
  readonly origins: readonly string[] | null;
  readonly ipAllow: readonly string[] | null;
}

/**
 * Proves what is sent as `Authorization`. A key or token says which house it is of, and is proved by what that house has
 * stored and with its secrets: nothing of one house proves anything in the other.
 */
export class Credentials {
  /** When each key was last noted as used, so that a busy key is written once an hour. */
  readonly #noted = new Map<string, number>();
  readonly #proven = new Proven<Proof>();

  constructor(private readonly live: House) {
    live.revoked.listen(() => {
      this.#proven.forget();
    });
  }

  /** Throws BadCredentials. */
  async check(authorization: string | undefined, { origin, address }: Whence): Promise<Asking> {
    if (authorization === undefined) return { house: this.live, caller: visitor, locale: null };
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const proof = token && (await this.#proven.of(token, () => this.#prove(token)));
    if (!proof) throw new BadCredentials('unproven');
    if (proof.origins && origin !== null && !proof.origins.includes(origin)) throw new BadCredentials('origin');
    if (proof.ipAllow && !isWithin(proof.ipAllow, address)) throw new BadCredentials('address');
    return proof;
  }

  async #prove(token: string): Promise<Proof | null> {
    if (token.startsWith('lrl_op_')) return this.#proveOperator(token);
    const isKey = token.startsWith('lrl_');
    const house = await this.#houseOf(isKey ? (readKeyToken(token)?.mode ?? 'live') : modeOfToken(token));
    if (house === null) return null;
    return isKey ? this.#proveKey(house, token) : this.#proveToken(house, token);
  }

  /** Nobody can have a key of a sandbox that is not there. */
  async #houseOf(mode: HouseMode): Promise<House | null> {
    return mode === 'live' ? this.live : ((await this.live.sandbox?.existing()) ?? null);
  }

  async #proveKey(house: House, token: string): Promise<Proof | null> {
    const key = await proveKey(read(house, visitor), token);
    if (key?.caller.keyId) this.#noteUse(house, key.caller.keyId);
    return key && { ...key, house, locale: null };
  }

  async #proveToken(house: House, token: string): Promise<Proof | null> {
    const found = await callerOfToken(read(house, visitor), token);
    if (found === 'expired') throw new BadCredentials('expired');
    return found && { ...found, house, origins: null, ipAllow: null };
  }

  /** The people of the back office work in the live house. */
  async #proveOperator(token: string): Promise<Proof | null> {
    const operator = await operatorOfToken(this.live, token);
    return operator && { ...operator, house: this.live, origins: null, ipAllow: null };
  }

  /** Beside the request and never in its way: a note that is lost is made in the next hour. */
  #noteUse({ database, realClock, log }: House, keyId: string): void {
    const now = realClock.now();
    if (now - (this.#noted.get(keyId) ?? 0) < HOUR_MS) return;
    this.#noted.set(keyId, now);
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
