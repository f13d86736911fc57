import type { RequestContext } from '../../kernel/graphql/context.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { Sql } from '../../kernel/database.js';
import type { AgreementEntry } from './agreements.section.js';
import { seesStatementsOf } from './statements.queries.js';

/** A version of an agreement as callers see it. */
export interface AgreementRow extends Omit<AgreementEntry, 'brand'> {
  readonly brandId: string;
  readonly version: number;
}

const COLUMNS = ['brandId', 'validFrom', 'earnRate', 'redeemRate', 'settlementDay', 'taxBasisPoints', 'hostSharePercent', 'issuing', 'version']; // prettier-ignore

/** The versions with a partner, the latest first; of another brand none. */
export async function agreementsWith(context: RequestContext, brandId: string): Promise<AgreementRow[]> {
  if (!seesStatementsOf(context.caller, brandId)) return [];
  const rows = await ask<AgreementRow>(context, {
    columns: COLUMNS,
    from: "FROM agreements WHERE brandId = ? AND status = 'active'",
    params: [brandId],
  });
  return rows.sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
}

/** The version that begins on a day. */
export async function agreementOf(
  sql: Sql,
  brandId: string,
  validFrom: string,
): Promise<{ version: number; row: AgreementRow; terms: Omit<AgreementEntry, 'brand'> } | null> {
  const [row] = await sql.rows<AgreementRow>(
    `SELECT ${COLUMNS.join(', ')} FROM agreements WHERE brandId = ? AND validFrom = ? AND status = 'active'`,
    [brandId, validFrom],
  );
  return row ? { version: row.version, row, terms: termsOf(row) } : null;
}

function termsOf({ brandId: _, version: __, ...terms }: AgreementRow): Omit<AgreementEntry, 'brand'> {
  return terms;
}
