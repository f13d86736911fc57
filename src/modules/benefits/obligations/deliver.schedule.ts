import type { Instant } from '../../../kernel/clock.js';
import type { Sql } from '../../../kernel/database.js';
import type { Wish } from '../../../kernel/effect.js';
import { groupBy } from '../../../kernel/group.js';
import type { House } from '../../../kernel/house.js';
import type { Schedule } from '../../../kernel/schedules.js';
import { systemCaller } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import type { BenefitsPart } from '../compile.js';
import { endOf } from '../issue.js';
import { NEVER } from './write.js';

const PAGE = 300;

interface Waiting {
  readonly benefit: string;
  /** From when on the oldest of what is owed can be kept. */
  readonly readyAt: Instant;
  /** Since when there is a unit; null while there is none. */
  readonly freedAt: Instant | null;
}

interface Owed {
  readonly memberId: string;
  readonly grantId: string;
  readonly createdAt: Instant;
}

/** What is owed is given as soon as there is something to give, the oldest first; of a pre-sale from its day on. */
export const deliverSchedule: Schedule = {
  name: 'benefits.deliver',

  async nextDueAt({ sql, house }) {
    const waiting = await deliverable(sql, house);
    return waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at));
  },

  async run(house, at) {
    const waiting = (await deliverable(house.database.reader, house)).filter((each) => each.at <= at);
    const [first] = waiting.sort((a, b) => a.at - b.at || (a.benefit < b.benefit ? -1 : 1));
    return first ? deliver(house, first.benefit, at) : 0;
  },
};

/** Benefits that are owed and there, and since when both is so. */
async function deliverable(sql: Sql, { programs }: House): Promise<{ readonly benefit: string; readonly at: Instant }[]> {
  const rows = await sql.rows<Waiting>(
    `SELECT b.code AS benefit,
      (SELECT MIN(o.readyAt) FROM obligations o WHERE o.benefit = b.code AND o.status = 'open' AND o.readyAt < ${NEVER}) AS readyAt,
      (SELECT COALESCE(u.freedAt, 0) FROM benefit_units u WHERE u.benefit = b.code AND u.grantId IS NULL ORDER BY u.number LIMIT 1) AS freedAt
    FROM benefits b WHERE EXISTS (SELECT 1 FROM obligations o WHERE o.benefit = b.code AND o.status = 'open' AND o.readyAt < ${NEVER})`,
  );
  if (rows.length === 0) return [];
  const [head] = await sql.rows<{ appliedAt: Instant }>('SELECT appliedAt FROM program_head WHERE id = 1');
  const { benefits } = programs.current().parts['benefits'] as BenefitsPart;
  return rows.flatMap(({ benefit, readyAt, freedAt }) => {
    const offered = benefits.get(benefit);
    const since = offered?.stock.kind === 'unlimited' ? (head?.appliedAt ?? 0) : freedAt;
    if (since === null) return [];
    const at = Math.max(readyAt, since);
    const end = offered ? endOf(offered) : null;
    return end !== null && end <= at ? [] : [{ benefit, at }];
  });
} // prettier-ignore

/** One page of one benefit, no more than there is. Answers how many were given. */
async function deliver(house: House, benefit: string, at: Instant): Promise<number> {
  const owed = await house.database.reader.rows<Owed>(
    `SELECT memberId, grantId, createdAt FROM obligations WHERE benefit = ? AND status = 'open' AND readyAt <= ? ORDER BY readyAt, createdAt, id LIMIT ${await room(house, benefit)}`,
    [benefit, at],
  );
  if (owed.length === 0) return 0;
  const caller = systemCaller(house.programs.current().hostBrandId);
  const now = owed.reduce((latest, { createdAt }) => Math.max(latest, createdAt), at);
  const byMember = groupBy(owed, ({ memberId }) => memberId);
  const { value } = await write(house, { caller, members: [...byMember.keys()], now }, async (session) => {
    for (const [memberId, rows] of byMember) {
      session.queue.settle.set(memberId, now);
      session.queue.asked.set(memberId, rows.map(({ grantId }) => wishOf(grantId, now)));
    }
    await drainNow(session);
    return session.queue.stored.filter(({ activity }) => activity.type === 'benefit.issued').length;
  });
  return value;
} // prettier-ignore

/** How many can be given at once: as many as there are units, where they are counted. */
async function room({ database, programs }: House, benefit: string): Promise<number> {
  const { benefits } = programs.current().parts['benefits'] as BenefitsPart;
  if (benefits.get(benefit)?.stock.kind === 'unlimited') return PAGE;
  const free = await database.reader.rows(`SELECT number FROM benefit_units WHERE benefit = ? AND grantId IS NULL LIMIT ${PAGE}`, [benefit]); // prettier-ignore
  return free.length;
}

function wishOf(grantId: string, at: Instant): Wish {
  return { kind: 'benefit.deliver', reason: 'in stock again', at, intent: { grantId } };
}
