/** Members: who they are, how brands know them, and what they have done so far. */
export { Member, MemberDay, MemberIdentity, MemberLink, MemberMetrics, MemberProfile } from './members.entity.js';
export { enrol, enrolAll, writeMembers } from './enrol.js';
export type { Enrolled, Enrolment, Newcomer } from './enrol.js';
export type { Identity, IdentityKind } from './identities.js';
export { normalise } from './identities.js';
export { findMembers, lockMembers, lockNamed, memberLocked, peekMember, peekMembers, seesMembers } from './lock.js';
export { findMember, needMember, memberMeant, refKey, sequencesOf } from './members.queries.js';
export type { MemberRef } from './members.queries.js';
export {
  CATEGORY_DAYS_WANTED,
  DAYS_WANTED,
  PROFILE_WANTED,
  VALUES_WANTED,
  membersParticipant,
} from './members.participant.js';
export { linesOf } from './purchase.js';
export { ordersWithin, spendWithin, orderKey, WHOLE_DAY } from './metrics.js';
export type { MemberRow } from './member-list.js';
export type { MemberSlice, Order } from './metrics.js';
export type { Narrowing } from './seen.js';
export type { Estimate, Sample } from './sample.js';
export { drawSample, estimated } from './sample.js';
export { ofSeenMembers, seenFacts } from './seen.js';
export type { Stretch } from './stretches.js';
export { stretches } from './stretches.js';
export { reinstate, suspend } from './status/status.js';
export { memberWants, OCCASIONS_WANTED } from './wants.js';
export { listAmong, memberRows } from './member-list.js';
export { memberTotals } from './totals.js';
export { callerOfToken, issueToken, modeOfToken } from './tokens.js';
export type { TokenCaller } from './tokens.js';
export { foreignAttributes } from './attributes/rule-attributes.js';
export { joinVisitor } from './views/join-visitor.js';
