import type { OpenServer, ServerOptions } from '../../src/app/server.js';
import { openServer } from '../../src/app/server.js';
import type { House } from '../../src/kernel/house.js';
import { systemCaller } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import type { NewKey } from '../../src/modules/brands/index.js';
import { createKey } from '../../src/modules/brands/index.js';
import type { TestHouse, TestOptions } from '../support/house.js';
import { openTestHouse } from '../support/house.js';

/** An answer as a client sees it. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly errors: unknown;
  readonly extensions: unknown;
}

export interface Asking {
  readonly token?: string | undefined;
  readonly language?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API of a test house on a port of its own, and clients for it. */
export interface TestApi extends TestHouse {
  readonly server: OpenServer;
  ask(query: string, variables?: object, asking?: Asking): Promise<Answered>;
  /** Makes a key; `brand` is the code of a brand. */
  key(scopes: readonly string[], brand?: string, more?: Partial<NewKey>): Promise<string>;
  /** Makes a key of the sandbox, which makes the sandbox if there is none. */
  testKey(scopes: readonly string[], brand?: string, more?: Partial<NewKey>): Promise<string>;
}

export interface ApiOptions extends TestOptions {
  /** How the server is opened, where that is not as usual. */
  readonly server?: Partial<ServerOptions>;
}

export async function openTestApi(options: ApiOptions = {}): Promise<TestApi> {
  const house = await openTestHouse(options);
  const server = await openServer(house.house, { port: 0, host: '127.0.0.1', isProduction: false, ...options.server });
  return {
    ...house,
    server,
    ask: (query, variables, asking) => ask(server.url, { query, variables }, asking),
    key: (scopes, brand = 'host', more = {}) =>
      makeKey(house.house, { brandId: `brd_${brand}`, label: 'test', scopes, ...more }),
    testKey: async (scopes, brand = 'host', more = {}) =>
      makeKey(await sandboxOf(house), { brandId: `brd_${brand}`, label: 'test', scopes, ...more }),
    close: async () => {
      await server.stop();
      await house.close();
    },
  };
}

export async function ask(
  url: string,
  body: unknown,
  { token, language, headers = {} }: Asking = {},
): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(language ? { 'accept-language': language } : {}),
      ...headers,
    },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
  const { data, errors, extensions } = (await response.json()) as Partial<Answered>;
  return { status: response.status, headers: response.headers, data, errors, extensions };
}

export async function makeKey(house: House, key: NewKey): Promise<string> {
  const work = { caller: systemCaller(key.brandId), members: [] };
  const { value } = await write(house, work, (session) => createKey(session, key));
  return value.token;
}

/** The sandbox beside a test house. */
export function sandboxOf({ house }: Pick<TestHouse, 'house'>): Promise<House> {
  if (house.sandbox === null) throw new Error('The live house has a way to its sandbox');
  return house.sandbox.open();
}

/** What stands at a path of an answer: `data.member.balances.0.available`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a test says what it expects there
export function at<Value = string>(answer: Answered, path: string): Value {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], answer) as Value;
}
