import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { TablePlan } from '../src/kernel/migration.js';
import { createTable, dropTables } from '../src/kernel/migration.js';

const member = { memberId: 'id' } as const;
const status = { position: 'count', status: 'code16' } as const;

const tables: Readonly<Record<string, TablePlan>> = {
  activities: {
    columns: {
      id: 'id', ...member, sequence: 'count', type: 'code64', brandId: 'id', externalId: 'code190?', occurredAt: 'at', occurredOn: 'on', recordedAt: 'at', isHistory: 'flag', causeId: 'id?', subjectId: 'code190?', amountMinor: 'amount?', payload: 'text', inputHash: 'code22?', programHash: 'code22', decisions: 'text?', outcome: 'text?',
    },
    key: ['id'],
    unique: { activities_external: ['brandId', 'externalId'], activities_sequence: ['memberId', 'sequence'] },
    index: { activities_member_time: ['memberId', 'occurredAt', 'id'], activities_subject: ['memberId', 'subjectId'] },
  },
  outbox: {
    columns: {
      id: 'id', topic: 'code30', sequence: 'count', type: 'code64', payload: 'text', createdAt: 'at', dueAt: 'at', attempts: 'count', deliveredTo: 'text', parkedAt: 'at?', lastError: 'text?',
    },
    key: ['id'],
    index: { outbox_due: ['parkedAt', 'dueAt', 'id'], outbox_topic: ['topic', 'sequence', 'id'] },
  },
  idempotency_keys: {
    columns: { id: 'code22', inputHash: 'code22', answer: 'text', createdAt: 'at' },
    key: ['id'],
    index: { idempotency_keys_age: ['createdAt'] },
  },
  leases: { columns: { name: 'code64', owner: 'code64', until: 'at' }, key: ['name'] },
  jobs: {
    columns: { id: 'id', kind: 'code64', key: 'code190', status: 'code16', progress: 'count', checkpoint: 'text', error: 'text?', createdAt: 'at', updatedAt: 'at' },
    key: ['id'],
    unique: { jobs_key: ['kind', 'key'] },
  },
  program_versions: { columns: { hash: 'code22', body: 'text', createdAt: 'at' }, key: ['hash'] },
  program_head: { columns: { id: 'count', hash: 'code22', appliedAt: 'at' }, key: ['id'] },
  counters: { columns: { name: 'code64', value: 'count' }, key: ['name'] },
  brands: {
    columns: { id: 'id', code: 'code64', name: 'code120', isHost: 'flag', status: 'code16', zone: 'code64', currency: 'code3', locale: 'code8', createdAt: 'at' },
    key: ['id'],
    unique: { brands_code: ['code'] },
  },
  api_keys: {
    columns: { id: 'id', keyId: 'code22', brandId: 'id', label: 'code120', secretHash: 'code43', scopes: 'text', expiresAt: 'at?', revokedAt: 'at?', lastUsedAt: 'at?', createdAt: 'at' },
    key: ['id'],
    unique: { api_keys_key: ['keyId'] },
  },
  members: {
    columns: { id: 'id', number: 'count', status: 'code16', brandId: 'id', channel: 'code64?', enrolledAt: 'at', createdAt: 'at' },
    key: ['id'],
    unique: { members_number: ['number'] },
    index: { members_enrolled: ['enrolledAt', 'id'] },
  },
  member_profiles: {
    columns: { ...member, displayName: 'code120?', birthday: 'on?', locale: 'code8?', zone: 'code64?', updatedAt: 'at' },
    key: ['memberId'],
  },
  member_identities: {
    columns: { id: 'id', ...member, brandId: 'id', kind: 'code16', value: 'code190', createdAt: 'at' },
    key: ['id'],
    unique: { member_identities_value: ['brandId', 'kind', 'value'] },
    index: { member_identities_member: ['memberId'] },
  },
  member_links: {
    columns: { ...member, brandId: 'id', linkedAt: 'at' },
    key: ['memberId', 'brandId'],
    unique: { member_links_brand: ['brandId', 'memberId'] },
  },
  member_metrics: {
    columns: { ...member, sequence: 'count', orders: 'count', spendMinor: 'amount', refunds: 'count', refundedMinor: 'amount', interactions: 'count', firstOrderAt: 'at?', lastOrderAt: 'at?', lastActivityAt: 'at?' },
    key: ['memberId'],
    index: { member_metrics_spend: ['spendMinor', 'memberId'] },
  },
  member_days: {
    columns: { ...member, occurredOn: 'on', category: 'code64', orders: 'count', spendMinor: 'amount', interactions: 'count' },
    key: ['memberId', 'occurredOn', 'category'],
  },
  wallets: {
    columns: { id: 'id', code: 'code64', unitName: 'text', isSpendable: 'flag', pendingDays: 'count', expiry: 'text', ...status },
    key: ['id'],
  },
  point_accounts: {
    columns: { ...member, wallet: 'code26', available: 'amount', pending: 'amount', earned: 'amount' },
    key: ['memberId', 'wallet'],
  },
  point_transfers: {
    columns: { id: 'id', ...member, wallet: 'code26', kind: 'code16', debit: 'code64', credit: 'code64', amount: 'amount', brandId: 'id', causeId: 'id', reason: 'code120', reversesId: 'id?', occurredAt: 'at', occurredOn: 'on', recordedAt: 'at' },
    key: ['id'],
    unique: { point_transfers_reverses: ['reversesId'] },
    index: { point_transfers_member_time: ['memberId', 'occurredAt', 'id'] },
  },
  point_lots: {
    columns: { id: 'id', ...member, wallet: 'code26', issuerId: 'id', funderId: 'id', causeId: 'id', amount: 'amount', remaining: 'amount', reversed: 'amount', occurredAt: 'at', occurredOn: 'on', availableAt: 'at', expiresAt: 'at?', isPending: 'flag', dueAt: 'at?' },
    key: ['id'],
    index: { point_lots_member_time: ['memberId', 'occurredAt', 'id'], point_lots_cause: ['causeId'], point_lots_due: ['dueAt', 'memberId'] },
  },
  point_draws: {
    columns: { transferId: 'id', lotId: 'id', ...member, amount: 'amount', occurredAt: 'at' },
    key: ['transferId', 'lotId'],
    index: { point_draws_lot: ['lotId'] },
  },
  tier_ladders: { columns: { id: 'id', code: 'code26', name: 'text', ...status }, key: ['id'] },
  tiers: {
    columns: { id: 'id', ladder: 'code26', code: 'code26', name: 'text', rank: 'count', entry: 'text?', upgradePack: 'text', status: 'code16' },
    key: ['id'],
  },
  tier_standings: {
    columns: { ...member, ladder: 'code26', tier: 'code26', since: 'at', causeId: 'id' },
    key: ['memberId', 'ladder'],
  },
  campaigns: { columns: { id: 'id', code: 'code26', name: 'text', ...status }, key: ['id'] },
  campaign_rules: {
    columns: { id: 'id', code: 'code26', campaign: 'code26', name: 'text', on: 'code64', when: 'text?', kind: 'code16', effects: 'text', validFrom: 'at?', validUntil: 'at?', ...status },
    key: ['id'],
    index: { campaign_rules_campaign: ['campaign'] },
  },
}; // prettier-ignore

/** The first tables: journal, outbox, brands, members, ledger, tiers, rules. */
export class First1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, plan] of Object.entries(tables)) await createTable(runner, name, plan);
    await runner.query("INSERT INTO counters (name, value) VALUES ('members.number', 0)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, Object.keys(tables).reverse());
  }
}
