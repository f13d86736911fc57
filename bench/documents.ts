import { publishedOperations } from '../src/app/operations.js';

/** What both sides are asked for. The floor answers the same facts in plain JSON. */
const RECORDED = `
    activity { id type occurredAt }
    outcome { points { wallet { id unitName } amount availableAt reason } tierChange { from { id } to { id name rank } } }
    member { id tier { id name } balances { id available } }
    errors { __typename code message path }
    replayed`;

/** As front ends send it: docs and `schema/operations` know it as EarnFromPurchase. */
export const EARN_FROM_PURCHASE = `mutation EarnFromPurchase($member: MemberRef!, $input: ActivityInput!, $dryRun: Boolean = false) {
  activityRecord(member: $member, input: $input, dryRun: $dryRun) {${RECORDED}
  }
}`;

const BALANCES = `member { id balances { id available pending held } }
    errors { __typename code message path }
    replayed`;
const MOVED = `outcome { points { wallet { id } amount availableAt reason } }
    ${BALANCES}`;

export const EARN_POINTS = `mutation EarnPoints($member: MemberRef!, $input: PointsInput!, $key: String!) {
  pointsEarn(member: $member, input: $input, idempotencyKey: $key) {
    ${MOVED}
  }
}`;

export const SPEND_POINTS = `mutation SpendPoints($member: MemberRef!, $input: PointsInput!, $key: String!) {
  pointsSpend(member: $member, input: $input, idempotencyKey: $key) {
    ${MOVED}
  }
}`;

export const HOLD_POINTS = `mutation HoldPoints($member: MemberRef!, $input: PointsInput!, $key: String!) {
  pointsHold(member: $member, input: $input, idempotencyKey: $key) {
    hold { id status amount expiresAt }
    ${BALANCES}
  }
}`;

export const CAPTURE_POINTS = `mutation CapturePoints($holdId: ID!, $key: String!) {
  pointsCapture(holdId: $holdId, idempotencyKey: $key) {
    hold { id status captured }
    ${MOVED}
  }
}`;

export const RECORD_MANY = `mutation RecordMany($inputs: [ActivityLineInput!]!) {
  activitiesRecord(inputs: $inputs) {
    results { activity { id } outcome { points { wallet { id } amount } tierChange { to { id } } } errors { code message path } replayed }
    errors { code message path }
  }
}`;

/** The published document: a link names it by its hash. */
export const CATALOGUE = publishedOperations().find(({ name }) => name === 'Catalogue')?.text ?? '';

/** A list as a service desk pages through it. */
export const PAGE = `query Members($before: DateTime!) {
  members(first: 50, filter: { enrolledBefore: $before }) {
    nodes { id tier { id name } balances { id available pending } ledger(first: 5) { nodes { id kind amount reason occurredAt wallet { id } } } }
    pageInfo { hasNextPage }
  }
}`;

export const MEMBER = `query Member($id: ID!) {
  member(id: $id) {
    id status enrolledAt
    tier { id name rank }
    tierProgress { next { id name } metric current target remaining }
    balances { id wallet { id unitName } available pending }
    metrics { orders refunds interactions spend { amountMinor currency } firstOrderAt lastOrderAt lastActivityAt }
  }
}`;
