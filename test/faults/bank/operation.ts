/** Something a till does, and what it must leave behind when it happened: all of it once, or nothing. */
export interface Operation {
  readonly kind: OperationKind;
  /** Its idempotency key, and the reason (or the external id) under which it is found in the database. */
  readonly key: string;
  readonly document: string;
  readonly variables: object;
  /** The activities it leaves, one of each type. */
  readonly leaves: readonly string[];
  /** Points by kind of transfer, and those reserved; null where that depends on what was spent meanwhile. */
  readonly moves: Readonly<Record<string, number>> | null;
}

export const OPERATION_KINDS = ['transfer', 'spend', 'reverse', 'hold', 'capture', 'release', 'purchase', 'refund'] as const; // prettier-ignore

export type OperationKind = (typeof OPERATION_KINDS)[number];

const END = 'replayed errors { code message }';

const TRANSFER = `mutation ($member: MemberRef!, $to: MemberRef!, $input: PointsInput!, $key: String!) {
  done: pointsTransfer(member: $member, to: $to, input: $input, idempotencyKey: $key) { transfer { id } ${END} } }`;
const SPEND = `mutation ($member: MemberRef!, $input: PointsInput!, $order: OrderPaidInput, $key: String!) {
  done: pointsSpend(member: $member, input: $input, order: $order, idempotencyKey: $key) { transfer { id } ${END} } }`;
const REVERSE = `mutation ($id: ID!, $key: String!) {
  done: pointsReverse(transferId: $id, reason: $key, idempotencyKey: $key) { transfer { id } ${END} } }`;
const HOLD = `mutation ($member: MemberRef!, $input: PointsInput!, $key: String!) {
  done: pointsHold(member: $member, input: $input, minutes: 1, idempotencyKey: $key) { hold { id } ${END} } }`;
const CAPTURE = `mutation ($id: ID!, $amount: SafeInt!, $isFinal: Boolean!, $key: String!) {
  done: pointsCapture(holdId: $id, amount: $amount, isFinal: $isFinal, reason: $key, idempotencyKey: $key) { transfer { id } ${END} } }`;
const RELEASE = `mutation ($id: ID!, $key: String!) {
  done: pointsRelease(holdId: $id, reason: $key, idempotencyKey: $key) { hold { id } ${END} } }`;
const RECORD = `mutation ($member: MemberRef!, $input: ActivityInput!) {
  done: activityRecord(member: $member, input: $input) { activity { id } ${END} } }`;

export interface Points {
  readonly wallet: 'points' | 'vault';
  readonly amount: number;
}

export function transfer(key: string, from: string, to: string, { wallet, amount }: Points): Operation {
  const variables = { member: { externalId: from }, to: { externalId: to }, input: { wallet, amount, reason: key }, key }; // prettier-ignore
  const moves = { transfer_out: amount, transfer_in: amount };
  return { kind: 'transfer', key, document: TRANSFER, variables, leaves: ['points.sent', 'points.received'], moves };
}

/** Pays for an order of `amountMinor`, where one is named. */
export function spend(key: string, member: string, amount: number, order: object | null = null): Operation {
  const variables = { member: { externalId: member }, input: { wallet: 'points', amount, reason: key }, order, key };
  return { kind: 'spend', key, document: SPEND, variables, leaves: ['points.spent'], moves: { spend: amount } };
}

export function reverse(key: string, transferId: string, amount: number): Operation {
  const variables = { id: transferId, key };
  return { kind: 'reverse', key, document: REVERSE, variables, leaves: ['points.reversed'], moves: { give_back: amount } }; // prettier-ignore
}

export function hold(key: string, member: string, { wallet, amount }: Points): Operation {
  const variables = { member: { externalId: member }, input: { wallet, amount, reason: key }, key };
  return { kind: 'hold', key, document: HOLD, variables, leaves: ['points.held'], moves: { hold: amount } };
}

export function capture(key: string, holdId: string, amount: number, isFinal: boolean): Operation {
  const variables = { id: holdId, amount, isFinal, key };
  return { kind: 'capture', key, document: CAPTURE, variables, leaves: ['points.captured'], moves: { spend: amount } };
}

export function release(key: string, holdId: string): Operation {
  return { kind: 'release', key, document: RELEASE, variables: { id: holdId, key }, leaves: ['points.released'], moves: {} }; // prettier-ignore
}

/** Earns a point for every hundred minor units. */
export function purchase(key: string, member: string, orderId: string, amountMinor: number): Operation {
  const input = { type: 'purchase', externalId: key, purchase: { orderId, amountMinor } };
  const variables = { member: { externalId: member }, input };
  return { kind: 'purchase', key, document: RECORD, variables, leaves: ['purchase'], moves: { earn: amountMinor / 100 } }; // prettier-ignore
}

export function refund(key: string, member: string, orderId: string, amountMinor: number): Operation {
  const input = { type: 'refund', externalId: key, refund: { orderId, amountMinor } };
  const variables = { member: { externalId: member }, input };
  return { kind: 'refund', key, document: RECORD, variables, leaves: ['refund'], moves: null };
}
