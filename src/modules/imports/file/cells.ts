import { parse } from 'csv-parse/sync';
import type { Json } from '../../../kernel/json.js';
import { Refusal } from '../../../kernel/refusal.js';
import type { Format } from '../mapping/schema.js';

/** The values of rows in the order of the columns; a Refusal for a row that has none. */
export type CellsOf = (texts: readonly string[]) => (string[] | Refusal)[];

/** How rows of a format become values. `names` are the columns that JSON objects are asked for. */
export function cellsOf(format: Format, names: readonly string[]): CellsOf {
  switch (format.type) {
    case 'csv':
      return (texts) => csvCells(texts, format.delimiter, format.quote);
    case 'whitespace':
      return (texts) => texts.map((text) => text.trim().split(/\s+/));
    case 'json-lines':
      return (texts) => texts.map((text) => jsonCells(text, names));
  }
}

/** Rows without a quote are just split; the others are read together, because starting a parser costs more than a row. */
function csvCells(texts: readonly string[], delimiter: string, quote: string | null): (string[] | Refusal)[] {
  if (quote === null) return texts.map((text) => text.split(delimiter));
  const quoted = texts.filter((text) => text.includes(quote));
  const parsed = parsedRows(quoted, delimiter, quote);
  let next = 0;
  return texts.map((text) => (text.includes(quote) ? (parsed[next++] ?? unreadable()) : text.split(delimiter)));
}

function parsedRows(texts: readonly string[], delimiter: string, quote: string): (string[] | Refusal)[] {
  const together = texts.length > 0 ? parsed(texts.join('\n'), delimiter, quote) : [];
  if (together?.length === texts.length) return together;
  return texts.map((text) => {
    const [row, ...more] = parsed(text, delimiter, quote) ?? [];
    return row && more.length === 0 ? row : unreadable();
  });
}

function parsed(text: string, delimiter: string, quote: string): string[][] | null {
  try {
    const options = { delimiter, quote, escape: quote, relax_quotes: true, relax_column_count: true, record_delimiter: ['\n', '\r\n'] }; // prettier-ignore
    return parse(text, options);
  } catch {
    return null;
  }
}

function jsonCells(text: string, names: readonly string[]): string[] | Refusal {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    return unreadable();
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return unreadable();
  const cells: string[] = [];
  for (const name of names) {
    const cell = textOf(valueAt(row as Json, name));
    if (cell === null) return new Refusal('VALUE_NOT_EXACT', { column: name }, [name]);
    cells.push(cell);
  }
  return cells;
}

/** `customer.id` reaches into an object, unless a key is called so itself. */
function valueAt(row: Json, name: string): Json | undefined {
  let value: Json | undefined = row;
  if (Object.hasOwn(row as object, name)) return (row as Record<string, Json>)[name];
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, Json>)[key];
  }
  return value;
}

/** Null for what text cannot say exactly: an object, or a number with more digits than JSON keeps. */
function textOf(value: Json | undefined): string | null {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return null;
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? String(value) : null;
  const text = String(value);
  return text.replace(/\D/g, '').length <= 15 && !text.includes('e') ? text : null;
}

function unreadable(): Refusal {
  return new Refusal('ROW_UNREADABLE');
}
