import { actorOf } from '../../../kernel/caller.js';
import { newId } from '../../../kernel/id.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Member } from '../members.entity.js';
import { memberReasons as reasons } from '../members.reasons.js';

const REASON_LENGTH_MAX = 500;

/**
 * Takes a locked member out of the program until it is reinstated: nothing is recorded for it and its tokens stop.
 * Answers the activity. Refuses MEMBER_NOT_ACTIVE.
 */
export async function suspend(session: WriteSession, memberId: string, reason: string): Promise<string> {
  const activityId = session.record({ type: 'member.suspended', memberId, brandId: session.caller.brandId });
  await move(session, memberId, { from: 'active', to: 'suspended', otherwise: 'MEMBER_NOT_ACTIVE' }, reason);
  return activityId;
}

/** Lets a suspended member take part again. Answers the activity. Refuses MEMBER_NOT_SUSPENDED. */
export async function reinstate(session: WriteSession, memberId: string, reason: string): Promise<string> {
  await move(session, memberId, { from: 'suspended', to: 'active', otherwise: 'MEMBER_NOT_SUSPENDED' }, reason);
  const member = session.members.get(memberId);
  if (member) session.adopt([{ ...member, status: 'active' }]);
  return session.record({ type: 'member.reinstated', memberId, brandId: session.caller.brandId });
}

interface Step {
  readonly from: Member['status'];
  readonly to: Member['status'];
  readonly otherwise: string;
}

async function move(session: WriteSession, memberId: string, step: Step, reason: string): Promise<void> {
  const { sql, caller, now } = session;
  const text = reason.trim();
  if (text.length < 1 || text.length > REASON_LENGTH_MAX) {
    refuseInput(reasons.reasonLength(REASON_LENGTH_MAX), ['reason']);
  }
  const guarded = 'UPDATE members SET status = ? WHERE id = ? AND status = ?';
  if ((await sql.run(guarded, [step.to, memberId, step.from])) !== 1) {
    refuse(step.otherwise, { status: session.members.get(memberId)?.status ?? 'closed' }, ['member']);
  }
  session.audit({
    action: step.to === 'suspended' ? 'members.suspended' : 'members.reinstated',
    subject: { type: 'member', id: memberId },
    before: { status: step.from },
    after: { status: step.to },
    reason: text,
  });
  await insertRows(sql, 'member_status_changes', [
    { id: newId('sta'), memberId, fromStatus: step.from, toStatus: step.to, reason: text, ...actorOf(caller), occurredAt: now },
  ]); // prettier-ignore
}
