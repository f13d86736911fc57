import { dayOf, startOfDay } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import type { Compiled, SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { isAmong, joined, rulesToSql, selectMembers } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { pages } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import type { Sample } from '../members/index.js';
import { drawSample, ofSeenMembers } from '../members/index.js';

const NUMBERS_A_STATEMENT = 5_000;
/** Of those so many at once, until there are enough to show. */
const NUMBERS_A_LOOK = 1_000;
const SHOWN_MAX = 10;
/** A partner is told no size below this, so that nobody is found out by one. */
export const TOLD_MIN = 20;

/** Whom a rule says yes to, and of whom it cannot tell, among those that were asked. */
export interface Counted {
  readonly asked: number;
  readonly selected: number;
  readonly unknown: number;
  /** Those that were asked, where it was not everybody. */
  readonly sample: Sample | null;
}

/** Asks a rule of all active members the caller sees, or of a sample of them where there are many. */
export async function countSelected(session: ReadSession, rule: Compiled<RuleScope>): Promise<Counted> {
  const sample = await drawSample(session.sql);
  if (!sample) return { ...(await count(session, rule, contextOf(session))), sample };
  let total = { asked: 0, selected: 0, unknown: 0 };
  for (const numbers of pages(sample.numbers, NUMBERS_A_STATEMENT)) {
    const { asked, selected, unknown } = await count(session, rule, { ...contextOf(session), among: { numbers } });
    total = { asked: total.asked + asked, selected: total.selected + selected, unknown: total.unknown + unknown };
  }
  return { ...total, sample };
}

/** Ids of some members a rule says yes to. */
export async function someSelected(session: ReadSession, rule: Compiled<RuleScope>): Promise<string[]> {
  const sample = await drawSample(session.sql);
  const parts: (readonly number[] | null)[] = sample ? [...pages(sample.numbers, NUMBERS_A_LOOK)] : [null];
  const found: string[] = [];
  for (const numbers of parts) {
    const some = numbers ? { among: { numbers } } : {};
    const { text, params } = selectMembers(rule, { ...contextOf(session), ...some }, {
      where: active(session, some),
      tail: { text: `ORDER BY m.number LIMIT ${SHOWN_MAX - found.length}`, params: [] },
    }); // prettier-ignore
    found.push(...(await session.sql.rows<{ id: string }>(text, params)).map(({ id }) => id));
    if (found.length >= SHOWN_MAX) break;
  }
  return found;
}

async function count(session: ReadSession, rule: Compiled<RuleScope>, context: SqlContext) {
  const { joins, conditions } = rulesToSql([rule], context);
  const where = active(session, context);
  const text = `SELECT COUNT(*) AS asked, SUM(CASE WHEN said THEN 1 ELSE 0 END) AS selected, SUM(CASE WHEN said IS NULL THEN 1 ELSE 0 END) AS unknown FROM (SELECT ${conditions.map((each) => each.text).join('')} AS said FROM members m${joins.text} WHERE ${where.text}) answers`;
  const params = [...conditions.flatMap((each) => each.params), ...joins.params, ...where.params];
  const [row] = await session.sql.rows<{ asked: number; selected: number | null; unknown: number | null }>(
    text,
    params,
  );
  return { asked: row?.asked ?? 0, selected: row?.selected ?? 0, unknown: row?.unknown ?? 0 };
}

/** Those that take part and that the caller sees, of all members or of some. */
function active({ caller }: ReadSession, { among }: Pick<SqlContext, 'among'>): SqlPart {
  const seen = ofSeenMembers(caller, 'm.id');
  const which = among ? joined(' AND ', isAmong(among)) : '';
  return joined("m.status = 'active'", which, { text: seen.where, params: seen.params });
}

/** As segments are asked: at the start of the day. */
function contextOf({ house, sql, now }: ReadSession): SqlContext {
  const { zone, parts } = house.programs.current();
  const today = dayOf(now, zone);
  return { engine: sql.engine, now: startOfDay(today, zone), today, zone, parts };
}

/** Whether the caller is told of sizes however small: the host and its operators. */
export function isToldAll({ caller }: ReadSession): boolean {
  return windowOf(caller) === null && caller.kind !== 'member';
}
