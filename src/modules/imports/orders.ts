import { Refusal } from '../../kernel/refusal.js';
import type { Place, Row } from './file/rows.js';
import type { Group, Position, Reading, Unit } from './units.js';
import { brokenBy, groupOf, unitOf } from './units.js';

/** As many lines as an order may have, and as far apart as they may stand: what is held in memory stays small. */
const ROWS_MAX = 3_000;
const SPAN_MAX = 20_000;

/**
 * Puts rows together to orders and gives them on in the order of their first rows, each with the place from which
 * reading can go on behind it.
 */
export class Orders<Item> {
  /** Orders that more rows may come of, by key. */
  readonly #open = new Map<string, Group>();
  /** The last lines of orders that were too large. */
  readonly #overfull: Map<string, number>;
  #queue: Group[] = [];
  #taken: readonly number[];

  constructor(
    private readonly reading: Reading<Item>,
    from: Position,
  ) {
    this.#taken = from.taken;
    this.#overfull = new Map(from.overfull.map((key) => [key, from.line]));
  }

  /** The units that are complete now that this row was read. */
  push(row: Row): Unit<Item>[] {
    if (this.#taken.includes(row.line)) return [];
    const key = row.cells === null ? null : this.reading.keyOf?.(row) || null;
    this.#closeBefore(row, key);
    this.#place(row, key);
    return this.#emit(row.after);
  }

  /** The units that the end of the file completes. */
  end(at: Place): Unit<Item>[] {
    for (const group of this.#open.values()) group.isClosed = true;
    return this.#emit(at);
  }

  /** Without a window an order ends where another begins; with one, when it has passed. */
  #closeBefore(row: Row, key: string | null): void {
    const { within } = this.reading;
    const isOver = (lastLine: number) => (within === 0 ? key !== null : row.line - lastLine > within + 1);
    for (const [open, group] of this.#open) {
      if (open === key || !isOver(group.lastLine)) continue;
      group.isClosed = true;
      this.#open.delete(open);
    }
    for (const [full, lastLine] of this.#overfull) if (full !== key && isOver(lastLine)) this.#overfull.delete(full);
  }

  #place(row: Row, key: string | null): void {
    const problem = row.problem ?? this.reading.leaveOut(row);
    const group = key === null ? undefined : this.#open.get(key);
    if (group) this.#add(group, row, problem);
    else if (key !== null && this.#overfull.has(key)) this.#rejectMore(row, key);
    else this.#start(row, key, problem);
  }

  /** A row that is left out on purpose opens no order; one nobody can read may belong to any that is open. */
  #start(row: Row, key: string | null, problem: Refusal | null): void {
    const isOrder = key !== null && (problem === null || row.problem !== null);
    const group = groupOf(isOrder ? key : null, row);
    if (isOrder) this.#open.set(key, group);
    else if (row.problem) for (const open of this.#open.values()) open.doubtful ??= row;
    this.#queue.push(group);
    this.#add(group, row, problem);
  }

  #add(group: Group, row: Row, problem: Refusal | null): void {
    group.lastLine = row.line;
    if (group.doubtful) group.broken ??= brokenBy(group.doubtful);
    if (problem) group.rejected.push({ row, problem });
    else group.rows.push(row);
    if (row.problem && group.key !== null) group.broken ??= brokenBy(row);
    const isLarge = group.rows.length + group.rejected.length > ROWS_MAX || row.line - group.first.line > SPAN_MAX;
    if (isLarge && group.key !== null) this.#overflow(group, group.key);
  }

  /** Rejects what was read of an order; the rest of it is rejected as it comes. */
  #overflow(group: Group, key: string): void {
    group.broken = tooLarge();
    group.isClosed = true;
    this.#open.delete(key);
    this.#overfull.set(key, group.lastLine);
  }

  #rejectMore(row: Row, key: string): void {
    this.#overfull.set(key, row.line);
    this.#queue.push({ ...groupOf(null, row), rejected: [{ row, problem: row.problem ?? tooLarge() }] });
  }

  #emit(end: Place): Unit<Item>[] {
    const open = this.#queue.findIndex(({ isClosed }) => !isClosed);
    const count = open < 0 ? this.#queue.length : open;
    if (count === 0) return [];
    const groups = this.#queue.slice(0, count);
    this.#queue = this.#queue.slice(count);
    return groups.map((group, at) => {
      const following = groups[at + 1] ?? this.#queue[0];
      return { ...unitOf(group, this.reading.read), next: this.#behind(group, following?.first ?? end) };
    });
  }

  #behind({ rows, rejected }: Group, { line, start }: Place): Position {
    const lines = [...rows, ...rejected.map(({ row }) => row)].map((row) => row.line);
    if (this.#taken.length > 0 || lines.some((each) => each > line)) {
      this.#taken = [...this.#taken, ...lines].filter((each) => each > line);
    }
    return { line, start, taken: this.#taken, overfull: [...this.#overfull.keys()] };
  }
}

function tooLarge(): Refusal {
  return new Refusal('ORDER_TOO_LARGE', { max: ROWS_MAX });
}
