import { Refusal } from '../../../kernel/refusal.js';
import type { Quoting } from './row-end.js';
import { endOfRow, NEWLINE } from './row-end.js';

/** A place in a file: a line, counted from 1, and its first byte. */
export interface Place {
  readonly line: number;
  readonly start: number;
}

/** The bytes of one row, and where they stand. */
export interface Piece extends Place {
  /** Where the next row starts. */
  readonly after: Place;
  readonly bytes: Buffer;
  /** Why these bytes are no row; `bytes` is then the beginning of them. */
  readonly problem: Refusal | null;
}

const RETURN = 13;
const SAMPLE = 400;

/**
 * Cuts a stream of bytes into rows without ever holding more than one row of the largest size. A quote that nobody
 * closes costs its own line only: reading goes on with the next one.
 */
export class Splitter {
  #rest: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long, of which the rest is thrown away as it comes. */
  #dropping: Omit<Piece, 'after'> | null = null;
  #line: number;
  #start: number;

  constructor(
    private readonly quoting: Quoting,
    private readonly rowBytesMax: number,
    { line, start }: Place,
  ) {
    this.#line = line;
    this.#start = start;
  }

  /** The rows that are complete with these bytes. */
  push(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    const fresh = this.#dropping ? this.#drop(chunk, pieces) : chunk;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, fresh]) : fresh;
    this.#rest = bytes.subarray(this.#cut(bytes, pieces, false));
    if (this.#rest.length > this.rowBytesMax) this.#startDropping();
    return pieces;
  }

  /** The last row, when the file does not end with a line break. */
  end(): Piece[] {
    const pieces: Piece[] = [];
    if (this.#dropping) pieces.push({ ...this.#dropping, after: this.#place() });
    this.#cut(this.#rest, pieces, true);
    this.#rest = Buffer.alloc(0);
    return pieces;
  }

  /** Answers how many bytes were cut into pieces. */
  #cut(bytes: Buffer, pieces: Piece[], isEnd: boolean): number {
    const { quote } = this.quoting;
    let quoteAt = quote === null ? -1 : bytes.indexOf(quote);
    let at = 0;
    while (at < bytes.length) {
      if (quote !== null && quoteAt >= 0 && quoteAt < at) quoteAt = bytes.indexOf(quote, at);
      const newline = bytes.indexOf(NEWLINE, at);
      const firstEnd = newline < 0 ? bytes.length : newline;
      const isQuoted = quoteAt >= at && quoteAt < firstEnd;
      const end = isQuoted ? endOfRow(bytes, at, this.quoting) : newline < 0 ? 'unfinished' : newline;
      if (typeof end === 'number') {
        pieces.push(this.#take(bytes, at, end, null));
        at = end + 1;
        continue;
      }
      const isWhole = end === 'unfinished' ? isEnd : newline >= 0 || isEnd;
      const isHopeless = end === 'misplaced' || isEnd || bytes.length - at > this.rowBytesMax;
      if (!isWhole || !isHopeless) break;
      pieces.push(this.#take(bytes, at, firstEnd, end === 'unfinished' ? null : new Refusal('QUOTE_MISPLACED')));
      at = firstEnd + 1;
    }
    return Math.min(at, bytes.length);
  }

  #take(bytes: Buffer, from: number, to: number, problem: Refusal | null): Piece {
    const place = this.#place();
    const end = to > from && bytes[to - 1] === RETURN ? to - 1 : to;
    const wrong = end - from > this.rowBytesMax ? this.#tooLong() : problem;
    const part = bytes.subarray(from, wrong ? Math.min(end, from + SAMPLE) : end);
    this.#start += to - from + 1;
    this.#line += 1;
    for (let at = bytes.indexOf(NEWLINE, from); at >= 0 && at < to; at = bytes.indexOf(NEWLINE, at + 1))
      this.#line += 1;
    return { ...place, after: this.#place(), bytes: wrong ? Buffer.from(part) : part, problem: wrong };
  }

  #startDropping(): void {
    const bytes = Buffer.from(this.#rest.subarray(0, SAMPLE));
    this.#dropping = { ...this.#place(), bytes, problem: this.#tooLong() };
    this.#start += this.#rest.length;
    this.#rest = Buffer.alloc(0);
  }

  #drop(chunk: Buffer, pieces: Piece[]): Buffer {
    const newline = chunk.indexOf(NEWLINE);
    this.#start += newline < 0 ? chunk.length : newline + 1;
    if (newline < 0) return Buffer.alloc(0);
    this.#line += 1;
    if (this.#dropping) pieces.push({ ...this.#dropping, after: this.#place() });
    this.#dropping = null;
    return chunk.subarray(newline + 1);
  }

  #place(): Place {
    return { line: this.#line, start: this.#start };
  }

  #tooLong(): Refusal {
    return new Refusal('LINE_TOO_LONG', { max: this.rowBytesMax });
  }
}
