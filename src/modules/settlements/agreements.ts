import type { Day } from '../../kernel/calendar.js';
import type { Sql } from '../../kernel/database.js';
import { groupBy } from '../../kernel/group.js';
import { configId } from '../../kernel/id.js';
import type { Program } from '../../kernel/program.js';
import type { AgreementEntry } from './agreements.section.js';

/** What was agreed with a partner, as lines are counted by it. */
export interface Terms extends Omit<AgreementEntry, 'brand'> {
  readonly brandId: string;
}

/** Says what is agreed with a brand on a day; null without an agreement, and for the host, which agrees with itself. */
export type TermsOn = (brandId: string, day: Day) => Terms | null;

const COLUMNS = 'brandId, validFrom, earnRate, redeemRate, settlementDay, taxBasisPoints, hostSharePercent, issuing';

/** What is agreed with whom, also with brands that have left. */
export async function readTerms(sql: Sql): Promise<TermsOn> {
  return termsOn(await sql.rows<Terms>(`SELECT ${COLUMNS} FROM agreements WHERE status = 'active'`));
}

/** The version of a day is the last one that had begun by then. */
export function termsOn(versions: readonly Terms[]): TermsOn {
  const newestFirst = versions.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
  const byBrand = groupBy(newestFirst, ({ brandId }) => brandId);
  return (brandId, day) => byBrand.get(brandId)?.find(({ validFrom }) => validFrom <= day) ?? null;
}

/** How a brand comes to the points it issues on a day: it pays when they are spent, or it bought them ahead. Reads nothing. */
export function issuingOf(program: Pick<Program, 'sections'>, brandId: string, day: Day): AgreementEntry['issuing'] {
  const entries = (program.sections['agreements'] ?? []) as readonly AgreementEntry[]; // versions from before there were any
  let latest: AgreementEntry | undefined;
  for (const entry of entries) {
    if (configId('brd', entry.brand) !== brandId || entry.validFrom > day) continue;
    if (latest === undefined || latest.validFrom < entry.validFrom) latest = entry;
  }
  return latest?.issuing ?? 'on_spend';
}
