const PATTERN = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * Milliseconds of `2026-01-01T00:00:00Z` or `2026-01-01T00:00:00.500+08:00`; undefined for anything else. Stricter than
 * Date, for which 30 February is 2 March and a missing zone the machine's own. Years are those MySQL has: 1000 to 9999.
 */
export function readInstant(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0'));
  const offsetMinutes = Number(match[9] ?? 0) * 60 + Number(match[10] ?? 0);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  const isClock = hour < 24 && minute < 60 && second < 60 && Number(match[9] ?? 0) < 24 && Number(match[10] ?? 0) < 60;
  if (year < 1000 || !exists || !isClock) return undefined;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  return local - (match[8] === '-' ? -offsetMinutes : offsetMinutes) * 60_000;
}
