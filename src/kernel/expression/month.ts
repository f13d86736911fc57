import { startOfDay, zoneOf } from '../calendar.js';

/** Instants outside the years 1000 to 9999 have no month: unknown. */
const FIRST = Date.UTC(1000, 1);
const LAST = Date.UTC(9999, 11);

/**
 * The month (1 to 12) an instant falls in, in a zone. Asking a zone for its offset costs a microsecond or two, so the
 * instants at which months begin are kept: at most one number for every month between the years 1000 and 9999.
 */
export function monthIn(zone: string): (at: number) => number | undefined {
  zoneOf(zone); // refuses a zone that does not exist now, not at the first birthday
  const starts = new Map<number, number>();

  function startOf(month: number): number {
    let start = starts.get(month);
    if (start === undefined) {
      start = startOfDay(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`, zone);
      starts.set(month, start);
    }
    return start;
  }

  return (at) => {
    if (at < FIRST || at >= LAST) return undefined;
    const utc = new Date(at);
    const month = utc.getUTCFullYear() * 12 + utc.getUTCMonth();
    // No zone is a day away from UTC: it is this month, the one before or the one after.
    const here = at < startOf(month) ? month - 1 : at >= startOf(month + 1) ? month + 1 : month;
    return (here % 12) + 1;
  };
}
