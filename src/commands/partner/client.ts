import { CommandError } from '../house.js';

const WAIT_MS_MAX = 15_000;

/** An answer as a partner's program gets it. */
export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
  readonly cost: { readonly requested: number; readonly limit: number } | null;
}

/** Asks a server over HTTP and knows nothing else of it. */
export class Client {
  readonly #url: string;

  constructor(
    url: string,
    private readonly key: string,
  ) {
    this.#url = endpointOf(url);
  }

  /** Throws a CommandError when nobody answers, or somebody who is not Laurel. */
  async ask(query: string, variables: object = {}, key = this.key): Promise<Answer> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const body = JSON.stringify({ query, variables });
    try {
      const signal = AbortSignal.timeout(WAIT_MS_MAX);
      const response = await fetch(this.#url, { method: 'POST', headers, body, signal });
      const { data, errors, extensions } = (await response.json()) as Partial<Answer> & {
        extensions?: Partial<Answer>;
      };
      if (data === undefined && errors === undefined) throw new SyntaxError('neither data nor errors');
      return { status: response.status, data: data ?? {}, errors: errors ?? [], cost: extensions?.cost ?? null };
    } catch (error) {
      if (error instanceof SyntaxError) throw new CommandError(`${this.#url} answers, but not as Laurel does.`);
      throw new CommandError(`${this.#url} does not answer. Is the address right, and does the server run?`);
    }
  }
}

function endpointOf(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return pathname === '/' ? `${origin}/graphql` : `${origin}${pathname}`;
  } catch {
    throw new CommandError(`--url must be an address such as https://loyalty.example.com, not "${url}".`);
  }
}
