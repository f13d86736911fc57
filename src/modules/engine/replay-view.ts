import type { Sql } from '../../kernel/database.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { membersParticipant } from '../members/index.js';
import type { Lot } from '../points/index.js';
import { pointsParticipant } from '../points/index.js';
import { tiersParticipant } from '../tiers/index.js';

interface Account {
  readonly memberId: string;
  readonly wallet: string;
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
  readonly earned: number;
}

/** Something the database says and a replay of history does not. */
export interface ReplayDifference {
  readonly memberId: string;
  readonly what: 'balance' | 'lots' | 'tier' | 'metrics';
  readonly key: string;
  readonly replayed: string;
  readonly stored: string;
}

/** What the replayed state amounts to, in the words the tables use: one text a thing that can differ. */
export function viewOf(state: State): Map<string, string> {
  const view = new Map<string, string>();
  const points = sliceOf(state, pointsParticipant);
  for (const [wallet, account] of points.accounts) view.set(`balance|${wallet}`, accountText(account));
  for (const lot of points.lots.values()) view.set(`lots|${lot.id}`, lotText(lot));
  for (const [ladder, { tier, since }] of sliceOf(state, tiersParticipant))
    view.set(`tier|${ladder}`, `${tier} since ${since}`);
  const { orders, spendMinor, refunds, interactions } = sliceOf(state, membersParticipant).figures;
  view.set('metrics|', `${orders} orders, ${spendMinor} minor units, ${refunds} refunds, ${interactions} interactions`);
  return view;
}

function accountText({ available, pending, held, owed, earned }: Omit<Account, 'memberId' | 'wallet'>): string {
  return `${available} available, ${pending} pending, ${held} held, ${owed} owed, ${earned} earned`;
}

function lotText(
  lot: Pick<
    Lot,
    'wallet' | 'amount' | 'remaining' | 'held' | 'reversed' | 'occurredAt' | 'availableAt' | 'expiresAt'
  > & {
    isPending: boolean | number;
  },
): string {
  const state = Number(lot.isPending) === 1 ? 'pending' : 'open';
  return `${lot.remaining} of ${lot.amount} ${lot.wallet}, ${lot.held} held, ${lot.reversed} reversed, ${state}, ${lot.occurredAt}-${lot.availableAt}-${lot.expiresAt ?? 'never'}`;
}

/** The same texts from the tables. */
export async function storedViews(sql: Sql, from: string, to: string): Promise<Map<string, Map<string, string>>> {
  const views = new Map<string, Map<string, string>>();
  const put = (memberId: string, key: string, text: string) => {
    const view = views.get(memberId) ?? new Map<string, string>();
    views.set(memberId, view.set(key, text));
  };
  const between = 'WHERE memberId >= ? AND memberId <= ?';
  for (const row of await sql.rows<Account>(
    `SELECT memberId, wallet, available, pending, held, owed, earned FROM point_accounts ${between}`,
    [from, to],
  )) {
    put(row.memberId, `balance|${row.wallet}`, accountText(row));
  }
  type LotRow = Omit<Lot, 'isPending'> & { memberId: string; isPending: number };
  for (const row of await sql.rows<LotRow>(
    `SELECT id, memberId, wallet, amount, remaining, held, reversed, occurredAt, availableAt, expiresAt, isPending FROM point_lots ${between}`,
    [from, to],
  )) {
    put(row.memberId, `lots|${row.id}`, lotText(row));
  }
  type Standing = { memberId: string; ladder: string; tier: string; since: number };
  for (const row of await sql.rows<Standing>(`SELECT memberId, ladder, tier, since FROM tier_standings ${between}`, [
    from,
    to,
  ])) {
    put(row.memberId, `tier|${row.ladder}`, `${row.tier} since ${row.since}`);
  }
  type Figures = { memberId: string; orders: number; spendMinor: number; refunds: number; interactions: number };
  for (const row of await sql.rows<Figures>(
    `SELECT memberId, orders, spendMinor, refunds, interactions FROM member_metrics ${between}`,
    [from, to],
  )) {
    put(
      row.memberId,
      'metrics|',
      `${row.orders} orders, ${row.spendMinor} minor units, ${row.refunds} refunds, ${row.interactions} interactions`,
    );
  }
  return views;
}

export function compare(
  memberId: string,
  replayed: Map<string, string>,
  stored: Map<string, string>,
): ReplayDifference[] {
  const differences: ReplayDifference[] = [];
  for (const key of new Set([...replayed.keys(), ...stored.keys()])) {
    const [there, here] = [replayed.get(key) ?? 'nothing', stored.get(key) ?? 'nothing'];
    if (there === here) continue;
    const [what = '', of = ''] = key.split('|');
    differences.push({ memberId, what: what as ReplayDifference['what'], key: of, replayed: there, stored: here });
  }
  return differences;
}
