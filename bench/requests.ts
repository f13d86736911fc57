import { documentIdOf } from '../src/app/trusted-documents.js';
import {
  CAPTURE_POINTS,
  CATALOGUE,
  EARN_FROM_PURCHASE,
  EARN_POINTS,
  HOLD_POINTS,
  MEMBER,
  PAGE,
  RECORD_MANY,
  SPEND_POINTS,
} from './documents.js';
import type { Purchase } from './purchases.js';

/** The product is asked in GraphQL, the floor in plain JSON. */
export type Side = 'product' | 'floor';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

const graphql = (query: string, variables: object): HttpRequest => ({
  method: 'POST',
  path: '/graphql',
  body: JSON.stringify({ query, variables }),
});

/** One purchase of one customer. */
export function recordRequest(side: Side, customer: string, purchase: Purchase): HttpRequest {
  if (side === 'product')
    return graphql(EARN_FROM_PURCHASE, { member: { externalId: customer }, input: inputOf(purchase) });
  return { method: 'POST', path: '/record', body: JSON.stringify(plainOf(customer, purchase)) };
}

/** Points a brand gives, takes or reserves; `key` makes the request one. */
export interface PointsOrder {
  readonly customer: string;
  readonly amount: number;
  readonly reason: string;
  readonly key: string;
}

export type PointsKind = 'earn' | 'spend' | 'hold';

const POINTS: Readonly<Record<PointsKind, string>> = { earn: EARN_POINTS, spend: SPEND_POINTS, hold: HOLD_POINTS };

/** Points of one customer, given, taken or reserved. */
export function pointsRequest(side: Side, kind: PointsKind, order: PointsOrder): HttpRequest {
  const { customer, amount, reason, key } = order;
  if (side === 'product') {
    const input = { wallet: 'points', amount, reason };
    return graphql(POINTS[kind], { member: { externalId: customer }, input, key });
  }
  return { method: 'POST', path: `/points/${kind}`, body: JSON.stringify(order) };
}

/** Everything a hold reserves, spent. */
export function captureRequest(side: Side, holdId: string, key: string): HttpRequest {
  if (side === 'product') return graphql(CAPTURE_POINTS, { holdId, key });
  return { method: 'POST', path: '/points/capture', body: JSON.stringify({ holdId, key }) };
}

/** Many purchases at once. */
export function batchRequest(
  side: Side,
  lines: readonly { readonly customer: string; readonly purchase: Purchase }[],
): HttpRequest {
  if (side === 'product') {
    const inputs = lines.map(({ customer, purchase }) => ({
      member: { externalId: customer },
      input: inputOf(purchase),
    }));
    return graphql(RECORD_MANY, { inputs });
  }
  const body = { lines: lines.map(({ customer, purchase }) => plainOf(customer, purchase)) };
  return { method: 'POST', path: '/batch', body: JSON.stringify(body) };
}

/** Everything a service desk sees of one member. */
export function memberRequest(side: Side, memberId: string): HttpRequest {
  if (side === 'product') return graphql(MEMBER, { id: memberId });
  return { method: 'GET', path: `/members/${memberId}`, body: '' };
}

/** Fifty members who joined before an instant, the last first, each with tier, balances and its five last movements. */
export function pageRequest(side: Side, before: number): HttpRequest {
  if (side === 'product') return graphql(PAGE, { before: new Date(before).toISOString() });
  return { method: 'GET', path: `/members?before=${before}`, body: '' };
}

/** The public catalogue, as the pages of a shop link to it. */
export function catalogueRequest(side: Side): HttpRequest {
  const path = side === 'product' ? CATALOGUE_LINK : '/catalogue';
  return { method: 'GET', path, body: '' };
}

const CATALOGUE_LINK = `/graphql?documentId=${documentIdOf(CATALOGUE)}`;

function inputOf({ externalId, occurredAt, payload }: Purchase): object {
  return { type: 'purchase', externalId, occurredAt: new Date(occurredAt).toISOString(), purchase: payload };
}

function plainOf(customer: string, { externalId, occurredAt, payload }: Purchase): object {
  return { customer, externalId, occurredAt: new Date(occurredAt).toISOString(), payload };
}
