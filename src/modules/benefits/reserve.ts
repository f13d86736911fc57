import type { Effect } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import type { Change, Denial, Reserved } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { BenefitsPart } from './compile.js';
import type { Issued } from './issued.js';
import { issuedSince } from './issued.js';
import { earliestOf, roomUnder } from './limits.js';
import { singles } from './packages/singles.js';
import { isOfPurchase } from './purchases/effects.js';
import type { Reserved as Reserving } from './purchases/resolve.js';
import type { Settled } from './settled.js';
import type { Denied } from './slice.js';

/** A free unit, locked until the transaction ends. */
export interface Unit {
  readonly number: number;
  readonly code: string | null;
}

/** Units that were locked, by benefit. */
export type Units = ReadonlyMap<string, readonly Unit[]>;

/** Something new that was decided to be issued. */
interface Demand {
  readonly memberId: string;
  readonly benefit: string;
  readonly at: number;
  readonly isNew: boolean;
  readonly takesUnit: boolean;
  /** The one unit that will do: the member has entered its code. */
  readonly code: string | null;
}

/** Limits first, which only this member's rows know, then units of the stock, benefit by benefit in the order of their codes. */
export async function reserveUnits(
  session: WriteSession,
  changes: readonly Change[],
  kept: unknown,
): Promise<Reserved> {
  const demands = changes.flatMap(demandsOf);
  const had = (kept as Units | undefined) ?? new Map<string, readonly Unit[]>();
  if (demands.length === 0) return { kept: had, denials: [] };
  const part = partOf(changes);
  const beyond = await beyondLimits(session, part, demands);
  if (beyond.length > 0) return { kept: had, denials: beyond };
  return takeUnits(session, demands, had);
}

function partOf([change]: readonly Change[]): BenefitsPart {
  return change?.after.parts['benefits'] as BenefitsPart;
}

function demandsOf({ memberId, effects, before }: Change): Demand[] {
  const known = (before.slices['benefits'] as { grants: ReadonlyMap<string, unknown> }).grants;
  return effects.flatMap((effect): Demand[] => {
    if (effect.kind === 'purchase.reserve') return [ofPurchase(memberId, effect as Effect<Reserving>)];
    return isOfPurchase(effect) ? [] : singles(effect).flatMap((single) => demandOf(memberId, single, known));
  });
}

const ISSUING: ReadonlySet<string> = new Set(['benefit.issue', 'benefit.deliver', 'benefit.buy']);

function demandOf(
  memberId: string,
  { kind, at, intent }: Effect<Settled>,
  known: ReadonlyMap<string, unknown>,
): Demand[] {
  if (!ISSUING.has(kind)) return [];
  const { grant, takesUnit = false, isCountedAnew = false } = intent;
  const isNew = kind === 'benefit.buy' ? isCountedAnew : !known.has(grant.id);
  return [{ memberId, benefit: grant.benefit, at, isNew, takesUnit, code: takesUnit ? grant.code : null }];
}

function ofPurchase(memberId: string, { at, intent }: Effect<Reserving>): Demand {
  const { purchase, takesUnit = false } = intent;
  return { memberId, benefit: purchase.benefit, at, isNew: true, takesUnit, code: null };
}

/** The members are locked, so what was issued to them is what will have been issued to them. */
async function beyondLimits(session: WriteSession, part: BenefitsPart, demands: readonly Demand[]): Promise<Denial[]> {
  const limited = demands.filter(({ benefit, isNew }) => isNew && limitsOf(part, benefit).length > 0);
  if (limited.length === 0) return [];
  const stored = groupBy(await issuedBefore(session, part, limited), keyOf);
  return [...groupBy(limited, keyOf)].flatMap(([key, group]): Denial[] => {
    const { memberId, benefit, at } = group.reduce((first, each) => (each.at < first.at ? each : first));
    const issuedAts = (stored.get(key) ?? []).map(({ issuedAt }) => issuedAt);
    const room = roomUnder(limitsOf(part, benefit), issuedAts, at, part.zone);
    const what: Denied = { benefit, room };
    return group.length > room.left ? [{ memberId, what }] : [];
  });
}

