import type { Decision } from '../../src/modules/operators/index.js';
import { decide, membersOfApproval } from '../../src/modules/operators/index.js';
import { write } from '../../src/kernel/unit-of-work.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import type { Deed } from './deed.js';
import { refusing } from './operations.js';

const deed = (name: 'approve' | 'reject', decision: Decision, isGrave: boolean): Deed => ({
  name,
  scope: null,
  icon: isGrave ? 'XCircle' : 'CheckCircle',
  help: `${name}Help`,
  isGrave,
  isFor: ({ status, scope, asker }, desk) =>
    status === 'pending' && asker !== desk.person.id && desk.may(String(scope)),
  fields: () => [{ name: 'note', label: 'note', kind: 'long' }],
  run: (desk, { note }, approvalId) => deciding(desk, approvalId, decision, textOf(note)),
});

/** What somebody asked for, decided by another. */
export const approvalDeeds: readonly Deed[] = [deed('approve', 'APPROVE', false), deed('reject', 'REJECT', true)];

function deciding(desk: Desk, approvalId: string, decision: Decision, note: string) {
  const decided = { approvalId, decision, note: note || null };
  return refusing(desk, async () => {
    const members = (sql: Desk['sql']) => membersOfApproval(desk.house, sql, decided);
    await write(desk.house, { caller: desk.caller, members }, async (session) => {
      await decide(session, decided);
      return undefined;
    });
    return { problems: [] };
  });
}
