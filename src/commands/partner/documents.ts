/** What a partner's program sends; the same documents stand in docs/partner-guide.md. */
const ERRORS = 'errors { __typename code message path ... on AlreadyEnrolled { memberId } } replayed';
const OUTCOME = 'outcome { points { wallet { code } amount reason } }';

export const VIEWER = '{ viewer { kind scopes brand { code name } rateLimit { limit remaining resetsAt } } }';

export const ENROL = `mutation ($input: MemberEnrolInput!, $key: String!) {
  memberEnrol(input: $input, idempotencyKey: $key) { member { id } ${ERRORS} } }`;

export const RECORD = `mutation ($member: MemberRef!, $input: ActivityInput!) {
  activityRecord(member: $member, input: $input) { activity { id } ${OUTCOME} ${ERRORS} } }`;

export const RECORD_MANY = `mutation ($inputs: [ActivityLineInput!]!) {
  activitiesRecord(inputs: $inputs) { results { activity { id } ${ERRORS} } ${ERRORS} } }`;

export const READ = 'query ($externalId: String!) { member(externalId: $externalId) { id } }';

/** More than one query may cost. */
export const TOO_MUCH = '{ members(first: 100) { nodes { id balances { id expiring { amount } } ledger(first: 100) { nodes { id } } } } }'; // prettier-ignore
