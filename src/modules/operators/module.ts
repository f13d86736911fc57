import type { Module } from '../../kernel/module.js';
import {
  Approval,
  Operator,
  OperatorRole,
  OperatorSession,
  OperatorToken,
  Role,
  SignInAttempt,
} from './operators.entity.js';
import { operatorNouns, operatorRefusals } from './operators.refusals.js';
import { ApprovalFields } from './approval.fields.js';
import { AuditEntryFields, OperatorFields } from './operator.fields.js';
import { OperatorsResolver } from './operators.resolver.js';
import { operatorSchedules } from './operators.schedules.js';
import { giveRole } from './role-changes.js';
import { OPERATOR_SCOPES } from './roles.js';

export const operatorsModule: Module = {
  name: 'operators',
  entities: [Operator, Role, OperatorRole, OperatorSession, OperatorToken, SignInAttempt, Approval],
  keptOnReset: [Operator, Role, OperatorRole, OperatorSession, OperatorToken, SignInAttempt],
  resolvers: [OperatorsResolver, ApprovalFields, OperatorFields, AuditEntryFields],
  approvals: [giveRole],
  refusals: operatorRefusals,
  nouns: operatorNouns,
  schedules: operatorSchedules,
  scopes: Object.keys(OPERATOR_SCOPES),
};
