import type { Sql } from '../../kernel/database.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import type { ProgramSection } from '../../kernel/program.js';
import { upsertRows } from '../../kernel/rows.js';
import { z } from 'zod';
import { requireNothingOwed } from './obligations/owed.js';
import { OPEN } from './offers.js';
import { stockUnits } from './stock.js';
import type { BenefitEntry, BenefitStatus, Terms } from './terms.js';
import { benefitEntry, HOLD_MINUTES } from './terms.js';

const schema = z
  .array(benefitEntry)
  .max(5_000)
  .refine((entries) => new Set(entries.map(({ code }) => code)).size === entries.length, 'two benefits have one code')
  .prefault([]);

export interface StoredBenefit {
  readonly entry: BenefitEntry;
  readonly version: number;
  readonly publishedAt: number | null;
}

/**
 * `benefits:` of the program file. What a file no longer names is retired and stays among them: what was promised of it is
 * honoured, and whoever had it still reads what it was.
 */
export const benefitsSection: ProgramSection<BenefitEntry[]> = {
  name: 'benefits',
  schema: schema,

  async read({ sql }) {
    return (await storedBenefits(sql)).map(({ entry }) => entry);
  },

  async complete({ sql }, entries) {
    const named = new Set(entries.map(({ code }) => code));
    const others = (await storedBenefits(sql)).filter(({ entry }) => !named.has(entry.code));
    return [...entries, ...others.map(({ entry }) => ({ ...entry, status: 'retired' as const }))];
  },

  async write(session, entries) {
    const { sql, now } = session;
    const stored = new Map((await storedBenefits(sql)).map((each) => [each.entry.code, each]));
    await requireNothingOwed(sql, endingIn(entries, [...stored.values()]), ['benefits']);
    const rows = entries.map((entry, position) => rowOf(entry, position, stored.get(entry.code), now));
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id');
    await upsertRows(sql, 'benefits', ['id'], rows, Object.fromEntries(columns.map((name) => [name, 'replace' as const])));
    await stockUnits(session, entries);
  },
}; // prettier-ignore

/** What this program retires, by name or by no longer naming it. */
function endingIn(entries: readonly BenefitEntry[], stored: readonly StoredBenefit[]): string[] {
  const goOn = new Set(entries.filter(({ status }) => status !== 'retired').map(({ code }) => code));
  const open = stored.filter(({ entry }) => entry.status !== 'retired'); // a payment may come late for what is over
  return open.map(({ entry }) => entry.code).filter((code) => !goOn.has(code));
}

interface BenefitRow {
  readonly code: string;
  readonly kind: BenefitEntry['kind'];
  readonly level: BenefitEntry['level'];
  readonly brand: string | null;
  readonly terms: string;
  readonly status: BenefitStatus;
  readonly version: number;
  readonly publishedAt: number | null;
}

/** The benefits of the program by position, with those that were retired. */
export async function storedBenefits(sql: Sql): Promise<StoredBenefit[]> {
  const rows = await sql.rows<BenefitRow>(
    `SELECT code, kind, level, brand, terms, status, version, publishedAt FROM benefits ORDER BY position, code`,
  );
  return rows.map(({ code, kind, level, brand, terms, status, version, publishedAt }) => ({
    entry: { code, kind, level, brand, status, ...UNSAID, ...(JSON.parse(terms) as Terms) },
    version,
    publishedAt,
  }));
}

/** What terms did not say that an earlier release wrote down. */
const UNSAID = { tiers: [], holdMinutes: HOLD_MINUTES, delivery: null, slots: null };

function rowOf(entry: BenefitEntry, position: number, before: StoredBenefit | undefined, now: number) {
  const { code, kind, level, brand, status, ...terms } = entry;
  const isSame = before !== undefined && digest(before.entry) === digest(entry);
  return {
    id: configId('bnf', code),
    code,
    kind,
    level,
    brand,
    terms: JSON.stringify(terms),
    status,
    version: before ? before.version + (isSame ? 0 : 1) : 1,
    position,
    publishedAt: publishedAt(status, before, now),
  };
}

/** Since when it can be had; what was away and came back was published anew. */
function publishedAt(status: BenefitStatus, before: StoredBenefit | undefined, now: number): number | null {
  const isBack = before !== undefined && OPEN.includes(status) && !OPEN.includes(before.entry.status);
  return (isBack ? null : before?.publishedAt) ?? (status === 'draft' ? null : now);
}
