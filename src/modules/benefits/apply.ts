import type { Bound } from '../../kernel/bind.js';
import type { Effect } from '../../kernel/effect.js';
import type { Change } from '../../kernel/participant.js';
import { insertRows, marks, pages, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Promised, Use } from './grants.js';
import { grantDueAt, storedStatus, useDueAt, usedMinorOf, usesOf } from './grants.js';
import { newCodes } from './new-code.js';
import type { Unit, Units } from './reserve.js';
import type { Settled } from './settled.js';
import { writeFulfilments } from './fulfilment/open.js';
import type { BenefitsSlice } from './slice.js';
import { writeObligations } from './obligations/write.js';
import { isOfPurchase } from './purchases/effects.js';
import type { Reserved } from './purchases/resolve.js';
import { writePurchases } from './purchases/write.js';
import { cancelBookings } from './slots/cancelled.js';
import { singles } from './packages/singles.js';
import { writePackages } from './packages/write-packages.js';

type Row = Record<string, Bound>;
type Ours = Effect<Settled>;

/** Writes grants, their uses, the units that went with them and what is owed, set-based. */
export async function writeGrants(session: WriteSession, changes: readonly Change[], kept: unknown): Promise<void> {
  const all = changes.flatMap((change) => change.effects);
  const effects = all.filter(isOurs).flatMap(singles);
  const moved = [...all.filter(isOfPurchase).map(ofPurchase), ...effects.map(ofGrant)];
  if (moved.length === 0 && !all.some(isOurs)) return;
  const codes = await takeStock(session, moved, (kept as Units | undefined) ?? new Map<string, readonly Unit[]>());
  await writeChanged(session, changes, codes);
  await writePurchases(session, changes);
  await writeObligations(session, effects);
  await writeFulfilments(session, effects);
  await cancelBookings(session, effects);
  await writePackages(session, changes);
}

/** What an effect does to the stock. */
interface Moved {
  readonly grantId: string;
  readonly benefit: string;
  readonly code: string | null;
  readonly takesUnit: boolean;
  readonly givesUnitBack: boolean;
}

function ofGrant({ intent: { grant, takesUnit = false, givesUnitBack = false } }: Ours): Moved {
  return { grantId: grant.id, benefit: grant.benefit, code: grant.code, takesUnit, givesUnitBack };
}

/** The unit is the one of the grant there will be. */
function ofPurchase({ intent: { purchase, takesUnit = false, givesUnitBack = false } }: Effect<Reserved>): Moved {
  return { grantId: purchase.grantId, benefit: purchase.benefit, code: null, takesUnit, givesUnitBack };
}

function isOurs(effect: Effect): boolean {
  return effect.kind.startsWith('benefit.');
}

/** Gives each grant that takes one its unit; answers the codes that units of a pool have. */
async function takeStock(
  { sql, now }: WriteSession,
  moved: readonly Moved[],
  locked: Units,
): Promise<Map<string, string>> {
  const free = new Map([...locked].map(([benefit, list]) => [benefit, [...list]]));
  const rows: Row[] = [];
  const codes = new Map<string, string>();
  for (const { grantId, benefit, code, takesUnit } of moved) {
    if (!takesUnit) continue;
    const units = free.get(benefit) ?? [];
    const [unit] = units.splice(code === null ? 0 : units.findIndex((each) => each.code === code), 1);
    if (!unit) throw new Error(`Grant ${grantId} was decided without a unit of ${benefit}`);
    rows.push({ benefit, number: unit.number, code: unit.code, grantId });
    if (unit.code !== null) codes.set(grantId, unit.code);
  }
  await upsertRows(sql, 'benefit_units', ['benefit', 'number'], rows, { grantId: 'replace' });
  const back = moved.flatMap(({ grantId, givesUnitBack }) => (givesUnitBack ? grantId : []));
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
const USE_CHANGES = ['status', 'amountMinor', 'orderId', 'storeId', 'causeId', 'expiresAt', 'redeemedAt', 'endedAt', 'multipliedId', 'dueAt']; // prettier-ignore

async function writeChanged(session: WriteSession, changes: readonly Change[], codes: ReadonlyMap<string, string>): Promise<void> {
  const changed = changes.flatMap(({ memberId, before, after }) => {
    const known = grantsIn(before);
    return [...grantsIn(after).values()].filter((grant) => known.get(grant.id) !== grant).map((grant) => ({ memberId, grant, was: known.get(grant.id) })); // prettier-ignore
  });
  const rowOf = grantRows(session, changed.map(({ grant }) => grant), codes);
  const [fresh, known]: [Row[], Row[]] = [[], []];
  for (const { memberId, grant, was } of changed) (was === undefined ? fresh : known).push(rowOf(memberId, grant));
  await insertRows(session.sql, 'grants', fresh);
  await upsertRows(session.sql, 'grants', ['id'], known, replacing(GRANT_CHANGES));
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

/** How grants are written down; those that have no code yet get one each, made together. */
function grantRows({ now }: WriteSession, grants: readonly Promised[], codes: ReadonlyMap<string, string>) {
  const without = grants.filter(({ id, code, over }) => code === null && over !== 'owed' && !codes.has(id));
  const made = newCodes(without.length);
  const fresh = new Map(without.map(({ id }, at) => [id, made[at] ?? null]));
  return (memberId: string, grant: Promised): Row => ({
    id: grant.id,
    memberId,
    benefit: grant.benefit,
    status: storedStatus(grant, now),
    code: grant.code ?? codes.get(grant.id) ?? fresh.get(grant.id) ?? null,
    brandId: grant.brandId,
    causeId: grant.causeId,
    source: grant.source,
    orderId: grant.orderId,
    reason: grant.reason,
    instead: grant.instead,
    packageIssueId: grant.packageIssueId,
    usesMax: grant.usesMax,
    uses: usesOf(grant),
    valueMinor: grant.valueMinor,
    usedMinor: usedMinorOf(grant),
    issuedAt: grant.issuedAt,
    recordedAt: now,
    claimedAt: grant.claimedAt,
    usableFrom: grant.usableFrom,
    expiresAt: grant.expiresAt,
    endedAt: grant.endedAt,
    dueAt: grantDueAt(grant),
  });
}

function useRow({ now }: WriteSession, memberId: string, use: Use): Row {
  return { ...use, memberId, recordedAt: now, dueAt: useDueAt(use) };
}
