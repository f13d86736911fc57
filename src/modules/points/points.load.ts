import { addDays } from '../../kernel/calendar.js';
import type { Wish } from '../../kernel/effect.js';
import type { Fragment, Need, Rows } from '../../kernel/participant.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { orderKey } from '../members/index.js';
import type { Account, Intent, PaidWith, PointsSlice } from './balances.js';
import { packKey } from './balances.js';
import type { Hold } from './holds.js';
import type { Draw, Lot } from './lots.js';

/** The histories of points earned that rules may ask for: whole days, and days of what rules gave. */
export const EARNED_DAYS_WANTED = 'points.earnedDays';
export const RULED_DAYS_WANTED = 'points.ruledDays';
/** Asked for where points die of inactivity: an act then moves every open lot of theirs. */
export const RESTLESS_WANTED = 'points.restless';
/** Asked for where brands issue points that they bought ahead. */
export const PACKS_WANTED = 'points.packs';

const ACCOUNT = ['wallet', 'available', 'pending', 'held', 'owed', 'earned'] as const;
const LOT = ['id', 'wallet', 'issuerId', 'funderId', 'causeId', 'source', 'amount', 'remaining', 'held', 'reversed', 'expired', 'occurredAt', 'occurredOn', 'recordedAt', 'availableAt', 'expiresAt', 'isPending', 'maturedAt', 'noticeAt'] as const; // prettier-ignore
const HOLD = ['id', 'wallet', 'brandId', 'causeId', 'reason', 'subjectId', 'amount', 'captured', 'released', 'status', 'occurredAt', 'recordedAt', 'expiresAt', 'endedAt'] as const; // prettier-ignore

/** What of the ledger a drain can use, and no more. */
export function fragmentsOf(need: Need): Fragment[] {
  return [
    accounts(need),
    lots(need),
    ...(isAboutHolds(need) ? holds(need) : []),
    ...paid(need),
    ...packs(need),
    ...earnedDays(need, 'earned', EARNED_DAYS_WANTED, "source <> 'transferred'"),
    ...earnedDays(need, 'ruled', RULED_DAYS_WANTED, "source = 'rule'"),
  ];
}

export function sliceOfRows(rows: Rows, need: Need): PointsSlice {
  const reserves = groupBy(rows('reserves'), ([holdId]) => holdId as string);
  return {
    accounts: new Map(rows('accounts').map((row) => [row[0] as string, named(ACCOUNT, row) as Account])),
    lots: new Map(rows('lots').map((row) => [row[0] as string, lotOf(row)])),
    holds: new Map(rows('holds').map((row) => [row[0] as string, holdOf(row, reserves.get(row[0] as string) ?? [])])),
    earnedDays: daysOf(rows('earned')),
    ruledDays: daysOf(rows('ruled')),
    paid: paidOf(rows('paid')),
    packs: packsOf(rows('packs'), need),
  };
}

function accounts({ memberIds }: Need): Fragment {
  const from = `FROM point_accounts WHERE memberId IN ${marks(memberIds)}`;
  return { name: 'accounts', member: 'memberId', columns: ACCOUNT, from, params: memberIds };
}

