import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import { groupBy } from '../../kernel/group.js';
import type { LockedMember } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import { marks, pages } from '../../kernel/rows.js';
import type { Narrowing } from './seen.js';
import { ofSeenMembers } from './seen.js';
import { normalise } from './identities.js';
import type { MemberRef } from './members.queries.js';
import { identityOf, refKey } from './members.queries.js';

const COLUMNS = 'SELECT id, number, status, enrolledAt, brandId FROM members WHERE id';
const LOCKED = `${COLUMNS} IN`;

/**
 * Locks members in id order and reads their rows; part of opening a unit of work. Given a caller, those it may not see are
 * left out, as if they were not there.
 */
export async function lockMembers(
  sql: Sql,
  memberIds: readonly string[],
  caller?: Caller,
): Promise<readonly LockedMember[]> {
  const seen = caller ? ofSeenMembers(caller, 'members.id') : { where: '', params: [] };
  const locked: LockedMember[] = [];
  for (const page of pages(memberIds)) {
    const text = `${LOCKED} ${marks(page)}${seen.where} ORDER BY id${forUpdate(sql)}`;
    locked.push(...(await sql.rows<LockedMember>(text, [...page, ...seen.params])));
  }
  return locked;
}

/** The row a lock would read, without locking it: for explaining and dry looks. */
export async function peekMember(sql: Sql, memberId: string): Promise<LockedMember | null> {
  const [row] = await sql.rows<LockedMember>(`${LOCKED} (?)`, [memberId]);
  return row ?? null;
}

/** The same of many. */
export function peekMembers(sql: Sql, memberIds: readonly string[]): Promise<readonly LockedMember[]> {
  return memberIds.length === 0
    ? Promise.resolve([])
    : sql.rows<LockedMember>(`${LOCKED} ${marks(memberIds)}`, memberIds);
}

/**
 * Finds and locks the members a caller names, in id order, and answers them by the key of `refKey`; those that are not
 * there or not its own are left out. One statement for one member, few for many.
 */
export async function lockNamed(
  sql: Sql,
  caller: Caller,
  refs: readonly MemberRef[],
): Promise<Map<string, LockedMember>> {
  const named = new Map<string, LockedMember>();
  const [only] = refs;
  if (only && refs.length === 1) {
    const member = await lockOne(sql, caller, only);
    return member ? named.set(refKey(only), member) : named;
  }
  const ids = await idsNamed(sql, caller, refs);
  const own = await ownAmong(sql, caller, [...new Set(ids.values())]);
  const members = new Map((await lockMembers(sql, own.sort())).map((member) => [member.id, member]));
  for (const [key, id] of ids) {
    const member = members.get(id);
    if (member) named.set(key, member);
  }
  return named;
}

/** Finds and locks the one member a brand names, in one statement, for `write`. Refuses NOT_FOUND, INVALID_INPUT as `memberMeant` does. */
export function memberLocked(caller: Caller, ref: MemberRef): (sql: Sql) => Promise<readonly LockedMember[]> {
  return async (sql) => {
    const [member] = (await lockNamed(sql, caller, [ref])).values();
    return [member ?? refuse('NOT_FOUND', { what: 'member' }, ['member'])];
  };
}

/** The ids of the members a caller names, unlocked, by the key of `refKey`; those it may not see are left out. */
export async function findMembers(sql: Sql, caller: Caller, refs: readonly MemberRef[]): Promise<Map<string, string>> {
  const ids = await idsNamed(sql, caller, refs);
  const own = new Set(await ownAmong(sql, caller, [...new Set(ids.values())]));
  for (const [key, id] of ids) if (!own.has(id)) ids.delete(key);
  return ids;
}

/** Whether a caller may see all of these members: no statement for the host and for a member itself. */
export async function seesMembers(sql: Sql, caller: Caller, memberIds: readonly string[]): Promise<boolean> {
  return (await ownAmong(sql, caller, memberIds)).length === memberIds.length;
}

/**
 * The identity is looked up within the statement that locks: no lock stays on it, and no round trip is spent on it. It is one
 * row at most, and a server that is told so looks it up before it plans the rest.
 */
async function lockOne(sql: Sql, caller: Caller, ref: MemberRef): Promise<LockedMember | undefined> {
  if (caller.kind === 'member' && ref.id !== caller.memberId) return undefined;
  const seen = lockable(caller);
  const identity = ref.id ? null : normalise(identityOf(ref));
  const text = `${COLUMNS} = (${identity ? IDENTIFIED : '?'})${seen.where}${forUpdate(sql)}`;
  const params = identity ? [caller.brandId, identity.kind, identity.value] : [ref.id ?? null];
  const [member] = await sql.rows<LockedMember>(text, [...params, ...seen.params]);
  return ref.id && member?.id !== ref.id ? undefined : member; // one of the databases overlooks spaces at the end
}

const IDENTIFIED = 'SELECT memberId FROM member_identities WHERE brandId = ? AND kind = ? AND value = ?';
/** A member who names itself was looked at already. */
function lockable(caller: Caller): Narrowing {
  if (caller.metSince !== undefined) return ofSeenMembers(caller, 'members.id');
  const isOpen = caller.isHost || caller.kind === 'member';
  return isOpen ? { where: '', params: [] } : { where: LINKED, params: [caller.brandId] };
}

const LINKED = ' AND EXISTS (SELECT 1 FROM member_links l WHERE l.memberId = members.id AND l.brandId = ?)';

async function idsNamed(sql: Sql, { brandId }: Caller, refs: readonly MemberRef[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const page of pages(refs.flatMap(({ id }) => id ?? []))) {
    const rows = await sql.rows<{ id: string }>(`SELECT id FROM members WHERE id IN ${marks(page)}`, page);
    for (const { id } of rows) found.set(`id|${id}`, id);
  }
  const identities = refs.filter(({ id }) => !id).map((ref) => normalise(identityOf(ref)));
  for (const [kind, group] of groupBy(identities, (identity) => identity.kind)) {
    for (const page of pages(group)) {
      const values = page.map(({ value }) => value);
      const rows = await sql.rows<{ value: string; memberId: string }>(
        `SELECT value, memberId FROM member_identities WHERE brandId = ? AND kind = ? AND value IN ${marks(values)}`,
        [brandId, kind, ...values],
      );
      for (const { value, memberId } of rows) found.set(`${kind}|${value}`, memberId);
    }
  }
  return found;
}

/** The host sees every member, a partner those linked to it, a clerk whom it met lately, a member itself. */
async function ownAmong(sql: Sql, caller: Caller, ids: readonly string[]): Promise<string[]> {
  if (caller.kind === 'member') return ids.filter((id) => id === caller.memberId);
  if (caller.isHost && caller.metSince === undefined) return [...ids];
  const own: string[] = [];
  const seen = lockable(caller);
  for (const page of pages(ids)) {
    const text = `SELECT members.id FROM members WHERE members.id IN ${marks(page)}${seen.where}`;
    const rows = await sql.rows<{ id: string }>(text, [...page, ...seen.params]);
    own.push(...rows.map(({ id }) => id));
  }
  return own;
}

function forUpdate({ engine }: Sql): string {
  return engine === 'mysql' ? ' FOR UPDATE' : '';
}
