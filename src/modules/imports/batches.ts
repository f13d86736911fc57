import type { ByteSource } from './file/bytes.js';
import { readRows } from './file/rows.js';
import type { Format } from './mapping/schema.js';
import { Orders } from './orders.js';
import type { Position, Reading, Unit } from './units.js';

const ITEMS_MAX = 500;
/** A batch holds no more rows than this, of orders with many lines or of rejected ones. */
const ROWS_MAX = 5_000;

/** The units of a file from a place on, in batches. A file that ends in a fault gives everything complete before it first. */
export async function* batchesOf<Item>(
  bytes: ByteSource,
  format: Format,
  columns: readonly string[],
  reading: Reading<Item>,
  from: Position,
): AsyncGenerator<Unit<Item>[]> {
  const orders = new Orders(reading, from);
  let batch: Unit<Item>[] = [];
  let [items, rows] = [0, 0];
  let end = { line: from.line, start: from.start };
  const isFull = (unit: Unit<Item>): boolean => {
    batch.push(unit);
    items += unit.item === null ? 0 : 1;
    rows += unit.rows.length + unit.rejected.length;
    return items >= ITEMS_MAX || rows >= ROWS_MAX;
  };
  const take = (): Unit<Item>[] => {
    const taken = batch;
    [batch, items, rows] = [[], 0, 0];
    return taken;
  };
  try {
    for await (const read of readRows(bytes, format, columns, from)) {
      for (const row of read) {
        end = row.after;
        for (const unit of orders.push(row)) if (isFull(unit)) yield take();
      }
    }
    for (const unit of orders.end(end)) if (isFull(unit)) yield take();
  } catch (fault) {
    if (batch.length > 0) yield take();
    throw fault;
  }
  if (batch.length > 0) yield take();
}

/** Reads the next batch while the one before is being written. */
export async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const read = await next;
      if (read.done === true) return;
      next = source.next();
      next.catch(() => undefined); // looked at when its turn comes
      yield read.value;
    }
  } finally {
    await source.return(undefined);
  }
}
