import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CryptoKey, JWTPayload } from 'jose';
import { base64url, exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { readConfig } from '../../src/app/config.js';
import { Issuers } from '../../src/kernel/issuers.js';
import { fetchOutward, isInside } from '../../src/kernel/outward.js';
import { ManualClock } from '../../src/kernel/clock.js';
import { TEST_NOW } from '../support/house.js';
import type { TestIssuer } from '../support/issuer.js';
import { openIssuer, trusted } from '../support/issuer.js';
import { quickest } from '../support/quickest.js';
import { ENROL } from './documents.js';
import { at } from './open-api.js';
import type { SignInApi, Signed } from './sign-in-api.js';
import { AGREED, codes, frontKey, openSignInApi, SIGN_IN } from './sign-in-api.js';

const clock = new ManualClock(TEST_NOW);
let api: SignInApi;
let issuer: TestIssuer;
let other: TestIssuer;
let named = 0;

beforeAll(async () => {
  issuer = await openIssuer(() => clock.now());
  other = await openIssuer(() => clock.now());
  const issuers = new Issuers([
    trusted(issuer),
    trusted(other, { name: 'partner-idp', realm: 'brd_partner' }),
    trusted(issuer, { name: 'away', issuer: 'https://away.example', jwksUrl: 'http://127.0.0.1:1/keys' }),
    trusted(issuer, { name: 'inside', issuer: 'https://inside.example', isPrivate: false }),
  ]);
  api = await openSignInApi({ clock, house: { issuers } });
});
afterAll(async () => {
  await api.close();
  await issuer.close();
  await other.close();
});
beforeEach(() => {
  issuer.answer = null;
  api.clock.advance(3_600_000); // limits of the hour before are over
});

const fresh = () => `subject-${++named}`;

async function signIn(
  token: string,
  { nonce, enrol, key }: { nonce?: string; enrol?: object | null; key?: string } = {},
) {
  const variables = { provider: 'OIDC', credential: { token, nonce }, enrol: enrol === undefined ? AGREED : enrol };
  const answer = await api.front(SIGN_IN, variables, key ? { token: key } : {});
  expect(answer.errors).toBeUndefined();
  return at<Signed>(answer, 'data.memberSignIn');
}

describe('an ID token', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)(
    'signed with %s signs in, by keys that are read once',
    async (algorithm) => {
      await issuer.rotate(algorithm);
      const sub = fresh();
      const first = await signIn(await issuer.sign({ sub }));
      expect(first).toMatchObject({ isNewMember: true, errors: [] });
      const { reads } = issuer;
      clock.advance(1_000);
      expect(await signIn(await issuer.sign({ sub }))).toMatchObject({ isNewMember: false, member: first.member });
      expect(issuer.reads).toBe(reads);
      expect((await api.ask('{ me { id } }', {}, { token: first.token })).data).toEqual({ me: first.member });
    },
  );

  it('of keys that were changed meanwhile signs in, and one of the old keys no longer', async () => {
    const old = await issuer.sign({ sub: fresh() });
    await issuer.rotate();
    expect(codes(await signIn(await issuer.sign({ sub: fresh() })))).toEqual([]);
    expect(codes(await signIn(old))).toEqual(['SIGN_IN_FAILED']);
  });

  it('is good once, also when it comes many times at once, and with its signature written another way', async () => {
    await issuer.rotate('ES256');
    const token = await issuer.sign({ sub: fresh() });
    const all = await Promise.all(Array.from({ length: 5 }, () => signIn(token)));
    expect(all.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const next = await issuer.sign({ sub: fresh() });
    expect(codes(await signIn(twin(next)))).toEqual([]);
    expect(codes(await signIn(next))).toEqual(['SIGN_IN_FAILED']);
  });

  it('with a nonce needs the same nonce', async () => {
    const sign = () => issuer.sign({ sub: fresh(), nonce: 'n-1' });
    expect(codes(await signIn(await sign()))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await signIn(await sign(), { nonce: 'n-2' }))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await signIn(await issuer.sign({ sub: fresh() }), { nonce: 'n-1' }))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await signIn(await sign(), { nonce: 'n-1' }))).toEqual([]);
  });

  it('of somebody who is no member signs nobody in without enrolling', async () => {
    expect(codes(await signIn(await issuer.sign({ sub: fresh() }), { enrol: null }))).toEqual(['SIGN_IN_FAILED']);
  });

  const now = () => Math.floor(clock.now() / 1_000);
  it.each<[string, () => JWTPayload]>([
    ['that has expired', () => ({ exp: now() - 31 })],
    ['that is not good yet', () => ({ nbf: now() + 60 })],
    ['of the future', () => ({ iat: now() + 60, exp: now() + 300 })],
    ['that was kept for long', () => ({ iat: now() - 3_600, exp: now() + 3_600 })],
    ['for another client', () => ({ aud: 'somebody else' })],
    ['for several clients, given to another', () => ({ aud: ['laurel-client', 'x'], azp: 'x' })],
    ['for several clients, given to nobody in particular', () => ({ aud: ['laurel-client', 'x'] })],
    ['of an issuer nobody trusts', () => ({ iss: 'https://evil.example' })],
    ['of the issuer of another brand', () => ({ iss: other.url })],
    ['without a subject', () => ({ sub: '' })],
    ['with a subject that is no text of ASCII', () => ({ sub: 'anñ' })],
    ['with a subject that is too long', () => ({ sub: 's'.repeat(256) })],
  ])('%s is refused', async (_, claims) => {
    const token = await issuer.sign({ sub: fresh(), ...claims() });
    expect(codes(await signIn(token))).toEqual(['SIGN_IN_FAILED']);
  });

  it('that was forged is refused: unsigned, by another key, by the public key as a secret, with a key of its own', async () => {
    const seconds = now();
    const claims = { iss: issuer.url, aud: 'laurel-client', sub: fresh(), iat: seconds, exp: seconds + 300 };
    const { kid, alg } = issuer.publicKey();
    const pem = await exportSPKI((await importJWK(issuer.publicKey(), 'ES256', { extractable: true })) as CryptoKey);
    const stranger = await openIssuer(() => clock.now());
    const own = { jwk: stranger.publicKey(), jku: stranger.jwksUrl, kid: stranger.publicKey().kid };
    const good = await issuer.sign(claims);
    const [head = '', , signature = ''] = good.split('.');
    const forged = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: kid ?? '' })
        .sign(new TextEncoder().encode(pem)),
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(JSON.stringify(issuer.publicKey()))), // prettier-ignore
      await stranger.sign(claims, { kid: kid ?? '' }),
      await stranger.sign(claims, own),
      await issuer.sign(claims, { typ: 'at+jwt' }),
      `${head}.${base64url.encode(JSON.stringify({ ...claims, sub: 'other' }))}.${signature}`,
      `${head}.${base64url.encode('{"iss":')}.${signature}`,
      good.slice(0, -10),
      '..',
      'x'.repeat(8_193),
      `${good}${'A'.repeat(10_000)}`,
    ];
    expect(alg).toBe('ES256');
    for (const token of forged) expect(codes(await signIn(token))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await signIn(good))).toEqual([]);
    await stranger.close();
  });

  it('of an issuer of one brand means nothing to another, and each brand trusts its own', async () => {
    const key = await frontKey(api, 'partner');
    expect(codes(await signIn(await issuer.sign({ sub: fresh() }), { key }))).toEqual(['SIGN_IN_FAILED']);
    expect(codes(await signIn(await other.sign({ sub: fresh() }), { key }))).toEqual([]);
  });

  it('cannot make the house read the keys again and again, or follow where they are said to be', async () => {
    issuer.answer = (_, response) => response.writeHead(302, { location: other.jwksUrl }).end();
    const { reads } = other;
    expect(codes(await signIn(await issuer.sign({ sub: fresh() }, { kid: 'unknown' })))).toEqual(['ISSUER_AWAY']);
    expect(other.reads).toBe(reads);
    issuer.answer = null;
    const slow = new Issuers([trusted(issuer, { cooldownMs: 60_000 })]);
    const before = issuer.reads;
    for (let n = 0; n < 10; n++) {
      const token = await issuer.sign({ sub: fresh() }, { kid: `made-up-${n}` });
      expect(await slow.vouch('brd_host', token, null, clock.now())).toBeNull();
    }
    expect(issuer.reads - before).toBe(1);
  });

  it('waits for its issuer a few seconds at most, and says that it is away', async () => {
    issuer.answer = () => undefined; // takes the request and never answers
    await issuer.rotate();
    const wait = async () => expect(codes(await signIn(await issuer.sign({ sub: fresh() })))).toEqual(['ISSUER_AWAY']);
    expect(await quickest(4_500, wait)).toBeLessThan(4_500);
    expect(codes(await signIn(await issuer.sign({ sub: fresh(), iss: 'https://away.example' })))).toEqual([
      'ISSUER_AWAY',
    ]);
  });

  it('does not lead the house to addresses inside, unless its issuer is configured so', async () => {
    const { reads } = issuer;
    expect(codes(await signIn(await issuer.sign({ sub: fresh(), iss: 'https://inside.example' })))).toEqual([
      'ISSUER_AWAY',
    ]);
    expect(issuer.reads).toBe(reads);
    const outside = { isPrivateAllowed: false, bytesMax: 100, signal: AbortSignal.timeout(2_000) };
    for (const url of ['https://localhost/keys', 'https://127.0.0.1/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest', 'http://example.com/']) {
      await expect(fetchOutward(new URL(url), outside)).rejects.toMatchObject({ name: 'ForbiddenAddress' });
    } // prettier-ignore
    expect(['8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'].filter(isInside)).toEqual([]);
  });
});

