import type { Day } from '../../../kernel/calendar.js';
import { addDays, dayOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import { marks, upsertRows } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { OCCASIONS_WANTED } from '../wants.js';
import type { Celebrated, Occasion } from './occasions.js';
import { nextOccasionAt, occasionsOn, yearsOn } from './occasions.js';

const PAGE = 300;

const KEPT = ['memberId', 'birthday', 'zone', 'birthdayOn', 'anniversaryOn', 'occasionDueAt', 'version', 'updatedAt'] as const; // prettier-ignore

interface Row {
  readonly memberId: string;
  readonly birthday: Day | null;
  readonly zone: string | null;
  readonly birthdayOn: Day | null;
  readonly anniversaryOn: Day | null;
  readonly occasionDueAt: Instant;
  readonly version: number;
  readonly updatedAt: Instant;
}

/**
 * Birthdays and anniversaries, as each begins in the zone of the member, a page of members at a time. What a member has
 * had, and what it has next, is written with the fact: whoever runs it again finds nothing due. Where no rule of the
 * program listens there is no fact: a million members would fill the journal with what nobody asks about.
 */
export const occasionsSchedule: Schedule = {
  name: 'members.occasions',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: Instant | null }>('SELECT MIN(occasionDueAt) AS at FROM member_profiles');
    return row?.at ?? null;
  },

  async run(house, at) {
    const due = await house.database.reader.rows<{ memberId: string }>(
      `SELECT memberId FROM member_profiles WHERE occasionDueAt <= ? ORDER BY occasionDueAt, memberId LIMIT ${PAGE}`,
      [at],
    );
    const members = due.map(({ memberId }) => memberId);
    if (members.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    await write(house, { caller, members, now: at }, (session) => celebrate(session, at));
    return members.length;
  },
};

/** The rows are read again under the locks of their members: somebody may have moved a birthday meanwhile. */
async function celebrate(session: WriteSession, at: Instant): Promise<undefined> {
  const { sql, members, house } = session;
  const ids = [...members.keys()];
  const rows = await sql.rows<Row>(
    `SELECT ${KEPT.join(', ')} FROM member_profiles WHERE occasionDueAt <= ? AND memberId IN ${marks(ids)} ORDER BY memberId`,
    [at, ...ids],
  );
  const { zone, wants } = house.programs.current();
  const isListening = (wants[OCCASIONS_WANTED] ?? 0) > 0;
  const after = rows.map((row) => {
    const locked = members.get(row.memberId);
    const member = { ...row, zone: row.zone ?? zone, enrolledAt: locked?.enrolledAt ?? 0 };
    const day = dayOf(row.occasionDueAt, member.zone);
    const had = isListening && locked?.status === 'active' ? occasionsOn(member, day) : [];
    for (const occasion of had) tell(session, row, member, occasion, day);
    const seen = Object.fromEntries(had.map((occasion) => [`${occasion}On`, day]));
    return { ...row, ...seen, occasionDueAt: nextOccasionAt({ ...member, ...seen }, addDays(day, 1)) };
  });
  const changed = { birthdayOn: 'replace', anniversaryOn: 'replace', occasionDueAt: 'replace' } as const;
  await upsertRows(sql, 'member_profiles', ['memberId'], after, changed);
}

/** Nothing of it says who was born when but the day it happens on. */
function tell(session: WriteSession, row: Row, member: Celebrated, type: Occasion, day: Day): void {
  session.record({
    type,
    memberId: row.memberId,
    brandId: session.caller.brandId,
    occurredAt: row.occasionDueAt,
    payload: type === 'anniversary' ? { years: yearsOn(member, day) } : {},
  });
}
