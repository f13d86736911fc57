import { z } from 'zod';
import { zoneOf } from '../../kernel/calendar.js';
import { configId } from '../../kernel/id.js';
import type { ProgramSection } from '../../kernel/program.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { configCode } from '../../kernel/config-code.js';

const code = configCode;
const zone = z.string().refine(isZone, 'no IANA time zone');

/** One brand of the file. */
export const brandEntry = z.strictObject({
  code,
  name: z.string().trim().min(1).max(120),
  zone: zone.default('Asia/Shanghai'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as CNY')
    .default('CNY'),
  locale: z.enum(['zh-CN', 'zh-TW', 'en']).default('zh-CN'),
});

const schema = z.strictObject({ host: brandEntry, partners: z.array(brandEntry).max(200).default([]) });

export type BrandsSection = z.infer<typeof schema>;
export type BrandEntry = z.infer<typeof brandEntry>;

interface Row extends BrandEntry {
  id: string;
  isHost: number;
  status: string;
}

/** `brands:` of the program file: the host, whose zone and currency are the program's, and the partners. */
export const brandsSection: ProgramSection<BrandsSection> = {
  name: 'brands',
  schema: schema,

  async read({ sql }) {
    const rows = await sql.rows<Row>(
      "SELECT code, name, zone, currency, locale, isHost FROM brands WHERE status = 'active' ORDER BY code",
    );
    const plain = ({ isHost: _, ...entry }: Row) => ({ ...entry });
    const host = rows.find((row) => row.isHost === 1);
    if (!host) throw new Error('This database has no program yet: run `laurel program apply FILE`');
    return { host: plain(host), partners: rows.filter((row) => row.isHost === 0).map(plain) };
  },

  async write(session, { host, partners }) {
    const stored = new Map((await allBrands(session)).map((row) => [row.code, row]));
    await keepHost(session, stored, host);
    for (const [entry, isHost] of [[host, true] as const, ...partners.map((entry) => [entry, false] as const)]) {
      await save(session, stored.get(entry.code), entry, isHost);
    }
    const named = new Set([host.code, ...partners.map((entry) => entry.code)]);
    for (const row of stored.values()) {
      if (!named.has(row.code) && row.status !== 'closed') await closeBrand(session, row.id);
    }
  },
};

function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

function allBrands({ sql }: WriteSession): Promise<Row[]> {
  return sql.rows<Row>('SELECT id, code, name, zone, currency, locale, isHost, status FROM brands');
}

/** Money already counted is in the old currency and days in the old zone, so neither may change under it. */
async function keepHost(session: WriteSession, stored: Map<string, Row>, host: BrandEntry): Promise<void> {
  const before = [...stored.values()].find((row) => row.isHost === 1);
  if (!before) return;
  const isSame = before.code === host.code && before.zone === host.zone && before.currency === host.currency;
  if (!isSame) await requireNobody(session, ['brands', 'host']);
}

/** Refuses HOST_BRAND_FIXED once anybody has done anything. */
export async function requireNobody({ sql }: WriteSession, path: readonly string[]): Promise<void> {
  const [any] = await sql.rows('SELECT id FROM activities LIMIT 1');
  if (any) refuse('HOST_BRAND_FIXED', {}, path);
}

async function save(session: WriteSession, before: Row | undefined, entry: BrandEntry, isHost: boolean): Promise<void> {
  if (before) {
    if (isSame(before, entry, isHost)) return;
    await session.sql.run(
      "UPDATE brands SET name = ?, zone = ?, currency = ?, locale = ?, isHost = ?, status = 'active', version = version + 1 WHERE id = ?",
      [entry.name, entry.zone, entry.currency, entry.locale, isHost, before.id],
    );
    return;
  }
  const row = {
    id: configId('brd', entry.code),
    ...entry,
    isHost,
    status: 'active',
    version: 1,
    createdAt: session.now,
  };
  await insertRows(session.sql, 'brands', [row]);
}

async function closeBrand({ sql }: WriteSession, id: string): Promise<void> {
  await sql.run("UPDATE brands SET status = 'closed', version = version + 1 WHERE id = ?", [id]);
}

function isSame(before: Row, entry: BrandEntry, isHost: boolean): boolean {
  const { name, zone, currency, locale } = entry;
  if (before.status !== 'active' || (before.isHost === 1) !== isHost) return false;
  return before.name === name && before.zone === zone && before.currency === currency && before.locale === locale;
}
