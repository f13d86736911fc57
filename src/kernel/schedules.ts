import type { Instant } from './clock.js';
import type { House } from './house.js';
import type { ReadSession } from './session.js';

/** Work that only time brings about. The runner always takes the smallest due instant of all schedules. */
export interface Schedule {
  readonly name: string;
  /** When the next piece of work is due, or null when there is none. */
  nextDueAt(session: ReadSession): Promise<Instant | null>;
  /** Does at most one page of what is due up to `at`; answers how many things it did. Run again after a kill, it goes on. */
  run(house: House, at: Instant): Promise<number>;
}
