import { DateTime } from 'luxon';
import { zoneOf } from '../../../kernel/calendar.js';
import type { Instant } from '../../../kernel/clock.js';

/** How a file writes dates: tried in this order. */
export interface DateFormats {
  /** Luxon tokens (`yyyyMMdd`), or `iso`, `seconds`, `millis`. */
  readonly formats: readonly string[];
  /** The zone of what names none. */
  readonly zone: string;
}

const KEPT_MAX = 20_000;

/** Reads dates of one file. Many rows share a date, and reading one costs more than finding it again. */
export class Dates {
  readonly #kept = new Map<string, Instant | null>();

  constructor(private readonly how: DateFormats) {}

  /** The instant a text means: a date alone is the first moment of its day. Null for what is no date. */
  instant(text: string): Instant | null {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const read = this.#read(text)?.toMillis() ?? null;
    if (this.#kept.size >= KEPT_MAX) this.#kept.clear();
    this.#kept.set(text, read);
    return read;
  }

  /** The day a text means, in the zone of the file. */
  day(text: string): string | null {
    return this.#read(text)?.toISODate() ?? null;
  }

  #read(text: string): DateTime | null {
    for (const format of this.how.formats) {
      const read = this.#readAs(text, format);
      if (read.isValid) return read;
    }
    return null;
  }

  #readAs(text: string, format: string): DateTime {
    const zone = zoneOf(this.how.zone);
    if (format === 'iso') return DateTime.fromISO(text, { zone });
    if (format === 'seconds') return /^\d{1,11}$/.test(text) ? DateTime.fromSeconds(Number(text), { zone }) : NONE;
    if (format === 'millis') return /^\d{1,14}$/.test(text) ? DateTime.fromMillis(Number(text), { zone }) : NONE;
    return DateTime.fromFormat(text, format, { zone, locale: 'en' });
  }
}

const NONE = DateTime.invalid('no number');
