import { DAY_MS } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import { groupBy } from '../../kernel/group.js';
import type { House } from '../../kernel/house.js';
import { marks } from '../../kernel/rows.js';
import type { Schedule } from '../../kernel/schedules.js';
import type { WriteSession } from '../../kernel/session.js';
import { systemCaller } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { PointsPart } from './balances.js';
import { nextNoticeAt } from './wallet-rules.js';

const MEMBERS_A_PAGE = 300;
/** A notice that comes later than this says nothing new: the next one will. */
const LATE_MS_MAX = DAY_MS;

interface Ending {
  readonly memberId: string;
  readonly wallet: string;
  readonly amount: number;
  readonly expiresAt: Instant;
  readonly noticeAt: Instant;
}

/** Tells members, so many days before, that points of theirs die: an activity that rules and messages may listen to. */
export const noticesSchedule: Schedule = {
  name: 'points.notices',

  async nextDueAt({ sql }) {
    const [row] = await sql.rows<{ at: number | null }>('SELECT MIN(noticeAt) AS at FROM point_lots');
    return row?.at ?? null;
  },

  async run(house, at) {
    const due = await house.database.reader.rows<{ memberId: string }>(
      `SELECT DISTINCT memberId FROM point_lots WHERE noticeAt <= ? LIMIT ${MEMBERS_A_PAGE}`,
      [at],
    );
    const members = due.map(({ memberId }) => memberId);
    if (members.length === 0) return 0;
    const caller = systemCaller(house.programs.current().hostBrandId);
    await write(house, { caller, members, now: at }, async (session) => {
      await tell(session, await endings(session, members));
      return undefined;
    });
    return members.length;
  },
};

/** What is left of lots that die together, member by member. */
function endings({ sql, now }: WriteSession, members: readonly string[]): Promise<Ending[]> {
  return sql.rows<Ending>(
    `SELECT memberId, wallet, SUM(remaining) AS amount, expiresAt, noticeAt FROM point_lots WHERE memberId IN ${marks(members)} AND noticeAt <= ? GROUP BY memberId, wallet, expiresAt, noticeAt ORDER BY memberId, wallet, expiresAt`,
    [...members, now],
  );
}

/** Whoever takes no part is not told; neither is anybody of points that are gone, or of what comes too late. */
async function tell(session: WriteSession, ending: readonly Ending[]): Promise<void> {
  const { hostBrandId } = session.house.programs.current();
  for (const { memberId, wallet, amount, expiresAt, noticeAt } of ending) {
    const isToBeTold = amount > 0 && session.now - noticeAt <= LATE_MS_MAX;
    if (!isToBeTold || session.members.get(memberId)?.status !== 'active') continue;
    const daysLeft = Math.round((expiresAt - noticeAt) / DAY_MS);
    const payload = { wallet, amount, daysLeft, expiresAt: new Date(expiresAt).toISOString() };
    session.record({ type: 'points.expiring', memberId, brandId: hostBrandId, payload });
  }
  await moveOn(session, ending);
}

/** Lots that die at one instant are told of at the same instants: few statements for a page of members. */
async function moveOn(session: WriteSession, ending: readonly Ending[]): Promise<void> {
  const { house, sql, now } = session;
  for (const [key, group] of groupBy(ending, ({ wallet, expiresAt }) => `${wallet}|${expiresAt}`)) {
    const [wallet = ''] = key.split('|');
    const expiresAt = group[0]?.expiresAt ?? 0;
    const members = [...new Set(group.map(({ memberId }) => memberId))];
    await sql.later(
      `UPDATE point_lots SET noticeAt = ? WHERE memberId IN ${marks(members)} AND wallet = ? AND expiresAt = ? AND noticeAt <= ?`,
      [nextNoticeAt(noticeDaysOf(house, wallet), expiresAt, now), ...members, wallet, expiresAt, now],
    );
  }
}

function noticeDaysOf({ programs }: House, wallet: string): readonly number[] {
  return (programs.current().parts['points'] as PointsPart).wallets.get(wallet)?.noticeDays ?? [];
}
