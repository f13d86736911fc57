import type { Bound } from '../../src/kernel/bind.js';
import { marks } from '../../src/kernel/rows.js';
import { Refusal } from '../../src/kernel/refusal.js';
import type { IdentityKind } from '../../src/modules/members/index.js';
import { Member, normalise, ofSeenMembers } from '../../src/modules/members/index.js';
import type { TiersPart } from '../../src/modules/tiers/index.js';
import { tierOf, tiersParticipant } from '../../src/modules/tiers/index.js';
import type { Condition, Row, Table } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { memberNames } from './member-names.js';

export const membersTable: Table = {
  id: 'members',
  entity: Member,
  scope: 'members:read',
  seen: ({ caller }) => {
    const { where, params } = ofSeenMembers(caller, 'id'); // a clerk sees only whom it met
    return { text: `1 = 1${where}`, params };
  },
  columns: { number: 'number', id: 'code', status: 'choice', brandId: 'code', channel: 'text', enrolledAt: 'instant' },
  added: { displayName: 'text', called: 'text', tier: 'text', spendMinor: 'money', orders: 'number' },
  list: ['number', 'called', 'tier', 'spendMinor', 'orders', 'status', 'enrolledAt', 'id'],
  narrow: ['called', 'tier'],
  order: ['enrolledAt', 'id'],
  isDescending: true,
  filters: {
    find: { condition: (value, desk) => byWhatIsKnown(desk, value) },
    status: equals('status', ['active', 'suspended', 'closed']),
  },
  present: (rows, desk) => withFigures(desk, rows),
};

/** Whoever is meant by a number, an id, or an identity of any brand; every one of them is the key of an index. */
export async function byWhatIsKnown(desk: Desk, text: string): Promise<Condition | null> {
  const ids = new Set(await byIdentity(desk, text));
  if (/^mem_\w{26}$/.test(text)) ids.add(text);
  const conditions: Condition[] = [];
  if (ids.size > 0) conditions.push({ text: `id IN ${marks([...ids])}`, params: [...ids] });
  if (/^#?\d{1,9}$/.test(text)) conditions.push({ text: 'number = ?', params: [Number(text.replace('#', ''))] });
  if (conditions.length === 0) return null;
  return {
    text: conditions.map((each) => each.text).join(' OR '),
    params: conditions.flatMap((each) => [...each.params]),
  };
}

/** What is of whoever is meant. */
export async function ofMember(text: string, desk: Desk): Promise<Condition | null> {
  const member = await byWhatIsKnown(desk, text);
  return member && { text: `memberId IN (SELECT id FROM members WHERE ${member.text})`, params: member.params };
}

const KINDS: readonly IdentityKind[] = ['external', 'phone', 'email'];

async function byIdentity({ sql }: Desk, text: string): Promise<string[]> {
  const brands = await sql.rows<{ id: string }>('SELECT id FROM brands');
  const meant = KINDS.flatMap((kind) => spelled(kind, text));
  if (brands.length === 0 || meant.length === 0) return [];
  const params: Bound[] = [...brands.map(({ id }) => id), ...meant.flatMap(({ kind, value }) => [kind, value])];
  const rows = await sql.rows<{ memberId: string }>(
    `SELECT memberId FROM member_identities WHERE brandId IN ${marks(brands)} AND (${meant.map(() => '(kind = ? AND value = ?)').join(' OR ')})`,
    params,
  );
  return rows.map(({ memberId }) => memberId);
}

/** As it is stored, if it can be an identity of that kind. A mainland number needs no country in front. */
function spelled(kind: IdentityKind, text: string): { kind: IdentityKind; value: string }[] {
  const value = kind === 'phone' && /^1\d{10}$/.test(text) ? `+86${text}` : text;
  try {
    return [normalise({ kind, value })];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

interface Figures {
  memberId: string;
  displayName: string | null;
  spendMinor: number | null;
  orders: number | null;
}

/** Names, tiers and totals of the members of one page, in a few statements. Names are personal: they take a scope of their own. */
async function withFigures(desk: Desk, rows: readonly Row[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => String(id));
  const [figures, tiers, names] = await Promise.all([figuresOf(desk, ids), tiersOf(desk, ids), memberNames(desk, ids)]); // prettier-ignore
  return rows.map((row) => {
    const own = figures.get(String(row['id']));
    const displayName = desk.may('members:pii') ? (own?.displayName ?? null) : null;
    return {
      ...row,
      displayName,
      called: names.get(String(row['id'])) ?? null,
      tier: tiers.get(String(row['id'])) ?? null,
      spendMinor: own?.spendMinor ?? 0,
      orders: own?.orders ?? 0,
    };
  });
}

async function figuresOf({ sql }: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, Figures>> {
  const rows = await sql.rows<Figures>(
    `SELECT m.id AS memberId, p.displayName, s.spendMinor, s.orders FROM members m
       LEFT JOIN member_profiles p ON p.memberId = m.id LEFT JOIN member_metrics s ON s.memberId = m.id WHERE m.id IN ${marks(ids)}`,
    ids,
  );
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** Where members stand on the main ladder; who has not moved yet stands at its start. */
async function tiersOf({ sql, house, locale }: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [ladder] = (house.programs.current().parts[tiersParticipant.name] as TiersPart | undefined)?.ladders ?? [];
  if (!ladder) return new Map();
  const rows = await sql.rows<{ memberId: string; tier: string }>(
    `SELECT memberId, tier FROM tier_standings WHERE ladder = ? AND memberId IN ${marks(ids)}`,
    [ladder.code, ...ids],
  );
  const standing = new Map(rows.map(({ memberId, tier }) => [memberId, tier]));
  return new Map(ids.map((id) => [id, tierOf(ladder, standing.get(id)).name[locale]]));
}
