import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestHouse } from '../support/house.js';

/** What a member must have, as `recompute.js` prints it. */
export interface MemberView {
  readonly customer: string;
  readonly tier: string;
  /** wallet, available, pending, earned */
  readonly balances: readonly (readonly [string, number, number, number])[];
  /** wallet|amount|remaining|occurredAt|availableAt|expiresAt */
  readonly lots: readonly string[];
}

/** Runs the independent script on the raw file. */
export async function recomputed(which: string, file: string, now: number): Promise<Map<string, MemberView>> {
  const script = new URL('recompute.js', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, which, file, String(now)], { stdio: ['ignore', 'pipe', 'inherit'], env: {} });
  const views = new Map<string, MemberView>();
  for await (const line of createInterface(child.stdout)) {
    const view = JSON.parse(line) as MemberView;
    views.set(view.customer, view);
  }
  return views;
}

/** The same from the database, by the brand's own id of each member. */
export async function stored({ house }: TestHouse, start: string): Promise<Map<string, MemberView>> {
  const sql = house.database.reader;
  const rows = await sql.rows<{ memberId: string; value: string }>('SELECT memberId, value FROM member_identities');
  const names = new Map(rows.map(({ memberId, value }) => [memberId, value]));
  const views = new Map(rows.map(({ value }) => [value, { customer: value, tier: start, balances: [], lots: [] }]));
  const of = (memberId: string): Mutable => {
    const view = views.get(names.get(memberId) ?? '');
    if (!view) throw new Error(`${memberId} has rows and no identity`);
    return view;
  };
  for (const { memberId, tier } of await sql.rows<Row<'tier'>>('SELECT memberId, tier FROM tier_standings')) of(memberId).tier = tier; // prettier-ignore
  const accounts = 'SELECT memberId, wallet, available, pending, earned FROM point_accounts ORDER BY wallet';
  for (const row of await sql.rows<Row<'wallet', 'available' | 'pending' | 'earned'>>(accounts)) {
    of(row.memberId).balances.push([row.wallet, row.available, row.pending, row.earned]);
  }
  const lots = 'SELECT memberId, wallet, amount, remaining, occurredAt, availableAt, expiresAt FROM point_lots';
  for (const lot of await sql.rows<Row<'wallet', 'amount' | 'remaining' | 'occurredAt' | 'availableAt' | 'expiresAt'>>(lots)) {
    of(lot.memberId).lots.push([lot.wallet, lot.amount, lot.remaining, lot.occurredAt, lot.availableAt, lot.expiresAt].join('|'));
  }
  for (const view of views.values()) view.lots.sort();
  return views;
}

/** Members that differ, with both views; empty when every balance, lot and tier agrees. */
export function differences(expected: ReadonlyMap<string, MemberView>, found: ReadonlyMap<string, MemberView>): unknown[] {
  const customers = [...new Set([...expected.keys(), ...found.keys()])];
  const text = (view: MemberView | undefined) => JSON.stringify(view);
  return customers
    .filter((customer) => text(sorted(expected.get(customer))) !== text(sorted(found.get(customer))))
    .map((customer) => ({ expected: expected.get(customer), found: found.get(customer) }));
}

function sorted(view: MemberView | undefined): MemberView | undefined {
  return view && { customer: view.customer, tier: view.tier, balances: view.balances, lots: view.lots };
}

type Mutable = { customer: string; tier: string; balances: [string, number, number, number][]; lots: string[] };
type Row<Texts extends string, Numbers extends string = never> = { memberId: string } & Record<Texts, string> &
  Record<Numbers, number>;
