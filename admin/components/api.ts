import { ApiClient } from 'adminjs';

/** What a page asks the server about one row. */
export async function askAbout<Told>(
  resourceId: string,
  recordId: string,
  question: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const { data } = await new ApiClient().recordAction({ resourceId, recordId, actionName: question, params: query });
  return (data as unknown as { told: Told }).told;
}

/** Data the server sent along with a row; AdminJS hands on only the row itself. */
export async function tellOf<Told>(resourceId: string, recordId: string): Promise<Told> {
  return askAbout<Told>(resourceId, recordId, 'show');
}

/** What the page of a whole table says besides its rows. */
export async function tellOfAll<Told>(resourceId: string, query: Readonly<Record<string, string>>): Promise<Told> {
  const { data } = await new ApiClient().resourceAction({ resourceId, actionName: 'list', params: query });
  return (data as unknown as { told: Told }).told;
}

/** What a page of its own about a table says, or what a page asks about it; what may be long is sent in the body. */
export async function askTable<Told>(
  resourceId: string,
  question: string,
  query: Readonly<Record<string, string>> = {},
  body?: Readonly<Record<string, string>>,
): Promise<Told> {
  const sent = body ? { data: body } : {};
  const { data } = await new ApiClient().resourceAction({ resourceId, actionName: question, params: query, ...sent });
  return (data as unknown as { told: Told }).told;
}

/** What came of something that was sent. */
export interface Sent<Result> {
  readonly start?: unknown;
  readonly result?: Result | null;
  readonly problems?: readonly { readonly message: string; readonly field: string | null }[];
  readonly notice?: { readonly type: string; readonly message: string };
}

/** Opens a page that changes things (without `data`), or does what it is for. */
export async function send<Result>(
  where: { readonly resourceId: string; readonly recordId?: string | undefined; readonly actionName: string },
  data?: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, string>> = {},
): Promise<Sent<Result>> {
  const { resourceId, recordId, actionName } = where;
  const more = { params: query, ...(data ? { data } : {}) };
  const api = new ApiClient();
  const answer = recordId
    ? await api.recordAction({ resourceId, recordId, actionName, ...more })
    : await api.resourceAction({ resourceId, actionName, ...more });
  return answer.data as unknown as Sent<Result>;
}

/** A session that has ended leads to the door instead of to an error. */
export function leadToDoor(error: unknown): boolean {
  const way = (error as { response?: { headers?: Record<string, string> } }).response?.headers?.['x-laurel-go'];
  if (way) window.location.assign(way);
  return way !== undefined;
}
