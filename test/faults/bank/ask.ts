/** How one attempt ended: acknowledged, declined, or to be repeated. */
export type Attempt =
  | { readonly how: 'done'; readonly id: string; readonly isReplay: boolean }
  | { readonly how: 'declined'; readonly why: string }
  /** `isUnsure`: it may have happened all the same. */
  | { readonly how: 'again'; readonly why: string; readonly isUnsure: boolean };

const PATIENCE_MS = 2_500;
const AGAIN: ReadonlySet<string> = new Set(['UPSTREAM_DOWN', 'IDEMPOTENCY_IN_PROGRESS']);

interface Payload {
  readonly errors: readonly { readonly code: string }[];
  readonly replayed: boolean;
  readonly transfer?: { readonly id: string } | null;
  readonly hold?: { readonly id: string } | null;
  readonly activity?: { readonly id: string } | null;
}

interface Body<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Whoever asks, with a key, and no longer than a till waits. Throws where no answer came. */
export async function ask<Data>(
  url: string,
  token: string,
  query: string,
  variables: object = {},
): Promise<Body<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return (await response.json()) as Body<Data>;
}

export async function attempt(url: string, token: string, query: string, variables: object): Promise<Attempt> {
  const body = await ask<{ done: Payload | null }>(url, token, query, variables).catch(() => null);
  if (!body) return { how: 'again', why: 'no answer', isUnsure: true };
  const [failure] = body.errors ?? [];
  const done = body.data?.done;
  const why = failure?.extensions.code ?? done?.errors[0]?.code;
  if (why !== undefined) {
    const isUnsure = failure !== undefined && !failure.message.includes('Nothing was written');
    return AGAIN.has(why) ? { how: 'again', why, isUnsure } : { how: 'declined', why };
  }
  const id = (done?.transfer ?? done?.hold ?? done?.activity)?.id ?? ''; // nothing there has this id: the proof will say so
  return { how: 'done', id, isReplay: done?.replayed ?? false };
}
