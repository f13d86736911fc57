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

/** A session that has ended leads to the door instead of to an error. */
export function leadToDoor(error: unknown): boolean {
  const way = (error as { response?: { headers?: Record<string, string> } }).response?.headers?.['x-laurel-go'];
  if (way) window.location.assign(way);
  return way !== undefined;
}
