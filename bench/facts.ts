import { deepStrictEqual } from 'node:assert/strict';
import type { Connection } from 'mysql2/promise';

/** Every table a purchase is written to, and how to find the rows of a member. */
const TABLES: Readonly<Record<string, string>> = {
  activities: 'memberId = ? ORDER BY sequence',
  point_transfers: 'memberId = ? ORDER BY recordedAt, id',
  point_lots: 'memberId = ? ORDER BY id',
  point_accounts: 'memberId = ? ORDER BY wallet',
  point_draws: 'memberId = ? ORDER BY transferId, lotId',
  point_holds: 'memberId = ? ORDER BY id',
  point_reserves: 'memberId = ? ORDER BY holdId, lotId',
  point_claims: 'memberId = ? ORDER BY id',
  member_metrics: 'memberId = ?',
  member_days: 'memberId = ? ORDER BY occurredOn, category',
  tier_standings: 'memberId = ? ORDER BY ladder',
  outbox: 'topic = ? ORDER BY id',
};

/** When something was written down, and hashes of what a side was sent in its own words. */
const INCOMPARABLE: ReadonlySet<string> = new Set(['recordedAt', 'createdAt', 'dueAt', 'inputHash']);

type Facts = Readonly<Record<string, readonly unknown[]>>;

/**
 * Everything that is stored of a member: JSON read, ids replaced by the order in which they first appear. What happens at
 * the instant somebody asks for it happens on both sides at different ones: those since `since` become minutes after it.
 */
export async function factsOf(admin: Connection, memberId: string, since = Infinity): Promise<Facts> {
  const names = new Names(memberId, since);
  const facts: Record<string, unknown[]> = {};
  for (const [table, where] of Object.entries(TABLES)) {
    const [rows] = await admin.query(`SELECT * FROM ${table} WHERE ${where}`, [memberId]);
    facts[table] = (rows as Record<string, unknown>[]).map((row) => comparable(row, names));
  }
  return facts;
}

/** The answers that are kept for repeats of requests about a member, in the order they were given. */
export async function keptAnswersOf(admin: Connection, memberId: string, since: number): Promise<readonly unknown[]> {
  const names = new Names(memberId, since);
  const [rows] = await admin.query('SELECT answer FROM idempotency_keys WHERE answer LIKE ? ORDER BY answer', [
    `%"${memberId}"%`, // an answer begins with its activity, and those are in order
  ]);
  return (rows as { answer: string }[]).map(({ answer }) => replaced(JSON.parse(answer), names));
}

/** Throws with the difference when two answers, or what two sides stored, are not the same facts. */
export function requireSame(what: string, product: unknown, floor: unknown): void {
  deepStrictEqual(floor, product, `${what}: the floor (actual) differs from the product (expected)`);
}

/** An answer with ids replaced in the same way. */
export function comparableAnswer(answer: unknown, memberId: string, since = Infinity): unknown {
  return replaced(answer, new Names(memberId, since));
}

function comparable(row: Record<string, unknown>, names: Names): unknown {
  const isDue = 'isPending' in row; // of a lot, the instant it dies is a fact; of a letter, dueAt is when it was written
  const kept = Object.entries(row).filter(([column]) => !INCOMPARABLE.has(column) || (isDue && column === 'dueAt'));
  return Object.fromEntries(kept.map(([column, value]) => [column, replaced(parsed(plain(column, value)), names)]));
}

/** Two members cannot have one external id: the last part of it tells the twins apart. */
function plain(column: string, value: unknown): unknown {
  return column === 'externalId' && typeof value === 'string' ? value.replace(/-\w+$/, '') : value;
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' && /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;
}

function replaced(value: unknown, names: Names): unknown {
  if (typeof value === 'number') return names.instant(value) ?? value;
  if (typeof value === 'string') {
    const instant = INSTANT.test(value) ? names.instant(Date.parse(value)) : null;
    return instant ?? value.replace(/\b(?:act|eff|hld|let|lot|mem|trf)_[0-9A-Z]{26}/g, (id) => names.of(id));
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, replaced(item, names)]));
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MINUTE_MS = 60_000;
const LATER_MS_MAX = 60 * MINUTE_MS;

/** The same id has the same name everywhere; which ULID it is does not matter, which thing it is does. */
class Names {
  readonly #known = new Map<string, string>();

  constructor(
    memberId: string,
    private readonly since: number,
  ) {
    this.#known.set(memberId, 'the member');
  }

  /** An instant of the comparison itself, in whole minutes after its start; null for any other number. */
  instant(at: number): string | null {
    const isOfNow = at >= this.since && at < this.since + LATER_MS_MAX;
    return isOfNow ? `now + ${Math.round((at - this.since) / MINUTE_MS)} min` : null;
  }

  of(id: string): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const name = `${id.slice(0, 3)} ${this.#known.size}`;
    this.#known.set(id, name);
    return name;
  }
}
