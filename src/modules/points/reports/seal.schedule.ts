import type { Day } from '../../../kernel/calendar.js';
import { addDays, dayOf, startOfDay } from '../../../kernel/calendar.js';
import type { Sql } from '../../../kernel/database.js';
import { insertRows } from '../../../kernel/rows.js';
import type { Schedule } from '../../../kernel/schedules.js';
import type { WriteSession } from '../../../kernel/session.js';
import { systemCaller } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import { settleSchedule } from '../settle.schedule.js';
import { totalsOf, twice } from './totals.js';

/** Transactions that began before midnight may commit after it: longer than the longest of them takes. */
const GRACE_MS = 300_000;

/** Closes the books of each day that is over, once everything that was due in it has been booked. */
export const sealSchedule: Schedule = {
  name: 'points.seal',

  async nextDueAt(session) {
    const { zone } = session.house.programs.current();
    const day = await nextDay(session.sql, zone);
    if (day === null) return null;
    const end = startOfDay(addDays(day, 1), zone);
    const openAt = await settleSchedule.nextDueAt(session);
    return openAt !== null && openAt < end ? null : end + GRACE_MS;
  },

  async run(house, at) {
    const { zone, hostBrandId } = house.programs.current();
    const day = await nextDay(house.database.reader, zone);
    if (day === null || startOfDay(addDays(day, 1), zone) + GRACE_MS > at) return 0;
    await write(house, { caller: systemCaller(hostBrandId), members: [], now: at }, async (session) => {
      await seal(session, day, zone);
      return undefined;
    });
    return 1;
  },
};

/** The first day with transfers that is not sealed; days without any need no seal. */
async function nextDay(sql: Sql, zone: string): Promise<Day | null> {
  const last = await lastSealed(sql);
  const after = last === null ? 0 : startOfDay(addDays(last, 1), zone);
  const [row] = await sql.rows<{ at: number | null }>(
    'SELECT MIN(recordedAt) AS at FROM point_transfers WHERE recordedAt >= ?',
    [after],
  );
  return row?.at == null ? null : dayOf(row.at, zone);
}

async function lastSealed(sql: Sql): Promise<Day | null> {
  const [row] = await sql.rows<{ day: Day | null }>('SELECT MAX(day) AS day FROM point_seals');
  return row?.day ?? null;
}

async function seal({ sql, now }: WriteSession, day: Day, zone: string): Promise<void> {
  const between = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)];
  const where = 'recordedAt >= ? AND recordedAt < ?';
  const totals = await sql.rows<{ wallet: string; account: string; debited: number; credited: number }>(
    totalsOf(where),
    twice(between),
  );
  const [count] = await sql.rows<{ n: number }>(`SELECT COUNT(*) AS n FROM point_transfers WHERE ${where}`, between);
  await insertRows(sql, 'point_seals', [{ day, transfers: count?.n ?? 0, sealedAt: now }]);
  await insertRows(
    sql,
    'point_day_totals',
    totals.map((total) => ({ day, ...total })),
  );
}
