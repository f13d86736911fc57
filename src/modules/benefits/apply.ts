import type { Bound } from '../../kernel/bind.js';
import type { Effect } from '../../kernel/effect.js';
import type { Change } from '../../kernel/participant.js';
import { marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Promised, Use } from './grants.js';
import { grantDueAt, storedStatus, useDueAt, usedMinorOf, usesOf } from './grants.js';
import { newCode } from './new-code.js';
import type { Unit, Units } from './reserve.js';
import type { Settled } from './settled.js';
import type { BenefitsSlice } from './slice.js';
import { writeObligations } from './obligations/write.js';
import { singles } from './packages/singles.js';
import { writePackages } from './packages/write-packages.js';

type Row = Record<string, Bound>;
type Ours = Effect<Settled>;

/** Writes grants, their uses, the units that went with them and what is owed, set-based. */
export async function writeGrants(session: WriteSession, changes: readonly Change[], kept: unknown): Promise<void> {
  const ours = changes.flatMap((change) => change.effects.filter(isOurs));
  if (ours.length === 0) return;
  const effects = ours.flatMap(singles);
  const codes = await takeStock(session, effects, (kept as Units | undefined) ?? new Map<string, readonly Unit[]>());
  await writeChanged(session, changes, codes);
  await writeObligations(session, effects);
  await writePackages(session, changes);
}

function isOurs(effect: Effect): boolean {
  return effect.kind.startsWith('benefit.');
}

/** Gives each grant that takes one its unit; answers the codes that units of a pool have. */
async function takeStock(
  { sql, now }: WriteSession,
  effects: readonly Ours[],
  locked: Units,
): Promise<Map<string, string>> {
  const free = new Map([...locked].map(([benefit, list]) => [benefit, [...list]]));
  const rows: Row[] = [];
  const codes = new Map<string, string>();
  for (const { intent } of effects) {
    if (!intent.takesUnit) continue;
    const { id: grantId, benefit, code } = intent.grant;
    const units = free.get(benefit) ?? [];
    const [unit] = units.splice(code === null ? 0 : units.findIndex((each) => each.code === code), 1);
    if (!unit) throw new Error(`Grant ${grantId} was decided without a unit of ${benefit}`);
    rows.push({ benefit, number: unit.number, code: unit.code, grantId });
    if (unit.code !== null) codes.set(grantId, unit.code);
  }
  await upsertRows(sql, 'benefit_units', ['benefit', 'number'], rows, { grantId: 'replace' });
  const back = effects.flatMap(({ intent }) => (intent.givesUnitBack ? intent.grant.id : []));
  for (const page of pages(back)) await sql.later(`UPDATE benefit_units SET grantId = NULL, freedAt = ? WHERE grantId IN ${marks(page)}`, [now, ...page]); // prettier-ignore
  return codes;
}

const GRANT_CHANGES = [
  'status',
  'code',
  'uses',
  'usedMinor',
  'claimedAt',
  'usableFrom',
  'expiresAt',
  'endedAt',
  'dueAt',
];
const USE_CHANGES = ['status', 'amountMinor', 'orderId', 'storeId', 'causeId', 'expiresAt', 'redeemedAt', 'endedAt', 'dueAt']; // prettier-ignore

async function writeChanged(session: WriteSession, changes: readonly Change[], codes: ReadonlyMap<string, string>): Promise<void> {
  const changed = changes.flatMap(({ memberId, before, after }) => {
    const known = grantsIn(before);
    return [...grantsIn(after).values()].filter((grant) => known.get(grant.id) !== grant).map((grant) => ({ memberId, grant, was: known.get(grant.id) })); // prettier-ignore
  });
  const rows = changed.map(({ memberId, grant }) => grantRow(session, memberId, grant, codes));
  await upsertRows(session.sql, 'grants', ['id'], rows, replacing(GRANT_CHANGES));
  const uses = changed.flatMap(({ memberId, grant, was }) =>
    grant.uses.filter((use) => !was?.uses.includes(use)).map((use) => useRow(session, memberId, use)),
  );
  await upsertRows(session.sql, 'redemptions', ['id'], uses, replacing(USE_CHANGES));
} // prettier-ignore

function grantsIn({ slices }: Change['after']): BenefitsSlice['grants'] {
  return (slices['benefits'] as BenefitsSlice).grants;
}

function replacing(columns: readonly string[]) {
  return Object.fromEntries(columns.map((name) => [name, 'replace' as const]));
}

function grantRow({ now }: WriteSession, memberId: string, grant: Promised, codes: ReadonlyMap<string, string>): Row {
  const { id, benefit, brandId, causeId, source, orderId, reason, instead, packageIssueId, usesMax, valueMinor, code } =
    grant;
  const { issuedAt, claimedAt, usableFrom, expiresAt, endedAt } = grant;
  return {
    ...{ id, benefit, brandId, causeId, source, orderId, reason, instead, packageIssueId, usesMax, valueMinor },
    ...{ issuedAt, claimedAt, usableFrom, expiresAt, endedAt },
    memberId,
    recordedAt: now,
    code: code ?? (grant.over === 'owed' ? null : (codes.get(grant.id) ?? newCode())),
    status: storedStatus(grant, now),
    uses: usesOf(grant),
    usedMinor: usedMinorOf(grant),
    dueAt: grantDueAt(grant),
  };
}

function useRow({ now }: WriteSession, memberId: string, use: Use): Row {
  return { ...use, memberId, recordedAt: now, dueAt: useDueAt(use) };
}
