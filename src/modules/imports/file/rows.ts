import { isUtf8 } from 'node:buffer';
import { Refusal, refuse } from '../../../kernel/refusal.js';
import type { Format } from '../mapping/schema.js';
import type { ByteSource } from './bytes.js';
import type { CellsOf } from './cells.js';
import { cellsOf } from './cells.js';
import type { Quoting } from './row-end.js';
import type { Piece, Place } from './splitter.js';
import { Splitter } from './splitter.js';

export type { Place } from './splitter.js';

/** One row of a file. Its line is counted from 1, header and empty lines included. */
export interface Row extends Place {
  /** Where the next row starts. */
  readonly after: Place;
  readonly text: string;
  /** Its values by column; null when they cannot be told. Present with a problem where at least the key can be read. */
  readonly cells: readonly string[] | null;
  readonly problem: Refusal | null;
}

export const BEGINNING: Place = { line: 1, start: 0 };
const MARK_LENGTH = 3;

/** The columns of a file: those the mapping names, else those of its header. Refuses HEADER_UNREADABLE. */
export async function columnsOf(
  bytes: ByteSource,
  format: Format,
  asked: readonly string[],
): Promise<readonly string[]> {
  if (format.type === 'json-lines') return [...new Set(asked)];
  if (format.columns) return format.columns;
  for await (const rows of readRows(bytes, { ...format, header: false }, null, BEGINNING)) {
    const [first] = rows;
    if (first?.problem || !first?.cells) break;
    return first.cells.map((name) => name.trim());
  }
  refuse('HEADER_UNREADABLE', { file: bytes.name });
}

/** Rows from a line on, some at a time; empty lines are passed over. `columns` are checked for their number when given. */
export async function* readRows(
  bytes: ByteSource,
  format: Format,
  columns: readonly string[] | null,
  from: Place,
): AsyncGenerator<Row[]> {
  const splitter = new Splitter(quotingOf(format), format.rowBytesMax, from);
  const cells = cellsOf(format, columns ?? []);
  const width = format.type === 'json-lines' ? null : (columns?.length ?? null);
  let isFirst = from.start === 0;
  let isHeader = isFirst && format.type !== 'json-lines' && format.header;
  const toRows = (pieces: Piece[]): Row[] => {
    const marked = isFirst && pieces.length > 0 ? [withoutMark(pieces[0] as Piece), ...pieces.slice(1)] : pieces;
    if (pieces.length > 0) isFirst = false;
    const rows = rowsOf(marked, cells, width);
    if (!isHeader || rows.length === 0) return rows;
    isHeader = false;
    return rows.slice(1);
  };
  for await (const chunk of bytes.chunks(from.start)) yield toRows(splitter.push(chunk));
  yield toRows(splitter.end());
}

function quotingOf(format: Format): Quoting {
  if (format.type !== 'csv') return { quote: null, delimiter: 0 };
  return {
    quote: format.quote === null ? null : format.quote.charCodeAt(0),
    delimiter: format.delimiter.charCodeAt(0),
  };
}

/** A byte order mark belongs to the file, not to its first value. */
function withoutMark(piece: Piece): Piece {
  const isMarked = piece.bytes.length >= MARK_LENGTH && piece.bytes.readUIntBE(0, MARK_LENGTH) === 0xefbbbf;
  return isMarked ? { ...piece, bytes: piece.bytes.subarray(MARK_LENGTH) } : piece;
}

function rowsOf(pieces: readonly Piece[], cellsOfTexts: CellsOf, width: number | null): Row[] {
  const filled = pieces.filter(({ bytes, problem }) => problem !== null || !isBlank(bytes));
  const texts = filled.map(({ bytes }) => bytes.toString('utf8'));
  const sound = texts.filter((_, at) => filled[at]?.problem === null);
  const cells = cellsOfTexts(sound);
  let next = 0;
  return filled.map(({ line, start, after, bytes, problem }, at) => {
    const row = { line, start, after, text: texts[at] ?? '' };
    if (problem) return { ...row, cells: null, problem };
    const found = cells[next++] ?? new Refusal('ROW_UNREADABLE');
    const isBroken = found instanceof Refusal;
    const wrong = isBroken ? found : widthProblem(found, width);
    return { ...row, cells: isBroken ? null : found, problem: isUtf8(bytes) ? wrong : new Refusal('NOT_UTF8') };
  });
}

function widthProblem(cells: readonly string[], width: number | null): Refusal | null {
  if (width === null || cells.length === width) return null;
  return new Refusal('COLUMNS_WRONG', { expected: width, found: cells.length });
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  return true;
}