function issuedBefore({ sql, now }: WriteSession, part: BenefitsPart, limited: readonly Demand[]): Promise<Issued[]> {
  const members = [...new Set(limited.map(({ memberId }) => memberId))];
  const benefits = [...new Set(limited.map(({ benefit }) => benefit))];
  const since = Math.min(...limited.map(({ benefit, at }) => earliestOf(limitsOf(part, benefit), at, part.zone)));
  return issuedSince(sql, { members, benefits, since: Math.max(0, since), now });
}

async function takeUnits(session: WriteSession, demands: readonly Demand[], had: Units): Promise<Reserved> {
  const units = new Map(had);
  const denials: Denial[] = [];
  const byBenefit = groupBy(demands.filter(({ takesUnit }) => takesUnit), ({ benefit }) => benefit); // prettier-ignore
  for (const benefit of [...byBenefit.keys()].sort()) {
    const group = byBenefit.get(benefit) ?? [];
    const before = units.get(benefit) ?? [];
    const missing = group.length - before.length;
    const codes = new Set(group.flatMap(({ code }) => code ?? []));
    const taken =
      codes.size > 0
        ? await lockCoded(session, benefit, [...codes])
        : missing > 0
          ? [...before, ...(await lockUnits(session, benefit, missing, before))]
          : before;
    units.set(benefit, taken);
    denials.push(...denied(benefit, group, taken.length));
  }
  return { kept: units, denials };
}

/** First come, first served, in the order in which the members are decided on. */
function denied(benefit: string, group: readonly Demand[], there: number): Denial[] {
  if (group.length <= there) return [];
  const byMember = groupBy(group, ({ memberId }) => memberId);
  let left = there;
  return [...byMember].flatMap(([memberId, { length }]) => {
    const stock = Math.min(length, left);
    left -= stock;
    const what: Denied = { benefit, stock };
    return stock < length ? [{ memberId, what }] : [];
  });
}

/**
 * Locks free units that nobody else holds a lock on. When there seem to be none, others may be holding the last ones and
 * give them back: only who has waited for them knows. A dry run looks and waits for nobody.
 */
async function lockUnits(session: WriteSession, benefit: string, count: number, before: readonly Unit[]): Promise<Unit[]> {
  const { sql, isDryRun } = session;
  const after = Math.max(-1, ...before.map(({ number }) => number));
  const find = (lock: string) =>
    sql.rows<Unit>(`SELECT number, code FROM benefit_units WHERE benefit = ? AND grantId IS NULL AND number > ? ORDER BY number LIMIT ${count}${lock}`, [benefit, after]); // prettier-ignore
  if (sql.engine === 'sqlite' || isDryRun) return find('');
  const free = await find(' FOR UPDATE SKIP LOCKED');
  if (free.length === count || (await find('')).length <= free.length) return free;
  return find(' FOR UPDATE');
} // prettier-ignore

/** The units of these codes that nobody has entered; whoever enters one at the same time is waited for. */
function lockCoded({ sql, isDryRun }: WriteSession, benefit: string, codes: readonly string[]): Promise<Unit[]> {
  const lock = sql.engine === 'sqlite' || isDryRun ? '' : ' FOR UPDATE';
  const text = `SELECT number, code FROM benefit_units WHERE benefit = ? AND code IN ${marks(codes)} AND grantId IS NULL ORDER BY number${lock}`;
  return sql.rows<Unit>(text, [benefit, ...codes]);
}

function limitsOf(part: BenefitsPart, benefit: string) {
  return part.benefits.get(benefit)?.limits ?? [];
}

function keyOf({ memberId, benefit }: Pick<Demand, 'memberId' | 'benefit'>): string {
  return `${memberId}|${benefit}`;
}
