import type { JsonObject } from './json.js';

/** Who a request proved to be. A visitor has proved nothing. */
export interface Caller {
  readonly kind: 'visitor' | 'member' | 'brand' | 'operator' | 'system';
  readonly brandId: string;
  /** The host brand sees every member; a partner only those linked to it. */
  readonly isHost: boolean;
  readonly keyId: string | null;
  readonly memberId: string | null;
  /** Somebody of the back office: acts for the host brand, with the scopes of its roles. */
  readonly operatorId: string | null;
  readonly scopes: ReadonlySet<string>;
  /** The one store it acts for: of the key of a till, and of a clerk. */
  readonly storeId?: string | null;
  /** Of a clerk: it sees members that showed it their code, or that it enrolled, since then, and nobody else. */
  readonly metSince?: number;
  /** Points of cost a second, where the key has a rate of its own. */
  readonly ratePerSecond?: number | null;
  /** Of a member whose token was got through a key of a partner: that partner. The token shows no more than the key may see. */
  readonly window?: string | null;
  /** The sign-in a member's token belongs to; absent for tokens that a brand's backend issued. */
  readonly sessionId?: string;
  /** What an operator is doing at the moment, for the audit. */
  readonly act?: Act | undefined;
}

/** The act of a person: a mutation with what was sent, or a form of the back office, and the request it came with. */
export interface Act {
  readonly name: string;
  readonly requestId: string;
  readonly input: JsonObject;
}

/** The same caller at this act: what it writes is audited under this name unless the operation says more. */
export function acting(caller: Caller, act: Act): Caller {
  return { ...caller, act };
}

/**
 * The brand through whose window a caller looks: of what members did it sees only what that brand reported. Null for those
 * who see what every brand reported: the host, operators, and members by tokens of the host.
 */
export function windowOf({ kind, isHost, brandId, window }: Caller): string | null {
  if (kind === 'member') return window ?? null;
  if (kind === 'visitor') return brandId;
  return kind === 'brand' && !isHost ? brandId : null;
}

/** One identity for idempotency and rate limits: two keys of a brand are two callers, as two members are. */
export function callerKey(caller: Caller): string {
  return caller.memberId ?? caller.operatorId ?? caller.keyId ?? `${caller.kind}:${caller.brandId}`;
}

export const visitor: Caller = {
  kind: 'visitor',
  brandId: '',
  isHost: false,
  keyId: null,
  memberId: null,
  operatorId: null,
  scopes: new Set(),
};

/** Who did something, as histories note it: the person where one is known, else the key. */
export function actorOf({ kind, operatorId, memberId, keyId }: Caller): {
  byKind: Caller['kind'];
  byId: string | null;
} {
  return { byKind: kind, byId: operatorId ?? memberId ?? keyId };
}
