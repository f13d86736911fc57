import { z } from 'zod';
import type { Sql } from '../../../kernel/database.js';
import { configId } from '../../../kernel/id.js';
import { digest } from '../../../kernel/json.js';
import type { ProgramSection } from '../../../kernel/program.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { PackageEntry, PackageKind, PackageStatus, PackageTerms } from './package-terms.js';
import { packageEntry } from './package-terms.js';

const schema = z
  .array(packageEntry)
  .max(1_000)
  .refine((entries) => new Set(entries.map(({ code }) => code)).size === entries.length, 'two packages have one code')
  .prefault([]);

export interface StoredPackage {
  readonly entry: PackageEntry;
  readonly version: number;
}

/** `packages:` of the program file. What a file no longer names is retired and stays: cards of it go on to their end. */
export const packagesSection: ProgramSection<PackageEntry[]> = {
  name: 'packages',
  schema,

  async read({ sql }) {
    return (await storedPackages(sql)).map(({ entry }) => entry);
  },

  async complete({ sql }, entries) {
    const named = new Set(entries.map(({ code }) => code));
    const others = (await storedPackages(sql)).filter(({ entry }) => !named.has(entry.code));
    return [...entries, ...others.map(({ entry }) => ({ ...entry, status: 'retired' as const }))];
  },

  async write({ sql, now }, entries) {
    const stored = new Map((await storedPackages(sql)).map((each) => [each.entry.code, each]));
    const rows = entries.map((entry, position) => rowOf(entry, position, stored.get(entry.code), now));
    const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== 'id' && name !== 'createdAt');
    await upsertRows(sql, 'benefit_packages', ['id'], rows, Object.fromEntries(columns.map((name) => [name, 'replace' as const]))); // prettier-ignore
  },
};

interface Row {
  readonly code: string;
  readonly kind: PackageKind;
  readonly brand: string | null;
  readonly terms: string;
  readonly status: PackageStatus;
  readonly version: number;
}

/** The packages of the program by position, with those that were retired. */
export async function storedPackages(sql: Sql): Promise<StoredPackage[]> {
  const rows = await sql.rows<Row>(
    'SELECT code, kind, brand, terms, status, version FROM benefit_packages ORDER BY position, code',
  );
  return rows.map(({ code, kind, brand, terms, status, version }) => ({
    entry: { code, kind, brand, status, ...(JSON.parse(terms) as PackageTerms) },
    version,
  }));
}

function rowOf(entry: PackageEntry, position: number, before: StoredPackage | undefined, now: number) {
  const { code, kind, brand, status, ...terms } = entry;
  const isSame = before !== undefined && digest(before.entry) === digest(entry);
  const version = before ? before.version + (isSame ? 0 : 1) : 1;
  return { id: configId('pkg', code), code, kind, brand, terms: JSON.stringify(terms), status, version, position, createdAt: now }; // prettier-ignore
}