describe('a verified address', () => {
  const enrolled = async (email: string) => {
    const host = await api.key(['host-admin']);
    return at(await api.ask(ENROL, { input: { email }, key: email }, { token: host }), 'data.memberEnrol.member.id');
  };

  it('links a member the first time; from then on it is known by its subject', async () => {
    const id = await enrolled('link@example.com');
    const sub = fresh();
    const first = await signIn(await issuer.sign({ sub, email: 'Link@Example.com', email_verified: true }));
    expect(first).toMatchObject({ member: { id }, isNewMember: false });
    const moved = await signIn(await issuer.sign({ sub, email: 'moved@example.com', email_verified: true }));
    expect(moved.member).toEqual({ id });
    const me = await api.ask('{ me { identities { kind value } } }', {}, { token: moved.token });
    expect(at(me, 'data.me.identities')).toEqual([
      { kind: 'EMAIL', value: 'link@example.com' },
      { kind: 'OIDC', value: `test-idp|${sub}` },
    ]);
  });

  it('that somebody else at the provider has now links nobody', async () => {
    await enrolled('recycled@example.com');
    const claims = { email: 'recycled@example.com', email_verified: true };
    expect(codes(await signIn(await issuer.sign({ sub: fresh(), ...claims })))).toEqual([]);
    expect(codes(await signIn(await issuer.sign({ sub: fresh(), ...claims })))).toEqual(['SIGN_IN_FAILED']);
  });

  it.each<[string, JWTPayload]>([
    ['not verified', { email: 'careful@example.com', email_verified: false }],
    ['said to be verified in words', { email: 'careful@example.com', email_verified: 'true' }],
    ['not said to be verified', { email: 'careful@example.com' }],
    ['written with a Kelvin sign', { email: '\u212Aelvin@example.com', email_verified: true }],
  ])('that is %s links nobody', async (_, claims) => {
    for (const email of ['careful@example.com', 'kelvin@example.com']) await enrolled(email);
    const signed = await signIn(await issuer.sign({ sub: fresh(), ...claims }));
    expect(signed).toMatchObject({ isNewMember: true, errors: [] });
  });
});

