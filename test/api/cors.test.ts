import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ORIGINS_MS } from '../../src/app/cors.js';
import { ENROL, TOKEN } from './documents.js';
import type { TestApi } from './open-api.js';
import { at, openTestApi } from './open-api.js';

const SHOP = 'https://shop.example';
const PARTNER_SHOP = 'https://partner.example';
const EVIL = 'https://evil.example';
const VIEWER = '{ viewer { kind brand { code } } }';
const REVOKE = 'mutation ($id: ID!) { apiKeyRevoke(id: $id) { apiKey { status } } }';

let api: TestApi;
let host: string;
let shop: string;
let partnerShop: string;

beforeAll(async () => {
  api = await openTestApi();
  host = await api.key(['host-admin']);
  shop = await api.key([], 'host', { kind: 'publishable', origins: [SHOP, 'http://localhost:3000'] });
  partnerShop = await api.key([], 'partner', { kind: 'publishable', origins: [PARTNER_SHOP] });
});
afterAll(() => api.close());

async function preflight(origin: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${api.server.url}/graphql`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...headers },
  });
}

const from = (origin: string, token?: string) => api.ask(VIEWER, {}, { token, headers: { origin } });
const readBy = async (origin: string, token?: string) => (await from(origin, token)).headers.get('access-control-allow-origin'); // prettier-ignore

async function memberToken(brand: string): Promise<string> {
  const token = await api.key(['members:enrol', 'members:token'], brand);
  const enrolled = await api.ask(ENROL, { input: { externalId: brand }, key: brand }, { token });
  const member = { id: at(enrolled, 'data.memberEnrol.member.id') };
  return at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token');
}

describe('a preflight', () => {
  it('is answered for an origin that a publishable key lists, exactly and without cookies', async () => {
    for (const origin of [SHOP, 'http://localhost:3000', PARTNER_SHOP]) {
      const { status, headers } = await preflight(origin, { 'access-control-request-headers': 'authorization,content-type' });
      expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([204, origin, 'Origin']);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-allow-methods')).toBe('GET, POST');
      for (const name of ['authorization', 'content-type', 'apollo-require-preflight']) {
        expect(headers.get('access-control-allow-headers')).toContain(name);
      }
    }
  }); // prettier-ignore

  it.each([EVIL, 'null', '*', 'https://shop.example.evil.example', 'https://shop.example:444', 'http://shop.example', 'https://SHOP.example', 'https://shop.example/', 'shop.example'])(
    'from %s is refused',
    async (origin) => {
      const { status, headers } = await preflight(origin);
      expect([status, headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([403, null, 'Origin']);
    },
  ); // prettier-ignore

  it('is answered within a second or two for a new key, and no more for one that was revoked', async () => {
    const origin = 'https://new.example';
    expect((await preflight(origin)).status).toBe(403);
    const token = await api.key([], 'host', { kind: 'publishable', origins: [origin] });
    await sleep(ORIGINS_MS + 50);
    expect((await preflight(origin)).status).toBe(204);
    const keys = at<{ id: string; publicToken: string }[]>(
      await api.ask('{ apiKeys(first: 100) { nodes { id publicToken } } }', {}, { token: host }),
      'data.apiKeys.nodes',
    );
    await api.ask(REVOKE, { id: keys.find(({ publicToken }) => publicToken === token)?.id }, { token: host });
    expect((await preflight(origin)).status).toBe(403);
    expect((await from(origin, token)).status).toBe(401);
  });

  it('is answered for the pages of test keys too', async () => {
    const origin = 'https://try.example';
    const token = await api.testKey([], 'host', { kind: 'publishable', origins: [origin] });
    await sleep(ORIGINS_MS + 50);
    expect((await preflight(origin)).status).toBe(204);
    expect(await readBy(origin, token)).toBe(origin);
  });
});

describe('an answer', () => {
  it('to a publishable key is readable from a page on its list, and says which headers a page may see', async () => {
    const answer = await from(SHOP, shop);
    expect(answer.data).toEqual({ viewer: { kind: 'VISITOR', brand: { code: 'host' } } });
    const { headers } = answer;
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([SHOP, 'Origin']);
    expect(headers.get('access-control-expose-headers')).toBe('retry-after, x-request-id, etag');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('to a publishable key from any other page is a refusal, which that page cannot read', async () => {
    for (const origin of [EVIL, 'null', 'https://shop.example.evil.example']) {
      const answer = await from(origin, shop);
      expect([answer.status, at(answer, 'errors.0.extensions.code')]).toEqual([403, 'FORBIDDEN']);
      expect(answer.data).toBeUndefined();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await from(PARTNER_SHOP, shop)).status).toBe(403);
  });

  it('to an app, which sends no origin, and to a page of the server itself needs no list', async () => {
    expect((await api.ask(VIEWER, {}, { token: shop })).status).toBe(200);
    expect((await from(api.server.url, shop)).status).toBe(200);
  });

  it('to the key of a brand’s backend is readable by no page, whatever is listed', async () => {
    expect((await from(SHOP, host)).status).toBe(200);
    for (const origin of [SHOP, PARTNER_SHOP, EVIL]) expect(await readBy(origin, host)).toBeNull();
  });

  it('to a member is readable from the pages of the brand that issued its token, and from no other’s', async () => {
    const [ofHost, ofPartner] = [await memberToken('host'), await memberToken('partner')];
    expect([await readBy(SHOP, ofHost), await readBy(PARTNER_SHOP, ofHost)]).toEqual([SHOP, null]);
    expect([await readBy(SHOP, ofPartner), await readBy(PARTNER_SHOP, ofPartner)]).toEqual([null, PARTNER_SHOP]);
    expect(await readBy(EVIL, ofHost)).toBeNull();
  });

  it('that credentials are no good is readable from a listed page, so that it can sign in again', async () => {
    const answer = await from(SHOP, 'nonsense');
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, SHOP]);
    expect(await readBy(EVIL, 'nonsense')).toBeNull();
  });

  it('varies by origin also where no page asks, so that no cache gives one page the answer of another', async () => {
    expect((await api.ask(VIEWER)).headers.get('vary')).toContain('Origin');
  });
});

describe('an origin with a line break in it', () => {
  /** What a server answers to bytes that no well-behaved client would send. */
  function raw(origin: string): Promise<string> {
    const { port } = new URL(api.server.url);
    const head = ['OPTIONS /graphql HTTP/1.1', 'Host: x', `Origin: ${origin}`, 'Access-Control-Request-Method: POST', 'Connection: close'];
    return new Promise((resolve, reject) => {
      let said = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n`));
      socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
      socket.on('close', () => resolve(said)).on('error', reject);
    });
  } // prettier-ignore

  it.each([
    [`${SHOP}\r\nSet-Cookie: a=b`],
    [`${SHOP}\nX-Evil: 1`],
    [`${SHOP}\rX-Evil: 1`],
    [`${SHOP}\u0000`],
    [`${SHOP}, ${EVIL}`],
    [`${SHOP}\r\nOrigin: ${EVIL}`],
  ])('puts nothing of %j into the answer', async (origin) => {
    const said = await raw(origin);
    const [head = ''] = said.split('\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 \d{3}/);
    expect(head).not.toMatch(/set-cookie|x-evil|evil\.example/i);
  });
});

it('a key of a partner’s page says which brand it is of', async () => {
  expect((await from(PARTNER_SHOP, partnerShop)).data).toEqual({ viewer: { kind: 'VISITOR', brand: { code: 'partner' } } }); // prettier-ignore
});
