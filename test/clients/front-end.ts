import { publishedOperations } from '../../src/app/operations.js';
import { ENROL, TOKEN } from '../api/documents.js';
import type { TestApi } from '../api/open-api.js';
import { at } from '../api/open-api.js';

/** What a front end has: its member's token, and the published documents. */
export interface FrontEnd {
  readonly memberId: string;
  readonly token: string;
  readonly endpoint: string;
}

export async function frontEnd(api: TestApi, externalId: string): Promise<FrontEnd> {
  const token = await api.key(['host-admin']);
  const made = await api.ask(ENROL, { input: { externalId }, key: externalId }, { token });
  const member = { id: at(made, 'data.memberEnrol.member.id') };
  return {
    memberId: member.id,
    token: at(await api.ask(TOKEN, { member }, { token }), 'data.memberTokenIssue.token'),
    endpoint: `${api.server.url}/graphql`,
  };
}

/** The text of a published document. */
export function operation(name: string): string {
  const found = publishedOperations().find((each) => each.name === name);
  if (!found) throw new Error(`There is no document ${name}`);
  return found.text;
}

/** What a member may report with its own token. */
export const shared = (externalId: string) => ({ type: 'share', externalId, payload: { network: 'wechat' } });
