/** Settlements: what brands have agreed on, what they owe one another by month, and points bought ahead. */
export { Agreement, PackBalance, PointPack, Statement, StatementLine, StatementMonth } from './settlements.entity.js';
export { issuingOf, readTerms, termsOn } from './agreements.js';
export type { Terms, TermsOn } from './agreements.js';
export type { AgreementEntry } from './agreements.section.js';
export { closeMonth } from './close-month.js';
export { nextMonth } from './closed-months.js';
export { linesOf, totalsOf } from './lines.js';
export type { Bought, Line, Payable, Totals } from './lines.js';
export { closesAt, spanOf, writtenFrom } from './months.js';
export type { MonthSpan } from './months.js';
export { packLeft, returnToPack, takeFromPack } from './packs.js';
export { boughtIn, closedMonths, linesOfMonth, statementsOfMonth, storedLines } from './statements.queries.js';
export type { StatementRow, StoredStatement } from './statements.queries.js';
