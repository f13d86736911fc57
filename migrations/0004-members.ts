import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { addColumn, createTable, dropTables } from '../src/kernel/migration.js';

const member = { memberId: 'id' } as const;
const by = { byKind: 'code16', byId: 'id?' } as const;
const consent = { brandId: 'id', channel: 'code16', purpose: 'code16', state: 'code16', textVersion: 'code64', source: 'code64', occurredAt: 'at' } as const; // prettier-ignore

const tables: Readonly<Record<string, TablePlan>> = {
  member_link_changes: {
    columns: { id: 'id', ...member, brandId: 'id', isLinked: 'flag', ...by, occurredAt: 'at' },
    key: ['id'],
    index: { member_link_changes_member: ['memberId', 'occurredAt', 'id'] },
  },
  member_code_uses: {
    columns: { ...member, brandId: 'id', step: 'amount', usedAt: 'at' },
    key: ['memberId', 'brandId'],
  },
  member_code_tries: { columns: { caller: 'code64', windowAt: 'at', tries: 'count' }, key: ['caller', 'windowAt'] },
  member_consents: {
    columns: { ...member, ...consent },
    key: ['memberId', 'brandId', 'channel', 'purpose'],
  },
  member_consent_changes: {
    columns: { id: 'id', ...member, ...consent, ...by, recordedAt: 'at' },
    key: ['id'],
    index: { member_consent_changes_member: ['memberId', 'occurredAt', 'id'] },
  },
  member_status_changes: {
    columns: { id: 'id', ...member, fromStatus: 'code16', toStatus: 'code16', reason: 'code500', ...by, occurredAt: 'at' },
    key: ['id'],
    index: { member_status_changes_member: ['memberId', 'occurredAt', 'id'] },
  },
  attributes: {
    columns: { id: 'id', code: 'code64', brandId: 'id', type: 'code16', name: 'text', isMemberEditable: 'flag', version: 'count', createdAt: 'at' },
    key: ['id'],
    unique: { attributes_code: ['code'] },
  },
  member_attributes: {
    columns: { ...member, attributeId: 'id', textValue: 'code500?', numberValue: 'double?', instantValue: 'at?', flagValue: 'flag?', updatedAt: 'at' },
    key: ['memberId', 'attributeId'],
  },
  views: {
    columns: { id: 'id', brandId: 'id', visitorId: 'code64?', memberId: 'id?', kind: 'code16', subject: 'code190', place: 'code190?', channel: 'code64?', occurredAt: 'at', occurredOn: 'on' },
    key: ['id'],
    index: { views_member: ['memberId', 'occurredAt', 'id'], views_visitor: ['brandId', 'visitorId', 'occurredAt'], views_day: ['brandId', 'occurredOn', 'kind'] },
  },
  visitor_members: {
    columns: { brandId: 'id', visitorId: 'code64', ...member, joinedAt: 'at' },
    key: ['brandId', 'visitorId', 'memberId'],
    index: { visitor_members_member: ['memberId'] },
  },
}; // prettier-ignore

/** What else Laurel keeps about members: links and consent with their history, attributes of the program's own, views. */
export class Members1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
    await addColumn(runner, 'member_profiles', 'version', 'count', 0);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('member_profiles', 'version');
    await dropTables(runner, Object.keys(tables).reverse());
  }
}
