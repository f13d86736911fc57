import type { JWTPayload } from 'jose';
import { createRemoteJWKSet, customFetch, decodeJwt, errors, jwtVerify } from 'jose';
import type { Instant } from './clock.js';
import { fetchOutward } from './outward.js';

/** Signatures an identity provider may be trusted with: none that is made with a shared secret. */
export const ISSUER_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;

/** An identity provider somebody trusts to say who a person is. */
export interface Issuer {
  /** Its short name here: people are known by it and the subject it gave them, so it never changes. */
  readonly name: string;
  /** For whom it speaks: another one's issuer means nothing. */
  readonly realm: string;
  /** As `iss` says it, to the letter. */
  readonly issuer: string;
  /** Our client ids at the provider. */
  readonly audience: readonly string[];
  readonly jwksUrl: string;
  readonly algorithms: readonly (typeof ISSUER_ALGORITHMS)[number][];
  /** Whether an e-mail address it has verified is taken as the person's. */
  readonly isEmailTrusted: boolean;
  /** Whether its keys may be read from inside, over plain http: for tests and providers in the same house. */
  readonly isPrivate: boolean;
  /** How long after reading the keys an unknown one is not looked for again. */
  readonly cooldownMs: number;
}

/** What a provider said about a person. */
export interface Vouched {
  readonly issuer: Issuer;
  readonly subject: string;
  /** Only one the provider has verified and is trusted about. */
  readonly email: string | null;
  /** When the token ends: until then it must not be taken a second time. */
  readonly expiresAt: Instant;
}

/** The provider does not answer, so nobody can tell whether the token is good. */
export class IssuerAway extends Error {
  override readonly name = 'IssuerAway';
}

const TOKEN_LENGTH_MAX = 8_192;
const SUBJECT_LENGTH_MAX = 255;
const KEYS_BYTES_MAX = 262_144;
const KEYS_MS_MAX = 3_000;
const KEYS_AGE_MS_MAX = 10 * 60_000;
/** Clocks of two houses differ. */
const LEEWAY_S = 30;
/** Somebody signs in now: an old token was kept by somebody. */
const AGE_S_MAX = 600;

/** The identity providers of a house, with their keys. Looks at tokens; never inside a transaction. */
export class Issuers {
  readonly #keys = new Map<string, ReturnType<typeof createRemoteJWKSet>>();

  constructor(private readonly known: readonly Issuer[]) {
    for (const issuer of known) this.#keys.set(keyOf(issuer), keysOf(issuer));
  }

  /**
   * What an ID token proves in a realm, or null: forged, expired, too old, for somebody else, of another realm, with
   * another nonce. A token with a nonce needs the same, and a nonce needs a token that has it. Throws IssuerAway.
   */
  async vouch(realm: string, token: string, nonce: string | null, now: Instant): Promise<Vouched | null> {
    if (token.length > TOKEN_LENGTH_MAX) return null;
    const issuer = this.#issuerOf(realm, token);
    const keys = issuer && this.#keys.get(keyOf(issuer));
    if (!issuer || !keys) return null;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        algorithms: [...issuer.algorithms],
        issuer: issuer.issuer,
        audience: [...issuer.audience],
        currentDate: new Date(now),
        clockTolerance: LEEWAY_S,
        maxTokenAge: AGE_S_MAX,
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      const { typ } = protectedHeader;
      return typ === undefined || typ.toUpperCase() === 'JWT' ? read(issuer, payload, nonce) : null;
    } catch (error) {
      if (isKeysAway(error)) throw new IssuerAway(`The keys of ${issuer.name} cannot be read`, { cause: error });
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  }

  /** Looked up by what the token claims; the signature then proves it. */
  #issuerOf(realm: string, token: string): Issuer | undefined {
    try {
      const { iss } = decodeJwt(token);
      return this.known.find((issuer) => issuer.realm === realm && issuer.issuer === iss);
    } catch {
      return undefined;
    }
  }
}

function read(issuer: Issuer, payload: JWTPayload, nonce: string | null): Vouched | null {
  const { sub = '', aud, azp, exp = 0, email, email_verified: isVerified } = payload;
  if ((payload['nonce'] ?? null) !== nonce) return null;
  if (sub.length === 0 || sub.length > SUBJECT_LENGTH_MAX || !/^[\x20-\x7e]+$/.test(sub)) return null;
  const isForMany = Array.isArray(aud) && aud.length > 1;
  if ((isForMany || azp !== undefined) && !(typeof azp === 'string' && issuer.audience.includes(azp))) return null;
  const isTrusted = issuer.isEmailTrusted && isVerified === true && typeof email === 'string';
  return { issuer, subject: sub, email: isTrusted ? email : null, expiresAt: (exp + LEEWAY_S) * 1_000 };
}

function keysOf({ jwksUrl, isPrivate, cooldownMs }: Issuer): ReturnType<typeof createRemoteJWKSet> {
  return createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: KEYS_MS_MAX,
    cooldownDuration: cooldownMs,
    cacheMaxAge: KEYS_AGE_MS_MAX,
    [customFetch]: async (url, { signal }) => {
      const outward = { isPrivateAllowed: isPrivate, bytesMax: KEYS_BYTES_MAX, signal };
      const { status, body } = await fetchOutward(new URL(url), outward).catch((error: unknown) => {
        throw new KeysAway('no answer', { cause: error });
      });
      if (status !== 200) throw new KeysAway(`answered ${status}`);
      return new Response(new Uint8Array(body), { status });
    },
  });
}

class KeysAway extends Error {}

/** What is wrong with the token has a name of its own; what is left is about reading the keys. */
function isKeysAway(error: unknown): boolean {
  if (error instanceof KeysAway || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return true;
  return error instanceof errors.JOSEError && error.constructor === errors.JOSEError;
}

function keyOf({ realm, name }: Issuer): string {
  return `${realm}|${name}`;
}
