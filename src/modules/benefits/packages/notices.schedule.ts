import { DAY_MS } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';

const PAGE = 300;
/** A notice that comes later than this is none any more. */
const LATE_MS_MAX = DAY_MS;

interface Ending {
  readonly id: string;
  readonly memberId: string;
  readonly package: string;
  readonly brandId: string;
  readonly cycleUntil: Instant;
  readonly noticeAt: Instant;
}

interface Unused {
  readonly packageIssueId: string;
  readonly benefit: string;
  readonly remaining: number;
}

/** Tells members, so many days before a cycle of a card ends, what of it they have not used: once a cycle. */
export const cardNoticesSchedule: Schedule = {
  name: 'packages.notices',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: number | null }>('SELECT MIN(noticeAt) AS at FROM package_issues');
    return row?.at ?? null;
  },

  async run(house, at) {
    const due = await house.database.reader.rows<{ id: string; memberId: string }>(
      `SELECT id, memberId FROM package_issues WHERE noticeAt <= ? ORDER BY noticeAt, memberId, id LIMIT ${PAGE}`,
      [at],
    );
    if (due.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    const members = [...new Set(due.map(({ memberId }) => memberId))];
    await write(house, { caller, members, now: at }, (session) => tell(session, due.map(({ id }) => id))); // prettier-ignore
    return due.length;
  },
};

/** The cards are read again under the locks of their members: somebody else may have told of them meanwhile. */
async function tell(session: WriteSession, ids: readonly string[]): Promise<undefined> {
  const { sql, now, members } = session;
  const ending = await sql.rows<Ending>(
    `SELECT id, memberId, package, brandId, cycleUntil, noticeAt FROM package_issues WHERE id IN ${marks(ids)} AND noticeAt <= ? AND status = 'live'`,
    [...ids, now],
  );
  const unused = groupBy(await unusedOf(session, ending), ({ packageIssueId }) => packageIssueId);
  for (const { id, memberId, package: code, brandId, cycleUntil, noticeAt } of ending) {
    const parts = (unused.get(id) ?? []).map(({ benefit, remaining }) => ({ benefit, remaining }));
    const isToBeTold = parts.length > 0 && now - noticeAt <= LATE_MS_MAX && members.get(memberId)?.status === 'active';
    if (!isToBeTold) continue;
    const daysLeft = Math.round((cycleUntil - noticeAt) / DAY_MS);
    const payload = { packageIssueId: id, package: code, daysLeft, cycleUntil: new Date(cycleUntil).toISOString(), parts }; // prettier-ignore
    session.record({ type: 'card.unused', memberId, brandId, subjectId: id, payload });
  }
  await sql.later(`UPDATE package_issues SET noticeAt = NULL WHERE id IN ${marks(ids)} AND noticeAt <= ?`, [...ids, now]); // prettier-ignore
  return undefined;
}

/** What dies with the cycle, with the uses that are left of it, by benefit. */
function unusedOf({ sql, now }: WriteSession, ending: readonly Ending[]): Promise<Unused[]> {
  if (ending.length === 0) return Promise.resolve([]);
  const members = [...new Set(ending.map(({ memberId }) => memberId))];
  const ids = ending.map(({ id }) => id);
  return sql.rows<Unused>(
    `SELECT g.packageIssueId, g.benefit, SUM(CASE WHEN g.valueMinor IS NULL THEN g.usesMax - g.uses ELSE 1 END) AS remaining
      FROM grants g JOIN package_issues p ON p.id = g.packageIssueId
      WHERE g.memberId IN ${marks(members)} AND g.packageIssueId IN ${marks(ids)}
      AND g.status IN ('issued', 'claimed') AND g.expiresAt > ? AND g.expiresAt <= p.cycleUntil
      GROUP BY g.packageIssueId, g.benefit ORDER BY g.packageIssueId, g.benefit`,
    [...members, ...ids, now],
  );
}