/** Only lots this drain can move: what is due and what is owed, and all open ones when something is drawn. */
function lots(need: Need): Fragment {
  const { memberIds, until } = need;
  const subjects = refundedOrders(need);
  const given = need.wishes.flatMap(lotsNamed);
  const isWhole = isDrawing(need) || isRestless(need);
  const any = [
    isWhole
      ? 'remaining <> 0 OR held > 0'
      : `dueAt <= ? OR remaining < held${isAboutHolds(need) ? ' OR held > 0' : ''}`,
    ...(given.length > 0 ? [`id IN ${marks(given)}`] : []),
    ...(subjects.length > 0 ? [OF_ORDERS(memberIds, subjects), THAT_PAID(memberIds, subjects)] : []),
  ];
  return {
    name: 'lots',
    member: 'memberId',
    columns: LOT,
    from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND (${any.join(' OR ')})`,
    params: [
      ...memberIds,
      ...(isWhole ? [] : [until]),
      ...given,
      ...(subjects.length > 0 ? [...memberIds, ...subjects, ...memberIds, ...subjects] : []),
    ],
  };
}

const OF_ORDERS = (memberIds: readonly string[], subjects: readonly string[]): string =>
  `causeId IN (SELECT id FROM activities WHERE memberId IN ${marks(memberIds)} AND subjectId IN ${marks(subjects)})`;

const THAT_PAID = (memberIds: readonly string[], subjects: readonly string[]): string =>
  `id IN (SELECT d.lotId FROM point_transfers t JOIN point_draws d ON d.transferId = t.id WHERE t.memberId IN ${marks(memberIds)} AND t.subjectId IN ${marks(subjects)})`;

/** Those that are due or named, whatever became of them. */
function holds({ memberIds, wishes, until }: Need): Fragment[] {
  const given = wishes.flatMap(holdsNamed);
  const named = given.length > 0 ? ` OR h.id IN ${marks(given)}` : '';
  const which = `WHERE h.memberId IN ${marks(memberIds)} AND (h.dueAt <= ?${named})`;
  const params = [...memberIds, until, ...given];
  return [
    {
      name: 'holds',
      member: 'h.memberId',
      columns: HOLD.map((name) => `h.${name}`),
      from: `FROM point_holds h ${which}`,
      params,
    },
    {
      name: 'reserves',
      member: 'r.memberId',
      columns: ['r.holdId', 'r.lotId', 'r.amount', 'l.expiresAt', 'l.occurredAt'],
      from: `FROM point_holds h JOIN point_reserves r ON r.holdId = h.id AND r.amount > 0 JOIN point_lots l ON l.id = r.lotId ${which}`,
      params,
    },
  ];
}

/**
 * A hold can matter only where points are drawn, where nothing is asked but what is due, and where an act lets points live
 * on that a hold which ran out should have let die before.
 */
function isAboutHolds(need: Need): boolean {
  return isDrawing(need) || need.activities.length === 0 || isRestless(need);
}

function isRestless({ wants }: Need): boolean {
  return (wants[RESTLESS_WANTED] ?? 0) > 0;
}

function isDrawing({ activities, wishes }: Need): boolean {
  return activities.some(({ type }) => type === 'refund') || wishes.some(({ kind }) => DRAWING.has(kind));
}

const DRAWING: ReadonlySet<string> = new Set([
  'points.spend', 'points.take-back', 'points.hold', 'points.capture', 'points.release', 'points.adjust', 'points.transfer-out',
]); // prettier-ignore

function refundedOrders({ activities }: Need): string[] {
  return activities.flatMap(({ type, subjectId }) => (type === 'refund' && subjectId !== null ? [subjectId] : []));
}

/** Lots a wish names itself: they are needed also when nothing is left in them. */
function lotsNamed({ kind, intent }: Wish): string[] {
  if (kind === 'points.give-back') return (intent as Intent['giveBack']).draws.map(({ lotId }) => lotId);
  const { lotId } = intent as Partial<Intent['takeBack']>;
  return kind === 'points.take-back' && lotId ? [lotId] : [];
}

function holdsNamed({ kind, intent }: Wish): string[] {
  const isOfHold = kind === 'points.capture' || kind === 'points.release';
  return isOfHold ? [(intent as Intent['release']).holdId] : [];
}

/** What orders that are refunded had been paid with in points. */
function paid(need: Need): Fragment[] {
  const { memberIds } = need;
  const subjects = refundedOrders(need);
  if (subjects.length === 0) return [];
  return [
    {
      name: 'paid',
      member: 't.memberId',
      columns: [
        't.brandId',
        't.subjectId',
        't.wallet',
        'd.lotId',
        'SUM(CASE WHEN d.amount > 0 OR t.reversesId IS NOT NULL THEN d.amount ELSE 0 END)',
        'SUM(CASE WHEN d.amount < 0 AND t.reversesId IS NULL THEN -d.amount ELSE 0 END)',
        'MIN(l.expiresAt)',
        'MIN(l.occurredAt)',
      ],
      from: `FROM point_transfers t JOIN point_draws d ON d.transferId = t.id JOIN point_lots l ON l.id = d.lotId WHERE t.memberId IN ${marks(memberIds)} AND t.subjectId IN ${marks(subjects)} GROUP BY t.memberId, t.brandId, t.subjectId, t.wallet, d.lotId`,
      params: [...memberIds, ...subjects],
    },
  ];
}

/** What the brands that report have left of what they bought ahead; the same rows for each member, few as they are. */
function packs({ memberIds, activities, wants }: Need): Fragment[] {
  const brands = [...new Set(activities.map(({ brandId }) => brandId))];
  if ((wants[PACKS_WANTED] ?? 0) === 0 || brands.length === 0) return [];
  return [
    {
      name: 'packs',
      member: 'm.id',
      columns: ['b.brandId', 'b.wallet', 'b.remaining'],
      from: `FROM pack_balances b JOIN members m ON m.id IN ${marks(memberIds)} WHERE b.brandId IN ${marks(brands)}`,
      params: [...memberIds, ...brands],
    },
  ];
}

/** A drain may have so many pages of members, each of which sees what is left. */
const PAGES_A_DRAIN = 2;

/** Members of one drain share what is left: none of them decides on more than its part, so that they never issue too much. */
function packsOf(rows: readonly Row[], { memberIds, wants }: Need): PointsSlice['packs'] {
  if ((wants[PACKS_WANTED] ?? 0) === 0) return null;
  const sharing = memberIds.length === 1 ? 1 : memberIds.length * PAGES_A_DRAIN;
  return new Map(
    rows.map(([brandId, wallet, left]) => [
      packKey(brandId as string, wallet as string),
      Math.floor((left as number) / sharing),
    ]),
  );
}

function earnedDays(need: Need, name: string, want: string, which: string): Fragment[] {
  const { memberIds, activities, wants, today } = need;
  const width = wants[want] ?? 0;
  if (width === 0) return [];
  const first = activities.reduce((day, { occurredOn }) => (occurredOn < day ? occurredOn : day), today);
  return [
    {
      name,
      member: 'memberId',
      columns: EARNED_DAY,
      from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND ${which} AND occurredOn > ? ${BY_DAY}`,
      params: [...memberIds, addDays(first, -width)],
    },
  ];
}

