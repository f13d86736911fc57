import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { createTable, dropTables } from '../src/kernel/migration.js';

const tables: Readonly<Record<string, TablePlan>> = {
  operators: {
    columns: { id: 'id', login: 'code120', name: 'code120', locale: 'code8', status: 'code16', passwordHash: 'code190', mustChangePassword: 'flag', version: 'count', createdAt: 'at', updatedAt: 'at', lastSignInAt: 'at?' },
    key: ['id'],
    unique: { operators_login: ['login'] },
  },
  roles: {
    columns: { id: 'id', code: 'code26', name: 'text', scopes: 'text', isAsShipped: 'flag', position: 'count', updatedAt: 'at' },
    key: ['id'],
    unique: { roles_code: ['code'] },
  },
  operator_roles: {
    columns: { operatorId: 'id', role: 'code26' },
    key: ['operatorId', 'role'],
    index: { operator_roles_role: ['role'] },
  },
  operator_sessions: {
    columns: { id: 'code43', operatorId: 'id', createdAt: 'at', lastSeenAt: 'at', expiresAt: 'at', ipHash: 'code22?', userAgent: 'code120?' },
    key: ['id'],
    index: { operator_sessions_operator: ['operatorId'], operator_sessions_age: ['expiresAt'] },
  },
  operator_tokens: {
    columns: { id: 'id', tokenId: 'code22', operatorId: 'id', label: 'code120', secretHash: 'code43', createdAt: 'at', expiresAt: 'at', revokedAt: 'at?', lastUsedAt: 'at?' },
    key: ['id'],
    unique: { operator_tokens_token: ['tokenId'] },
    index: { operator_tokens_operator: ['operatorId'] },
  },
  sign_in_attempts: {
    columns: { id: 'code22', startedAt: 'at', attempts: 'count' },
    key: ['id'],
    index: { sign_in_attempts_age: ['startedAt'] },
  },
  approvals: {
    columns: { id: 'id', kind: 'code64', status: 'code16', scope: 'code64', sentence: 'text', input: 'text', reason: 'text', requestedBy: 'id', requestedAt: 'at', expiresAt: 'at', decidedBy: 'id?', decidedAt: 'at?', note: 'text?', result: 'text?' },
    key: ['id'],
    index: { approvals_time: ['requestedAt', 'id'], approvals_status: ['status', 'expiresAt'] },
  },
  audit_rows: {
    columns: { id: 'id', at: 'at', actor: 'code16', operatorId: 'id?', action: 'code64', subjectType: 'code32?', subjectId: 'code64?', was: 'text?', became: 'text?', input: 'text?', reason: 'text?', requestId: 'code64?', seal: 'count?' },
    key: ['id'],
    index: { audit_rows_time: ['at', 'id'], audit_rows_subject: ['subjectId', 'at', 'id'], audit_rows_operator: ['operatorId', 'at', 'id'], audit_rows_action: ['action', 'at', 'id'], audit_rows_seal: ['seal', 'at', 'id'] },
  },
  audit_seals: { columns: { number: 'count', at: 'at', previous: 'code43', sealed: 'text', hash: 'code43' }, key: ['number'] },
}; // prettier-ignore

/** People of the back office, their roles, sessions and approvals; what people did, sealed. */
export class Operators1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, Object.keys(tables).reverse());
  }
}
