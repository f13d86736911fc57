import type { StoredAudit } from '../../kernel/audit-seal.js';
import type { Bound } from '../../kernel/bind.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import type { ApprovalStatus } from './approvals.js';
import type { ApprovalFilterInput, AuditFilterInput } from './operators.types.js';

/** An approval as lists show it; its sentence is JSON of three languages. */
export interface ApprovalListRow {
  readonly id: string;
  readonly kind: string;
  readonly status: ApprovalStatus;
  readonly scope: string;
  readonly sentence: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly note: string | null;
}

export interface AuditListRow extends StoredAudit {
  readonly seal: number | null;
}

export interface JobListRow {
  readonly id: string;
  readonly kind: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly progress: number;
  readonly error: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const APPROVAL = ['id', 'kind', 'status', 'scope', 'sentence', 'reason', 'requestedBy', 'requestedAt', 'expiresAt', 'decidedBy', 'decidedAt', 'note']; // prettier-ignore
const AUDIT = ['id', 'at', 'actor', 'operatorId', 'action', 'subjectType', 'subjectId', 'was', 'became', 'input', 'reason', 'requestId', 'seal']; // prettier-ignore
const JOB = ['id', 'kind', 'status', 'progress', 'error', 'createdAt', 'updatedAt'];

/** Approvals the caller asked for or may decide on. */
export function approvalPage(
  context: RequestContext,
  { status, kind }: ApprovalFilterInput,
  page: PageArguments,
): Promise<Page<ApprovalListRow>> {
  const seen = seenBy(context);
  const conditions: [string, readonly Bound[]][] = [[seen.where, seen.params]];
  const statuses = [...new Set(status ?? [])];
  if (statuses.length > 0) {
    const over = statuses.includes('expired') ? '' : " AND (status <> 'pending' OR expiresAt > ?)";
    conditions.push([`status IN ${marks(statuses)}${over}`, over ? [...statuses, context.session.now] : statuses]);
  }
  if (kind != null) conditions.push(['kind = ?', [kind]]);
  return readPage(context, { name: 'approvals', columns: APPROVAL, ...from('approvals', conditions), order: ['requestedAt', 'id'], isDescending: true }, page); // prettier-ignore
}

/** Approvals by id; those the caller may not see are not found. */
export const approvalRows: Loading<string, ApprovalListRow> = {
  async read(context, ids) {
    const seen = seenBy(context);
    const { from: text, params } = from('approvals', [[`id IN ${marks(ids)}`, ids], [seen.where, seen.params]]); // prettier-ignore
    const rows = await ask<ApprovalListRow>(context, { columns: APPROVAL, from: text, params });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** What people changed. */
export function auditPage(
  context: RequestContext,
  filter: AuditFilterInput,
  page: PageArguments,
): Promise<Page<AuditListRow>> {
  const conditions: [string, readonly Bound[]][] = [];
  if (filter.subjectId != null) conditions.push(['subjectId = ?', [filter.subjectId]]);
  if (filter.operatorId != null) conditions.push(['operatorId = ?', [filter.operatorId]]);
  if (filter.action != null) conditions.push(['action = ?', [filter.action]]);
  if (filter.from != null) conditions.push(['at >= ?', [filter.from]]);
  if (filter.before != null) conditions.push(['at < ?', [filter.before]]);
  return readPage(context, { name: 'audit', columns: AUDIT, ...from('audit_rows', conditions), order: ['at', 'id'], isDescending: true }, page); // prettier-ignore
}

/** Long work of the house. */
export function jobPage(context: RequestContext, page: PageArguments): Promise<Page<JobListRow>> {
  return readPage(context, { name: 'jobs', columns: JOB, ...from('jobs', []), order: ['createdAt', 'id'], isDescending: true }, page); // prettier-ignore
}

function seenBy({ caller }: RequestContext): { where: string; params: readonly Bound[] } {
  const scopes = [...caller.scopes].sort();
  const own = 'requestedBy = ?';
  const params = [caller.operatorId ?? '', ...scopes];
  return { where: scopes.length === 0 ? own : `(${own} OR scope IN ${marks(scopes)})`, params };
}

function from(
  table: string,
  conditions: readonly (readonly [string, readonly Bound[]])[],
): { from: string; params: readonly Bound[] } {
  const where = conditions.map(([text]) => text).join(' AND ') || '1 = 1';
  return { from: `FROM ${table} WHERE ${where}`, params: conditions.flatMap(([, values]) => [...values]) };
}
