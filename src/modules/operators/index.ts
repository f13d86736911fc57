/** Operators: the people of the back office, how they sign in, what they may do, and what takes two of them. */
export {
  Approval,
  Operator,
  OperatorRole,
  OperatorSession,
  OperatorToken,
  Role,
  SignInAttempt,
} from './operators.entity.js';
export { setStore } from './clerk-store.js';
export { createOperator, resetPassword } from './accounts.js';
export type { Credential, NewOperator } from './accounts.js';
export { askApproval, decide, membersOfApproval } from './approvals.js';
export type { Decided, Decision } from './approvals.js';
export { firstOwner, prepareRoles } from './first-start.js';
export { operatorCaller } from './operator-caller.js';
export type { OperatorCaller } from './operator-caller.js';
export { listOperators, operatorIdByLogin } from './operators.queries.js';
export type { ListedOperator } from './operators.queries.js';
export { disable, enable, setRoles } from './role-changes.js';
export type { RoleChange } from './role-changes.js';
export { listRoles, OPERATOR_SCOPES } from './roles.js';
export type { RoleFacts } from './roles.js';
export { endSessions, openSession, sessionOf } from './sessions.js';
export type { OpenSession, Place, SignedIn } from './sessions.js';
export { changePassword, signIn, signOut } from './sign-in.js';
export type { Credentials, Opened } from './sign-in.js';
export { SHIPPED_ROLES } from './shipped-roles.js';
export { createToken, operatorOfToken, revokeToken } from './tokens.js';
export type { NewToken } from './tokens.js';
