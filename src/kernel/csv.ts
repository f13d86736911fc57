import { parse } from 'csv-parse/sync';

export type Cell = string | number | null;

/** A file that spreadsheets open right, Chinese included: a byte order mark, commas, and every cell in quotes. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${csvLines(rows)}`;
}

/** Lines without the mark, for a file that is written piece by piece. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What a spreadsheet would take for a formula is marked as a text; numbers are left alone. */
function cell(value: Cell): string {
  const text = String(value ?? '');
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** A line of a file that was sent, and which it is. */
export interface CsvLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The first `max` lines of a file that are not empty (`Infinity` for all), cells trimmed. Whoever takes so many asks for one more and knows that
 * there are too many: a million lines are read in no time but their own, and everybody would wait for them. Cells are not
 * named, because every name would be gone through for every line. Throws for what is no CSV.
 */
export function csvLinesOf(text: string, max: number): CsvLine[] {
  const options = {
    bom: true,
    trim: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    ...(Number.isFinite(max) ? { to: max } : {}),
  };
  const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

/** What stood in a cell before it was marked as a text. */
export function unmarked(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
