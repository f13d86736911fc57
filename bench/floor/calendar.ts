import { DateTime } from 'luxon';
import { EXPIRY_MONTHS, TIME_ZONE, WINDOW_DAYS } from './rules.js';

const QUARTER_MS = 900_000;

/** Days and ends of months in the brand's zone; each offset and each month is computed once and remembered. */
export class Calendar {
  readonly #offsets = new Map<number, number>();
  readonly #ends = new Map<string, number>();
  readonly #starts = new Map<string, string>();

  dayOf(at: number): string {
    const quarter = Math.floor(at / QUARTER_MS);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      offset = DateTime.fromMillis(at, { zone: TIME_ZONE }).offset * 60_000;
      this.#offsets.set(quarter, offset);
    }
    return new Date(at + offset).toISOString().slice(0, 10);
  }

  /** When points earned on a day die: at the end of the month, two years later. */
  expiryOf(day: string): number {
    const month = day.slice(0, 7);
    let end = this.#ends.get(month);
    if (end === undefined) {
      end = DateTime.fromISO(day, { zone: TIME_ZONE }).plus({ months: EXPIRY_MONTHS }).endOf('month').toMillis() + 1;
      this.#ends.set(month, end);
    }
    return end;
  }

  /** The day before the window that ends on `day`. */
  beforeWindow(day: string): string {
    let start = this.#starts.get(day);
    if (start === undefined) {
      start = new Date(Date.parse(`${day}T00:00:00Z`) - WINDOW_DAYS * 86_400_000).toISOString().slice(0, 10);
      this.#starts.set(day, start);
    }
    return start;
  }
}
