import { z } from 'zod';
import type { Day } from '../../kernel/calendar.js';
import { CONFIG_CODE, configId, newId } from '../../kernel/id.js';
import type { ProgramSection } from '../../kernel/program.js';
import { refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import { partnersTakingPart } from '../brands/index.js';
import { lastClosedDay, takeTurn } from './closed-months.js';

const RATE_MAX = 1_000_000_000;

/** One version of an agreement in the file. */
export const agreementEntry = z
  .strictObject({
    brand: z.string().regex(CONFIG_CODE, 'the code of a partner'),
    validFrom: z.iso.date('a day such as 2026-05-01'),
    earnRate: z.int().min(0).max(RATE_MAX),
    redeemRate: z.int().min(0).max(RATE_MAX),
    settlementDay: z.int().min(1).max(28).default(15),
    taxBasisPoints: z.int().min(0).max(10_000).default(0),
    hostSharePercent: z.int().min(0).max(100).optional(),
    issuing: z.enum(['on_spend', 'prepaid']).default('on_spend'),
  })
  // who bought its points ahead has paid for them: what they cost where they are spent is the host's
  .transform(({ hostSharePercent, ...entry }) => ({
    ...entry,
    hostSharePercent: hostSharePercent ?? (entry.issuing === 'prepaid' ? 100 : 0),
  }));

const schema = z
  .array(agreementEntry)
  .max(2_000)
  .refine((entries) => new Set(entries.map(keyOf)).size === entries.length, 'a brand has two versions of one day')
  .transform((entries) => entries.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
  .default([]);

export type AgreementEntry = z.infer<typeof agreementEntry>;

interface Row extends Omit<AgreementEntry, 'brand'> {
  id: string;
  brandId: string;
  status: 'active' | 'retired';
}

const TERMS = ['earnRate', 'redeemRate', 'settlementDay', 'taxBasisPoints', 'hostSharePercent', 'issuing'] as const;

/**
 * `agreements:` of the program file: every version with every partner. What a closed month was counted by stays as it is,
 * and so do the agreements of brands that have left: their points may still be spent.
 */
export const agreementsSection: ProgramSection<AgreementEntry[]> = {
  name: 'agreements',
  schema,

  async read({ sql }) {
    const codes = await partnersTakingPart(sql);
    const rows = await sql.rows<Row>(
      `SELECT brandId, validFrom, ${TERMS.join(', ')} FROM agreements WHERE status = 'active'`,
    );
    const entries = rows.flatMap(({ brandId, validFrom, earnRate, redeemRate, settlementDay, taxBasisPoints, issuing, hostSharePercent }) => {
      const brand = codes.get(brandId);
      return brand ? [{ brand, validFrom, earnRate, redeemRate, settlementDay, taxBasisPoints, issuing, hostSharePercent }] : [];
    }); // prettier-ignore
    return entries.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  },

  async write(session, entries) {
    await takeTurn(session);
    const codes = await partnersTakingPart(session.sql);
    const fixedTo = await lastClosedDay(session.sql);
    const stored = new Map((await rowsOf(session)).map((row) => [`${row.brandId}|${row.validFrom}`, row]));
    const named = new Set<string>();
    for (const [at, entry] of entries.entries()) {
      const brandId = configId('brd', entry.brand);
      if (!codes.has(brandId)) refuseUnknown(at, entry);
      named.add(`${brandId}|${entry.validFrom}`);
      await save(session, stored.get(`${brandId}|${entry.validFrom}`), brandId, entry, fixedTo);
    }
    for (const [key, row] of stored) {
      if (row.status === 'active' && codes.has(row.brandId) && !named.has(key)) await retire(session, row, fixedTo);
    }
  },
};

function keyOf({ brand, validFrom }: Pick<AgreementEntry, 'brand' | 'validFrom'>): string {
  return `${brand} ${validFrom}`;
}

function rowsOf({ sql }: WriteSession): Promise<Row[]> {
  return sql.rows<Row>(`SELECT id, brandId, validFrom, status, ${TERMS.join(', ')} FROM agreements`);
}

async function save(
  session: WriteSession,
  before: Row | undefined,
  brandId: string,
  { brand: _, ...entry }: AgreementEntry,
  fixedTo: Day | null,
): Promise<void> {
  if (before?.status === 'active' && TERMS.every((name) => before[name] === entry[name])) return;
  requireOpen(entry.validFrom, fixedTo);
  if (!before) {
    await insertRows(session.sql, 'agreements', [
      { id: newId('agr'), brandId, ...entry, status: 'active', version: 1 },
    ]);
    return;
  }
  await session.sql.run(
    `UPDATE agreements SET ${TERMS.map((name) => `${name} = ?`).join(', ')}, status = 'active', version = version + 1 WHERE id = ?`,
    [...TERMS.map((name) => entry[name]), before.id],
  );
}

async function retire(session: WriteSession, { id, validFrom }: Row, fixedTo: Day | null): Promise<void> {
  requireOpen(validFrom, fixedTo);
  await session.sql.run("UPDATE agreements SET status = 'retired', version = version + 1 WHERE id = ?", [id]);
}

/** Refuses AGREEMENT_IN_USE for a version that begins in a month that is closed. */
function requireOpen(validFrom: Day, fixedTo: Day | null): void {
  if (fixedTo !== null && validFrom <= fixedTo) {
    refuse('AGREEMENT_IN_USE', { validFrom, closedTo: fixedTo }, ['input', 'validFrom']);
  }
}

function refuseUnknown(at: number, { brand }: AgreementEntry): never {
  const place = `agreements.${at}.brand`;
  refuse('INVALID_PROGRAM', { place, problem: `"${brand}" is no partner of this program` }, place.split('.'));
}
