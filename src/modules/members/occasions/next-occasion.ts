import { dayOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Celebrated } from './occasions.js';
import { nextOccasionAt } from './occasions.js';

type Newcomer = Pick<Celebrated, 'birthday' | 'zone' | 'enrolledAt'>;

/** The columns of somebody who just joined; whose day is today has it now. */
export function occasionOf(newcomer: Newcomer, now: Instant) {
  const never = { birthdayOn: null, anniversaryOn: null };
  return { ...never, occasionDueAt: dueAtOf({ ...newcomer, ...never }, now) };
}

/** After a birthday or a zone has changed. What the member had this year it does not have again. */
export async function moveOccasion({ sql, now, members, house }: WriteSession, memberId: string): Promise<void> {
  const [row] = await sql.rows<Omit<Celebrated, 'zone' | 'enrolledAt'> & { readonly zone: string | null }>(
    'SELECT birthday, zone, birthdayOn, anniversaryOn FROM member_profiles WHERE memberId = ?',
    [memberId],
  );
  if (!row) return;
  const zone = row.zone ?? house.programs.current().zone;
  const dueAt = dueAtOf({ ...row, zone, enrolledAt: members.get(memberId)?.enrolledAt ?? now }, now);
  await sql.run('UPDATE member_profiles SET occasionDueAt = ? WHERE memberId = ?', [dueAt, memberId]);
}

function dueAtOf(member: Celebrated, now: Instant): Instant {
  return Math.max(now, nextOccasionAt(member, dayOf(now, member.zone)));
}