/** Every day a member has earned on, where anybody asks for days at all. */
export function wholeEarnedDays({ memberIds, wants }: Need): Fragment[] {
  if ((wants[EARNED_DAYS_WANTED] ?? 0) === 0) return [];
  return [
    {
      name: 'earned',
      member: 'memberId',
      columns: EARNED_DAY,
      from: `FROM point_lots WHERE memberId IN ${marks(memberIds)} AND source <> 'transferred' ${BY_DAY}`,
      params: memberIds,
    },
  ];
}

const EARNED_DAY = ['wallet', 'occurredOn', 'SUM(amount - reversed)'] as const;
const BY_DAY = 'GROUP BY memberId, wallet, occurredOn';

type Row = readonly unknown[];

function named(columns: readonly string[], row: Row): unknown {
  return Object.fromEntries(columns.map((name, at) => [name, row[at]]));
}

function lotOf(row: Row): Lot {
  const lot = named(LOT, row) as Lot;
  return { ...lot, isPending: Number(lot.isPending) === 1 };
}

function holdOf(row: Row, reserves: readonly Row[]): Hold {
  const ordered = [...reserves].sort((a, b) => byLife(a[3], b[3], a[4], b[4]));
  const draws: Draw[] = ordered.map(([, lotId, amount]) => ({ lotId: lotId as string, amount: amount as number }));
  return { ...(named(HOLD, row) as Omit<Hold, 'reserves'>), reserves: draws };
}

/** As lots are taken: those that die first first. */
function byLife(a: unknown, b: unknown, since: unknown, andSince: unknown): number {
  const end = (value: unknown): number => (value as number | null) ?? Number.MAX_SAFE_INTEGER;
  return end(a) - end(b) || (since as number) - (andSince as number);
}

function daysOf(rows: readonly Row[]): Map<string, number> {
  return new Map(rows.map(([wallet, day, sum]) => [`${wallet as string}|${day as string}`, sum as number]));
}

function paidOf(rows: readonly Row[]): Map<string, readonly PaidWith[]> {
  const ordered = [...rows].sort((a, b) => byLife(a[6], b[6], a[7], b[7]));
  const groups = groupBy(ordered, ([brandId, subjectId]) => orderKey(brandId as string, subjectId as string));
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      group.map(([, , wallet, lotId, spent, back]) => ({ wallet, lotId, spent, back }) as PaidWith),
    ]),
  );
}
