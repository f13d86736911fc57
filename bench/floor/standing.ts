import { escape } from 'mysql2';
import type { Row } from './database.js';
import { BRAND, tierOf } from './rules.js';

/** Where a member stands under its lock, as one row. */
export interface Standing {
  readonly memberId: string;
  readonly sequence: number;
  readonly orders: number;
  readonly spendMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly interactions: number;
  readonly firstOrderAt: number;
  readonly lastOrderAt: number;
  readonly lastActivityAt: number;
  readonly lastOrderDay: number;
  readonly rank: number;
  readonly points: number;
  readonly growth: number;
  readonly growthEarned: number;
  readonly spendInWindow: number;
}

const STANDING = 'x.sequence, x.orders, x.spendMinor, x.refunds, x.refundedMinor, x.interactions, x.firstOrderAt, x.lastOrderAt, x.lastActivityAt, t.tier, p.available, g.available, g.earned, x.lastOrderDay'; // prettier-ignore

/** The rows of a member beside its key, whichever table names it. */
const beside = (key: string): string =>
  `LEFT JOIN member_metrics x ON x.memberId = ${key} LEFT JOIN tier_standings t ON t.memberId = ${key} AND t.ladder = 'main' LEFT JOIN point_accounts p ON p.memberId = ${key} AND p.wallet = 'points' LEFT JOIN point_accounts g ON g.memberId = ${key} AND g.wallet = 'growth'`;

const spent = (key: string, after: string, day: string): string =>
  `(SELECT SUM(d.spendMinor) FROM member_days d WHERE d.memberId = ${key} AND d.occurredOn > '${after}' AND d.occurredOn <= '${day}' AND d.category = '')`;

/**
 * Opens the transaction, locks the member and reads where it stands, in one packet. The reading is a statement of its own:
 * within the locking one, the snapshot could be older than the lock that was waited for.
 */
export function opening(customer: string, after: string, day: string): string {
  const known = `i.brandId = '${BRAND}' AND i.kind = 'external' AND i.value = ${escape(customer)}`;
  return `START TRANSACTION;SELECT m.id, m.status FROM member_identities i JOIN members m ON m.id = i.memberId WHERE ${known} FOR UPDATE;SELECT ${STANDING}, ${spent('i.memberId', after, day)} FROM member_identities i ${beside('i.memberId')} WHERE ${known}`;
}

/** Who the customers of a batch are, to lock them in the order of their ids. */
export function naming(customers: readonly string[]): string {
  const values = customers.map((customer) => escape(customer)).join(',');
  return `SELECT value, memberId FROM member_identities WHERE brandId = '${BRAND}' AND kind = 'external' AND value IN (${values})`;
}

/** The same for many members at once. */
export function openingMany(memberIds: readonly string[], after: string, day: string): string {
  const ids = memberIds.map((id) => `'${id}'`).join(',');
  return `START TRANSACTION;SELECT id, status FROM members WHERE id IN (${ids}) ORDER BY id FOR UPDATE;SELECT ${STANDING}, ${spent('m.id', after, day)}, m.id FROM members m ${beside('m.id')} WHERE m.id IN (${ids})`;
}

export function standingOf(memberId: string, row: Row): Standing {
  return {
    memberId,
    sequence: number(row[0]),
    orders: number(row[1]),
    spendMinor: number(row[2]),
    refunds: number(row[3]),
    refundedMinor: number(row[4]),
    interactions: number(row[5]),
    firstOrderAt: number(row[6]),
    lastOrderAt: number(row[7]),
    lastActivityAt: number(row[8]),
    rank: tierOf(row[9]).rank,
    points: number(row[10]),
    growth: number(row[11]),
    growthEarned: number(row[12]),
    lastOrderDay: number(row[13]),
    spendInWindow: number(row[14]),
  };
}

function number(value: unknown): number {
  return Number(value ?? 0);
}
