/** The bytes that matter for finding where a row ends: a quote may hold line breaks. */
export interface Quoting {
  /** Null when values are never quoted. */
  readonly quote: number | null;
  readonly delimiter: number;
}

export const NEWLINE = 10;
const RETURN = 13;

/**
 * Where the row that starts at `from` ends: at a line break, nowhere in these bytes (`unfinished`; `unclosed` when a
 * quote is still open there), or it cannot be told because something follows a closing quote (`misplaced`).
 */
export type RowEnd = number | 'unfinished' | 'unclosed' | 'misplaced';

export function endOfRow(bytes: Buffer, from: number, { quote, delimiter }: Quoting): RowEnd {
  let at = from;
  for (;;) {
    if (quote !== null && bytes[at] === quote) {
      const close = closingQuote(bytes, at + 1, quote);
      if (close < 0) return 'unclosed';
      at = close + 1;
      if (at < bytes.length && !isEndOfValue(bytes[at], delimiter)) return 'misplaced';
    }
    while (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== NEWLINE) at++;
    if (at >= bytes.length) return 'unfinished';
    if (bytes[at] === NEWLINE) return at;
    at++;
  }
}

function isEndOfValue(byte: number | undefined, delimiter: number): boolean {
  return byte === delimiter || byte === NEWLINE || byte === RETURN;
}

/** The quote that ends a quoted value; a doubled one is a quote of the value. */
function closingQuote(bytes: Buffer, from: number, quote: number): number {
  for (let at = bytes.indexOf(quote, from); at >= 0; at = bytes.indexOf(quote, at + 2)) {
    if (bytes[at + 1] !== quote) return at;
  }
  return -1;
}