describe('the environment', () => {
  const one = {
    name: 'idp',
    brand: 'host',
    issuer: 'https://idp.example',
    audience: 'a',
    jwksUrl: 'https://idp.example/keys',
  };
  const read = (list: unknown) => readConfig({ OIDC_ISSUERS: JSON.stringify(list) }).issuers;

  it('names issuers, with signatures and a pause that are safe when nothing is said', () => {
    expect(read([one])).toMatchObject([{ realm: 'brd_host', algorithms: ['RS256', 'ES256'], isEmailTrusted: false, isPrivate: false, cooldownMs: 30_000 }]); // prettier-ignore
  });

  it.each([
    ['a shared secret', [{ ...one, algorithms: ['HS256'] }]],
    ['no signature', [{ ...one, algorithms: ['none'] }]],
    ['plain http', [{ ...one, jwksUrl: 'http://idp.example/keys' }]],
    ['one issuer twice', [one, one]],
    ['a word it does not know', [{ ...one, jwks: 'x' }]],
    ['no list', one],
  ])('with %s stops the start', (_, list) => {
    expect(() => read(list)).toThrow('OIDC_ISSUERS');
  });
});

/** The same ECDSA signature as another number: (r, n - s). */
function twin(token: string): string {
  const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const parts = token.split('.');
  const bytes = Buffer.from(parts[2] ?? '', 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from((n - s).toString(16).padStart(64, '0'), 'hex');
  return [parts[0], parts[1], Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')].join('.');
}
