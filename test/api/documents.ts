/** Documents of a front end, as the tests of the API send them. */
const POINTS = 'points { wallet { id unitName } amount availableAt reason }';
const OUTCOME = `outcome { ${POINTS} tierChange { from { id } to { id name rank } } }`;
const ERRORS = `errors { __typename code message path nextActions { kind text amount byAt }
  ... on InsufficientPoints { needed available } } replayed`;
const TRANSFER = 'transfer { id kind amount reason occurredAt reversesId wallet { id } }';
const BALANCES = 'member { id balances { id available wallet { code } } }';

export const ENROL = `mutation Enrol($input: MemberEnrolInput!, $key: String!, $dryRun: Boolean = false) {
  memberEnrol(input: $input, idempotencyKey: $key, dryRun: $dryRun) {
    member { id status displayName identities { kind value } } outcome { points { amount } } ${ERRORS} } }`;

export const RECORD = `mutation Record($member: MemberRef, $input: ActivityInput!, $dryRun: Boolean = false) {
  activityRecord(member: $member, input: $input, dryRun: $dryRun) {
    activity { id type externalId occurredAt amount { amountMinor currency } } ${OUTCOME}
    member { id tier { id } balances { id wallet { code } available } } ${ERRORS} } }`;

export const RECORD_MANY = `mutation RecordMany($inputs: [ActivityLineInput!]!, $dryRun: Boolean = false) {
  activitiesRecord(inputs: $inputs, dryRun: $dryRun) {
    results { activity { id } outcome { points { amount } tierChange { to { id } } } errors { code message path } replayed }
    errors { code message path } } }`;

export const EARN = `mutation Earn($member: MemberRef!, $input: PointsInput!, $key: String!, $dryRun: Boolean = false) {
  pointsEarn(member: $member, input: $input, idempotencyKey: $key, dryRun: $dryRun) { ${TRANSFER} ${OUTCOME} ${BALANCES} ${ERRORS} } }`;

export const SPEND = `mutation Spend($member: MemberRef!, $input: PointsInput!, $key: String!, $dryRun: Boolean = false) {
  pointsSpend(member: $member, input: $input, idempotencyKey: $key, dryRun: $dryRun) { ${TRANSFER} ${OUTCOME} ${BALANCES} ${ERRORS} } }`;

export const REVERSE = `mutation Reverse($transferId: ID!, $key: String!, $dryRun: Boolean = false) {
  pointsReverse(transferId: $transferId, reason: "by mistake", idempotencyKey: $key, dryRun: $dryRun) { ${TRANSFER} ${OUTCOME} ${BALANCES} ${ERRORS} } }`;

export const TOKEN = `mutation Token($member: MemberRef!) {
  memberTokenIssue(member: $member) { token expiresAt errors { code path } } }`;

/** A purchase as a till sends it. */
export function purchase(externalId: string, amountMinor: number) {
  return { type: 'purchase', externalId, purchase: { orderId: externalId, amountMinor, currency: 'USD' } };
}
