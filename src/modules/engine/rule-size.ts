import { dayOf, startOfDay } from '../../kernel/calendar.js';
import { windowOf } from '../../kernel/caller.js';
import type { Compiled, SqlContext, SqlPart } from '../../kernel/expression/index.js';
import { rulesToSql, selectMembers } from '../../kernel/expression/index.js';
import type { RuleScope } from '../../kernel/module.js';
import { marks, pages } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import { ofSeenMembers } from '../members/index.js';

/** Up to here all members are asked. */
const COUNTED_MAX = 200_000;
/** Of more, so many by a hash of their numbers, always the same ones. */
const SAMPLED = 10_000;
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
  /** How many members there are for each that was asked; 1 when all of them were. */
  readonly weight: number;
  /** Numbers that were drawn, whether or not a member who takes part has them. */
  readonly drawn: number;
}

/** Asks a rule of all active members the caller sees, or of a sample of them where there are many. */
export async function countSelected(session: ReadSession, rule: Compiled<RuleScope>): Promise<Counted> {
  const max = await lastNumber(session);
  if (max <= COUNTED_MAX) {
    const counted = await count(session, rule, contextOf(session), NOBODY_LEFT_OUT);
    return { ...counted, weight: 1, drawn: counted.asked };
  }
  const drawn = drawnNumbers(max);
  let total = { asked: 0, selected: 0, unknown: 0 };
  for (const numbers of pages(drawn, NUMBERS_A_STATEMENT)) {
    const among = { text: `SELECT id FROM members WHERE number IN ${marks(numbers)}`, params: numbers };
    const which = { text: ` AND m.number IN ${marks(numbers)}`, params: numbers };
    const { asked, selected, unknown } = await count(session, rule, { ...contextOf(session), among }, which);
    total = { asked: total.asked + asked, selected: total.selected + selected, unknown: total.unknown + unknown };
  }
  return { ...total, weight: max / drawn.length, drawn: drawn.length };
}

/** Ids of some members a rule says yes to. */
export async function someSelected(session: ReadSession, rule: Compiled<RuleScope>): Promise<string[]> {
  const max = await lastNumber(session);
  const parts: (readonly number[] | null)[] =
    max <= COUNTED_MAX ? [null] : [...pages(drawnNumbers(max), NUMBERS_A_LOOK)];
  const found: string[] = [];
  for (const numbers of parts) {
    const which = numbers ? { text: ` AND m.number IN ${marks(numbers)}`, params: numbers } : NOBODY_LEFT_OUT;
    const among = numbers && { text: `SELECT id FROM members WHERE number IN ${marks(numbers)}`, params: numbers };
    const { text, params } = selectMembers(rule, { ...contextOf(session), ...(among && { among }) }, {
      where: active(session, which),
      tail: { text: `ORDER BY m.number LIMIT ${SHOWN_MAX - found.length}`, params: [] },
    }); // prettier-ignore
    found.push(...(await session.sql.rows<{ id: string }>(text, params)).map(({ id }) => id));
    if (found.length >= SHOWN_MAX) break;
  }
  return found;
}

const NOBODY_LEFT_OUT: SqlPart = { text: '', params: [] };

async function count(session: ReadSession, rule: Compiled<RuleScope>, context: SqlContext, which: SqlPart) {
  const { joins, conditions } = rulesToSql([rule], context);
  const where = active(session, which);
  const text = `SELECT COUNT(*) AS asked, SUM(CASE WHEN said THEN 1 ELSE 0 END) AS selected, SUM(CASE WHEN said IS NULL THEN 1 ELSE 0 END) AS unknown FROM (SELECT ${conditions.map((each) => each.text).join('')} AS said FROM members m${joins.text} WHERE ${where.text}) answers`;
  const params = [...conditions.flatMap((each) => each.params), ...joins.params, ...where.params];
  const [row] = await session.sql.rows<{ asked: number; selected: number | null; unknown: number | null }>(
    text,
    params,
  );
  return { asked: row?.asked ?? 0, selected: row?.selected ?? 0, unknown: row?.unknown ?? 0 };
}

/** Those of some members that take part and that the caller sees. */
function active({ caller }: ReadSession, which: SqlPart): SqlPart {
  const seen = ofSeenMembers(caller, 'm.id');
  return { text: `m.status = 'active'${which.text}${seen.where}`, params: [...which.params, ...seen.params] };
}

/** As segments are asked: at the start of the day. */
function contextOf({ house, sql, now }: ReadSession): SqlContext {
  const { zone, parts } = house.programs.current();
  const today = dayOf(now, zone);
  return { engine: sql.engine, now: startOfDay(today, zone), today, zone, parts };
}

async function lastNumber({ sql }: ReadSession): Promise<number> {
  const [row] = await sql.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members');
  return row?.number ?? 0;
}

/** Numbers up to `max` whose hash is among the lowest: some ten thousand, and a member stays drawn as others join until there are many more. */
function drawnNumbers(max: number): number[] {
  const below = (SAMPLED / max) * 2 ** 32;
  const drawn: number[] = [];
  for (let number = 1; number <= max; number++) if (hashOf(number) < below) drawn.push(number);
  return drawn;
}

/** The last steps of MurmurHash3: neighbours become strangers. */
function hashOf(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Whether the caller is told of sizes however small: the host and its operators. */
export function isToldAll({ caller }: ReadSession): boolean {
  return windowOf(caller) === null && caller.kind !== 'member';
}
