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

/** Everything that is stored of a member: JSON read, ids replaced by the order in which they first appear. */
export async function factsOf(admin: Connection, memberId: string): Promise<Facts> {
  const names = new Names(memberId);
  const facts: Record<string, unknown[]> = {};
  for (const [table, where] of Object.entries(TABLES)) {
    const [rows] = await admin.query(`SELECT * FROM ${table} WHERE ${where}`, [memberId]);
    facts[table] = (rows as Record<string, unknown>[]).map((row) => comparable(row, names));
  }
  return facts;
}

/** Throws with the difference when two answers, or what two sides stored, are not the same facts. */
export function requireSame(what: string, product: unknown, floor: unknown): void {
  deepStrictEqual(floor, product, `${what}: the floor (actual) differs from the product (expected)`);
}

/** An answer with ids replaced in the same way. */
export function comparableAnswer(answer: unknown, memberId: string): unknown {
  return replaced(answer, new Names(memberId));
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
  if (typeof value === 'string')
    return value.replace(/\b(?:act|eff|let|lot|mem|trf)_[0-9A-Z]{26}/g, (id) => names.of(id));
  if (Array.isArray(value)) return value.map((item) => replaced(item, names));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, replaced(item, names)]));
}

/** The same id has the same name everywhere; which ULID it is does not matter, which thing it is does. */
class Names {
  readonly #known = new Map<string, string>();

  constructor(memberId: string) {
    this.#known.set(memberId, 'the member');
  }

  of(id: string): string {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const name = `${id.slice(0, 3)} ${this.#known.size}`;
    this.#known.set(id, name);
    return name;
  }
}
