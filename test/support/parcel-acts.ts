import { randomUUID } from 'node:crypto';
import type { Answered, TestApi } from '../api/open-api.js';
import { at } from '../api/open-api.js';

/** What tests of things that are sent say over the API. */
const FULFILMENT = 'fulfilment { id status carrier trackingNumber shipBy isOverdue hasAddress availableActions }';
const ISSUE = `mutation ($id: ID!, $benefit: ID!, $key: String!) {
  benefitIssue(member: { id: $id }, benefitId: $benefit, reason: "test", idempotencyKey: $key) { grant { id status code availableActions ${FULFILMENT} } errors { code } } }`;
export const SAVE = `mutation ($id: ID!, $address: PostalAddressInput!, $key: String!, $dryRun: Boolean = false) {
  fulfilmentAddressSave(fulfilmentId: $id, address: $address, idempotencyKey: $key, dryRun: $dryRun) {
    fulfilment { id status hasAddress shipBy grant { status expiresAt } } errors { code message path } replayed } }`;
export const UPDATE = `mutation ($lines: [FulfilmentUpdateInput!]!, $key: String!, $dryRun: Boolean = false) {
  fulfilmentUpdate(lines: $lines, idempotencyKey: $key, dryRun: $dryRun) {
    results { fulfilmentId isUnchanged errors { code message path } fulfilment { status carrier trackingNumber shipments grant { status } } } errors { code path } replayed } }`;
export const PARCELS = `query ($filter: FulfilmentFilter, $first: Int) {
  fulfilments(filter: $filter, first: $first) { nodes { id status isOverdue shipBy } totalCount } }`;
export const ADDRESS = 'query ($id: ID!) { node(id: $id) { ... on Fulfilment { id status address { name phone lines city region postcode country } } } }'; // prettier-ignore
export const SHIP_LIST = 'query ($first: Int = 1000, $after: String) { shipList(first: $first, after: $after) { csv count next } }'; // prettier-ignore
export const IMPORT = `mutation ($csv: String!, $key: String!, $dryRun: Boolean = false) {
  shipListImport(csv: $csv, idempotencyKey: $key, dryRun: $dryRun) { shipped unchanged left problems { line code } problemCount errors { code path } replayed } }`;

export const HOME = { name: 'Ann Lee', phone: '+1 415 555 0100', lines: ['1 Canary Street', 'Flat 2'], city: 'Springfield', region: 'CA', postcode: '94000', country: 'us' }; // prettier-ignore

export interface Line {
  readonly act: string;
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly reason?: string;
}

export const SHIP: Line = { act: 'SHIP', carrier: 'SF', trackingNumber: 'SF100' };

/** The acts of these tests, as whoever has a token. */
export function parcelActs(api: TestApi, token: string) {
  const ask = (query: string, variables: object = {}, as = token): Promise<Answered> =>
    api.ask(query, { key: randomUUID(), ...variables }, { token: as });
  const parcelFor = async (memberId: string, benefit = 'bnf_mug', as = token): Promise<string> =>
    at(await ask(ISSUE, { id: memberId, benefit }, as), 'data.benefitIssue.grant.fulfilment.id');
  const addressed = async (memberId: string, benefit = 'bnf_mug'): Promise<string> => {
    const id = await parcelFor(memberId, benefit);
    await ask(SAVE, { id, address: HOME });
    return id;
  };
  const update = (ids: string | readonly string[], line: Line, more: object = {}, as = token): Promise<Answered> =>
    ask(UPDATE, { lines: [ids].flat().map((fulfilmentId) => ({ fulfilmentId, ...line })), ...more }, as);
  return { ask, issue: (id: string, benefit = 'bnf_mug', as = token) => ask(ISSUE, { id, benefit }, as), parcelFor, addressed, update }; // prettier-ignore
}
