import type { Program } from '../../kernel/program.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { brandsOfProgram } from '../brands/index.js';
import type { TermsOn } from './agreements.js';
import { readTerms } from './agreements.js';
import { nextMonth, takeTurn } from './closed-months.js';
import type { Line, Payable } from './lines.js';
import { linesOf, totalsOf } from './lines.js';
import type { Month, MonthSpan } from './months.js';
import { closesAt, monthAfter, spanOf } from './months.js';
import { boughtIn, statementId } from './statements.queries.js';

/** Reads what was spent where in a month: the ledger knows, which is not ours. */
export type ReadPayables = (span: MonthSpan) => Promise<readonly Payable[]>;

/**
 * Closes the next month for all brands at once, if it is over: its lines are counted and written, with a statement for
 * every brand that takes part or has a line. All in the transaction of the session, so a month is closed whole or not at
 * all. Answers how many statements were issued; 0 when there is nothing to close.
 */
export async function closeMonth(session: WriteSession, payablesIn: ReadPayables): Promise<number> {
  await takeTurn(session);
  const { sql, now, house } = session;
  const program = house.programs.current();
  const month = await nextMonth(session);
  if (month === null || closesAt(month, program.zone) > now) return 0;
  const span = spanOf(month, program.zone);
  const terms = await readTerms(sql);
  const lines = linesOf(program.hostBrandId, terms, await payablesIn(span), await boughtIn(sql, span));
  const statements = statementRows(program, terms, month, lines);
  await insertRows(sql, 'statement_months', [{ month, closedAt: now }]);
  await insertRows(sql, 'statement_lines', lines.map((line, position) => ({ month, position, ...line }))); // prettier-ignore
  await insertRows(sql, 'statements', statements.map((statement) => ({ ...statement, issuedAt: now }))); // prettier-ignore
  return statements.length;
}

function statementRows(program: Program, terms: TermsOn, month: Month, lines: readonly Line[]) {
  const takingPart = brandsOfProgram(program).map(({ id }) => id);
  const named = lines.flatMap(({ payerId, payeeId }) => [payerId, payeeId]);
  return [...new Set([...takingPart, ...named])].sort().map((brandId) => ({
    id: statementId(brandId, month),
    brandId,
    month,
    state: 'issued',
    version: 1,
    dueOn: dueOn(terms, brandId, month),
    ...totalsOf(brandId, lines),
    reason: null,
    disputedLine: null,
    note: null,
    answeredAt: null,
    settledAt: null,
  }));
}

/** The settlement day of the month after, as agreed at the end of the month; the host has one with each partner. */
function dueOn(terms: TermsOn, brandId: string, month: Month): string | null {
  const agreed = terms(brandId, `${month}-31`);
  return agreed && `${monthAfter(month)}-${String(agreed.settlementDay).padStart(2, '0')}`;
}
