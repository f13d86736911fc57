import type { Bound } from '../../kernel/bind.js';
import type { Caller } from '../../kernel/caller.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Page, PageArguments } from '../../kernel/graphql/page.js';
import { badPage, readPage } from '../../kernel/graphql/page.js';
import { idAbout } from '../../kernel/id.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import { brandsOfProgram } from '../brands/index.js';
import { nextMonth } from './closed-months.js';
import type { Bought, Line, Totals } from './lines.js';
import type { Month, MonthSpan } from './months.js';
import { isMonth, monthOf } from './months.js';

/** A statement as callers see it: stored, or of a month that is still open. */
export interface StatementRow {
  readonly id: string;
  readonly brandId: string;
  readonly month: Month;
  readonly state: 'open' | 'issued' | 'accepted' | 'disputed' | 'settled';
  readonly version: number;
  readonly dueOn: string | null;
  readonly reason: string | null;
  readonly disputedLine: number | null;
  readonly note: string | null;
  readonly issuedAt: number | null;
  readonly answeredAt: number | null;
  readonly settledAt: number | null;
}

export type StoredStatement = StatementRow & Totals;

const COLUMNS = ['id', 'brandId', 'month', 'state', 'version', 'dueOn', 'receivableMinor', 'receivableTaxMinor', 'payableMinor', 'payableTaxMinor', 'balanceMinor', 'reason', 'disputedLine', 'note', 'issuedAt', 'answeredAt', 'settledAt']; // prettier-ignore
const LINE = ['kind', 'payerId', 'payeeId', 'issuerId', 'wallet', 'points', 'sharePercent', 'rate', 'agreementOfId', 'agreementFrom', 'amountMinor', 'taxMinor']; // prettier-ignore

/** The id of the statement of a brand for a month, also before there is one. */
export function statementId(brandId: string, month: Month): string {
  return idAbout('stm', brandId, month);
}

/** A brand sees its own statement; the host and its people see all. */
export function seesStatementsOf({ kind, isHost, brandId }: Caller, whose: string): boolean {
  return kind === 'operator' || kind === 'system' || isHost || brandId === whose;
}

/** A month as a client names it. Throws BAD_USER_INPUT for what is none. */
export function requireMonth(month: string): Month {
  if (!isMonth(month)) throw badPage('A month is such as 2026-05');
  return month;
}

/** The statement of a brand for a month: stored, or open where the month is not closed yet. Null for others' and for other months. */
export async function findStatement(session: ReadSession, brandId: string, month: Month): Promise<StatementRow | null> {
  if (!seesStatementsOf(session.caller, brandId)) return null;
  const [stored] = await rowsOf(session.sql, 'brandId = ? AND month = ?', [brandId, month]);
  if (stored) return stored;
  const open = await openMonths(session);
  if (!open || month < open.first || month > open.last) return null;
  const isKnown = brandsOfProgram(session.house.programs.current()).some(({ id }) => id === brandId);
  return isKnown ? openStatement(brandId, month) : null;
}

/** The same by its id. */
export async function statementById(session: ReadSession, id: string): Promise<StatementRow | null> {
  const [stored] = await rowsOf(session.sql, 'id = ?', [id]);
  if (stored) return stored.id === id && seesStatementsOf(session.caller, stored.brandId) ? stored : null;
  const open = await openMonths(session);
  const brands = brandsOfProgram(session.house.programs.current());
  for (const month of open ? new Set([open.first, open.last]) : []) {
    const brand = brands.find((each) => statementId(each.id, month) === id);
    if (brand) return seesStatementsOf(session.caller, brand.id) ? openStatement(brand.id, month) : null;
  }
  return null;
}

export interface StatementsAsked {
  readonly brandId?: string | null | undefined;
  readonly month?: string | null | undefined;
  readonly states?: readonly string[] | null | undefined;
}

/** Pages of closed months, the latest first; a partner's own. */
export function statementList(
  context: RequestContext,
  { brandId, month, states }: StatementsAsked,
  page: PageArguments,
): Promise<Page<StatementRow>> {
  const { caller } = context;
  const isBounded = !seesStatementsOf(caller, '');
  const wanted = [...new Set(states ?? [])]; // named as often as somebody likes, or not at all
  const where: [string, readonly Bound[]][] = [
    ...(isBounded ? [['brandId = ?', [caller.brandId]] as [string, readonly Bound[]]] : []),
    ...(brandId ? [['brandId = ?', [brandId]] as [string, readonly Bound[]]] : []),
    ...(month ? [['month = ?', [requireMonth(month)]] as [string, readonly Bound[]]] : []),
    ...(wanted.length > 0 ? [[`state IN ${marks(wanted)}`, wanted] as [string, readonly Bound[]]] : []),
  ];
  return readPage<StatementRow>(
    context,
    {
      name: `statements.${isBounded ? caller.brandId : ''}`,
      columns: COLUMNS,
      from: `FROM statements WHERE ${['1 = 1', ...where.map(([text]) => text)].join(' AND ')}`,
      params: where.flatMap(([, params]) => params),
      order: ['month', 'id'],
      isDescending: true,
    },
    page,
  );
}

/** The lines of a brand's statement for a closed month. */
export function storedLines(sql: Sql, { brandId, month }: Pick<StatementRow, 'brandId' | 'month'>): Promise<Line[]> {
  return sql.rows<Line>(
    `SELECT ${LINE.join(', ')} FROM statement_lines WHERE month = ? AND (payerId = ? OR payeeId = ?) ORDER BY position`,
    [month, brandId, brandId],
  );
}

/** All lines of a closed month. */
export function linesOfMonth(sql: Sql, month: Month): Promise<Line[]> {
  return sql.rows<Line>(`SELECT ${LINE.join(', ')} FROM statement_lines WHERE month = ? ORDER BY position`, [month]);
}

/** The statements of a closed month. */
export function statementsOfMonth(sql: Sql, month: Month): Promise<StoredStatement[]> {
  return rowsOf(sql, 'month = ?', [month]);
}

export async function closedMonths(sql: Sql): Promise<Month[]> {
  const rows = await sql.rows<{ month: Month }>('SELECT month FROM statement_months ORDER BY month');
  return rows.map(({ month }) => month);
}

/** Packs that were bought in a month, by brand, wallet and day. */
export function boughtIn(sql: Sql, { firstDay, lastDay }: MonthSpan): Promise<Bought[]> {
  return sql.rows<Bought>(
    `SELECT brandId, wallet, boughtOn, SUM(points) AS points, SUM(priceMinor) AS priceMinor
       FROM point_packs WHERE boughtOn >= ? AND boughtOn <= ? GROUP BY brandId, wallet, boughtOn`,
    [firstDay, lastDay],
  );
}

function rowsOf(sql: Sql, where: string, params: readonly Bound[]): Promise<StoredStatement[]> {
  return sql.rows<StoredStatement>(`SELECT ${COLUMNS.join(', ')} FROM statements WHERE ${where}`, params);
}

/** The months that are not closed, up to the current one; null where there are none. */
async function openMonths(session: ReadSession): Promise<{ first: Month; last: Month } | null> {
  const first = await nextMonth(session);
  const last = monthOf(dayOf(session.now, session.house.programs.current().zone));
  return first === null || first > last ? null : { first, last };
}

function openStatement(brandId: string, month: Month): StatementRow {
  return {
    id: statementId(brandId, month),
    brandId,
    month,
    state: 'open',
    version: 0,
    dueOn: null,
    reason: null,
    disputedLine: null,
    note: null,
    issuedAt: null,
    answeredAt: null,
    settledAt: null,
  };
}
