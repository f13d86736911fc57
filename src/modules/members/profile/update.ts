import type { Bound } from '../../../kernel/bind.js';
import type { Day } from '../../../kernel/calendar.js';
import { dayOf } from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/refusal.js';
import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { moveOccasion } from '../occasions/next-occasion.js';
import { birthdayOf, DISPLAY_NAME_MAX, FIRST_ZONE, knownZone, label } from './given-texts.js';

/** What is to change: null clears, what is absent stays. */
export interface ProfileChange {
  readonly displayName?: string | null | undefined;
  readonly birthday?: Day | null | undefined;
  readonly locale?: Locale | null | undefined;
  readonly zone?: string | null | undefined;
}

/**
 * Changes what is known of a locked member as a person. Refuses INVALID_INPUT, and VERSION_CONFLICT when somebody has
 * changed it since `expectedVersion`.
 */
export async function updateProfile(
  session: WriteSession,
  memberId: string,
  change: ProfileChange,
  expectedVersion: number | null,
): Promise<void> {
  const changed = columnsOf(session, change);
  const set = ['version = version + 1', 'updatedAt = ?', ...Object.keys(changed).map((name) => `${name} = ?`)];
  const guard = expectedVersion === null ? '' : ' AND version = ?';
  const params = [session.now, ...Object.values(changed), memberId];
  const done = await session.sql.run(
    `UPDATE member_profiles SET ${set.join(', ')} WHERE memberId = ?${guard}`,
    expectedVersion === null ? params : [...params, expectedVersion],
  );
  if (done !== 1) refuse('VERSION_CONFLICT', {}, ['expectedVersion']);
  if ('birthday' in changed || 'zone' in changed) await moveOccasion(session, memberId);
}

/** The names are ours; values that are absent are left out. */
function columnsOf({ now }: WriteSession, change: ProfileChange): Record<string, Bound> {
  const { displayName, birthday, locale, zone } = change;
  return {
    ...(displayName === undefined ? {} : { displayName: label(displayName, DISPLAY_NAME_MAX, 'displayName') }),
    ...(birthday === undefined ? {} : { birthday: birthdayOf(birthday, dayOf(now, FIRST_ZONE)) }),
    ...(locale === undefined ? {} : { locale }),
    ...(zone === undefined ? {} : { zone: knownZone(zone) }),
  };
}
