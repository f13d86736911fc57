import type { ApprovalKind, ApprovalWish } from '../../kernel/approval.js';
import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { operatorCaller } from './operator-caller.js';

export const APPROVAL_KEPT_MS = 7 * 86_400_000;
const REASON_LENGTH_MAX = 500;

export type Decision = 'APPROVE' | 'REJECT' | 'WITHDRAW';
export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

const ENDS: Readonly<Record<Decision, ApprovalStatus>> = {
  APPROVE: 'approved',
  REJECT: 'rejected',
  WITHDRAW: 'withdrawn',
};

/** Asks a second person for something. Refuses INVALID_INPUT for what could not be done anyway. Answers the approval's id. */
export async function askApproval(session: WriteSession, { kind, input, reason }: ApprovalWish): Promise<string> {
  const { caller, now } = session;
  if (!caller.operatorId) throw new Error(`Only an operator asks for ${kind}; others are told what they may not do`);
  const declared = kindOf(session.house, kind);
  const checked = declared.schema.parse(input) as JsonObject;
  const sentence = await declared.sentence(session, checked);
  const id = newId('apr');
  await insertRows(session.sql, 'approvals', [
    {
      id,
      kind,
      status: 'pending',
      scope: declared.scope,
      sentence: JSON.stringify(sentence),
      input: JSON.stringify(checked),
      reason: (reason ?? '').slice(0, REASON_LENGTH_MAX),
      requestedBy: caller.operatorId,
      requestedAt: now,
      expiresAt: now + APPROVAL_KEPT_MS,
      decidedBy: null,
      decidedAt: null,
      note: null,
      result: null,
    },
  ]);
  session.audit({
    action: 'approvals.asked',
    subject: { type: 'approval', id },
    after: { kind, ...checked, status: 'pending' },
    reason,
  });
  return id;
}

export interface ApprovalRow {
  readonly id: string;
  readonly kind: string;
  readonly status: ApprovalStatus;
  readonly scope: string;
  readonly input: string;
  readonly requestedBy: string;
  readonly expiresAt: number;
}

export interface Decided {
  readonly approvalId: string;
  readonly decision: Decision;
  readonly note?: string | null;
}

/**
 * Decides, once: of two who decide at the same time one is told that it is decided. Approving does what was asked for in
 * the same transaction; when that refuses, nothing is decided either. Who asked may only withdraw. Refuses NOT_FOUND for
 * whoever may not decide, OWN_APPROVAL, APPROVAL_CLOSED, and whatever the operation refuses.
 */
export async function decide(session: WriteSession, { approvalId, decision, note = null }: Decided): Promise<void> {
  const { caller, house, now } = session;
  const approval = await needApproval(session.sql, caller, approvalId);
  requireOther(caller, approval, decision);
  if (approval.status !== 'pending') refuse('APPROVAL_CLOSED', { status: approval.status });
  if (approval.expiresAt <= now) refuse('APPROVAL_CLOSED', { status: 'expired' });
  const status = ENDS[decision];
  const set = `UPDATE approvals SET status = ?, decidedBy = ?, decidedAt = ?, note = ?
    WHERE id = ? AND status = 'pending' AND expiresAt > ?`;
  const shortNote = note?.slice(0, REASON_LENGTH_MAX) ?? null;
  const decided = await session.sql.run(set, [status, caller.operatorId, now, shortNote, approvalId, now]);
  if (decided !== 1) refuse('APPROVAL_CLOSED', { status: 'decided' });
  session.audit({
    action: `approvals.${status}`,
    subject: { type: 'approval', id: approvalId },
    before: { status: 'pending' },
    after: { status, kind: approval.kind },
    reason: note,
  });
  if (decision !== 'APPROVE') return;
  if (!(await operatorCaller(house, session.sql, approval.requestedBy))) refuse('APPROVAL_CLOSED', { status: 'withdrawn' }); // prettier-ignore
  const { kind, input } = inputOf(house, approval);
  const result = await kind.execute(session, input);
  await session.sql.run('UPDATE approvals SET result = ? WHERE id = ?', [JSON.stringify(result), approvalId]);
}

/** The members that approving will touch, for the unit of work to lock. */
export async function membersOfApproval(
  house: House,
  sql: Sql,
  { approvalId, decision }: Decided,
): Promise<readonly string[]> {
  const approval = decision === 'APPROVE' ? await approvalById(sql, approvalId) : undefined;
  if (!approval) return [];
  const { kind, input } = inputOf(house, approval);
  return kind.members?.(input) ?? [];
}

/** What was asked for by the caller, or what it may decide on. */
export function maySee(
  { operatorId, scopes }: Caller,
  { requestedBy, scope }: Pick<ApprovalRow, 'requestedBy' | 'scope'>,
) {
  return requestedBy === operatorId || scopes.has(scope);
}

async function needApproval(sql: Sql, caller: Caller, id: string): Promise<ApprovalRow> {
  const approval = await approvalById(sql, id);
  return approval && maySee(caller, approval) ? approval : refuse('NOT_FOUND', { what: 'approval' }, ['approvalId']);
}

function requireOther({ operatorId, scopes }: Caller, approval: ApprovalRow, decision: Decision): void {
  const isOwn = approval.requestedBy === operatorId;
  if (decision === 'WITHDRAW' && !isOwn) refuse('NOT_FOUND', { what: 'approval' }, ['approvalId']);
  if (decision === 'WITHDRAW') return;
  if (isOwn) refuse('OWN_APPROVAL', {});
  if (!scopes.has(approval.scope)) refuse('NOT_FOUND', { what: 'approval' }, ['approvalId']);
}

async function approvalById(sql: Sql, id: string): Promise<ApprovalRow | undefined> {
  const [row] = await sql.rows<ApprovalRow>(
    'SELECT id, kind, status, scope, input, requestedBy, expiresAt FROM approvals WHERE id = ?',
    [id],
  );
  return row?.id === id ? row : undefined;
}

function inputOf(house: House, approval: ApprovalRow): { kind: ApprovalKind; input: unknown } {
  const kind = kindOf(house, approval.kind);
  return { kind, input: kind.schema.parse(JSON.parse(approval.input)) };
}

function kindOf({ modules }: House, name: string): ApprovalKind {
  const kind = modules.flatMap(({ approvals = [] }) => approvals).find((one) => one.kind === name);
  if (!kind) throw new Error(`No module declares the approval ${name}`);
  return kind;
}
