import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Issuer } from '../../src/kernel/issuers.js';

export const AUDIENCE = 'laurel-client';

type Algorithm = Issuer['algorithms'][number];

/** A real identity provider: signs tokens, publishes its keys over HTTP, and changes them. */
export interface TestIssuer {
  readonly url: string;
  readonly jwksUrl: string;
  /** How often its keys were read. */
  reads: number;
  /** How it answers who asks for the keys. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  /** The public part of the key in use. */
  publicKey(): JWK;
  /** Signs with a new key from now on, and publishes only that. */
  rotate(algorithm?: Algorithm): Promise<void>;
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

export async function openIssuer(now: () => number): Promise<TestIssuer> {
  let current: { kid: string; alg: Algorithm; privateKey: CryptoKey; jwk: JWK };
  let count = 0;
  const server = createServer((request, response) => {
    issuer.reads += 1;
    if (issuer.answer) {
      issuer.answer(request, response);
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [current.jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    url,
    jwksUrl: `${url}/keys`,
    reads: 0,
    answer: null,
    publicKey: () => current.jwk,
    async rotate(algorithm = 'ES256') {
      const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
      const kid = `key-${++count}`;
      current = { kid, alg: algorithm, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } }; // prettier-ignore
    },
    sign(claims, header = {}) {
      const seconds = Math.floor(now() / 1_000);
      const whole = { iss: url, aud: AUDIENCE, iat: seconds, exp: seconds + 300, ...claims };
      return new SignJWT(whole).setProtectedHeader({ alg: current.alg, kid: current.kid, ...header }).sign(current.privateKey); // prettier-ignore
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  await issuer.rotate();
  return issuer;
}

/** As a house is told about it. */
export function trusted({ url, jwksUrl }: TestIssuer, more: Partial<Issuer> = {}): Issuer {
  return {
    name: 'test-idp',
    realm: 'brd_host',
    issuer: url,
    audience: [AUDIENCE],
    jwksUrl,
    algorithms: ['RS256', 'ES256', 'EdDSA'],
    isEmailTrusted: true,
    isPrivate: true,
    cooldownMs: 0,
    ...more,
  };
}
