import type { Caller } from '../../kernel/caller.js';
import type { Sql } from '../../kernel/database.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { marks, pages } from '../../kernel/rows.js';
import type { Identity, IdentityKind } from './identities.js';
import { normalise } from './identities.js';
import { ofSeenMembers } from './seen.js';
import { memberReasons as reasons } from './members.reasons.js';

/** How callers name a member: exactly one of them. */
export interface MemberRef {
  readonly id?: string | null;
  readonly externalId?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
}

/** The id of the member a caller means, or null when there is none that it may see: both look the same. */
export async function findMember(sql: Sql, caller: Caller, ref: MemberRef): Promise<string | null> {
  if (caller.kind === 'member') return isOther(caller, ref) ? null : caller.memberId;
  const id = ref.id ?? (await findByIdentity(sql, caller.brandId, identityOf(ref)));
  if (id === null) return null;
  const seen = ofSeenMembers(caller, 'members.id');
  const [row] = await sql.rows<{ id: string }>(`SELECT id FROM members WHERE id = ?${seen.where}`, [
    id,
    ...seen.params,
  ]);
  return row?.id === id ? id : null; // one of the databases finds an id also with spaces after it
}

/** Members name themselves by nothing or by their id; whom else they name is not there for them. */
function isOther({ memberId }: Caller, { id, externalId, phone, email }: MemberRef): boolean {
  return Boolean((id && id !== memberId) || externalId || phone || email);
}

/** The member a caller means. Refuses NOT_FOUND for one that is not there or not its own. */
export async function needMember(sql: Sql, caller: Caller, ref: MemberRef, argument = 'member'): Promise<string> {
  return (await findMember(sql, caller, ref)) ?? refuse('NOT_FOUND', { what: 'member' }, [argument]);
}

/**
 * Finds the one member a call is about, for `write`: the caller itself, or the one that is named. Refuses NOT_FOUND, and
 * INVALID_INPUT for a brand that names nobody.
 */
export function memberMeant(caller: Caller, ref: MemberRef | null): (sql: Sql) => Promise<readonly string[]> {
  return async (sql) => [await needMember(sql, caller, ref ?? {})];
}

/** The key under which `lockNamed` answers a ref. Refuses INVALID_INPUT for a ref that names none or several. */
export function refKey(ref: MemberRef): string {
  if (ref.id) return `id|${ref.id}`;
  const { kind, value } = normalise(identityOf(ref));
  return `${kind}|${value}`;
}

/** Identities of one brand that are taken already, and by whom. */
export async function identitiesTaken(
  sql: Sql,
  brandId: string,
  identities: readonly Identity[],
): Promise<{ kind: IdentityKind; value: string; memberId: string }[]> {
  const any = identities.map(() => '(kind = ? AND value = ?)').join(' OR ');
  return sql.rows(`SELECT kind, value, memberId FROM member_identities WHERE brandId = ? AND (${any})`, [
    brandId,
    ...identities.flatMap(({ kind, value }) => [kind, value]),
  ]);
}

/** How many facts of each member there are: the sequence of its last one. */
export async function sequencesOf(sql: Sql, memberIds: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const page of pages(memberIds)) {
    const text = `SELECT memberId, sequence FROM member_metrics WHERE memberId IN ${marks(page)}`;
    const rows = await sql.rows<{ memberId: string; sequence: number }>(text, page);
    for (const { memberId, sequence } of rows) found.set(memberId, sequence);
  }
  return found;
}

async function findByIdentity(sql: Sql, brandId: string, identity: Identity): Promise<string | null> {
  const { kind, value } = normalise(identity);
  const [row] = await sql.rows<{ memberId: string }>(
    'SELECT memberId FROM member_identities WHERE brandId = ? AND kind = ? AND value = ?',
    [brandId, kind, value],
  );
  return row?.memberId ?? null;
}

/** What a ref names a member by. Refuses INVALID_INPUT for one that names none or several. */
export function identityOf(ref: MemberRef): Identity {
  const given = [
    ['external', ref.externalId] as const,
    ['phone', ref.phone] as const,
    ['email', ref.email] as const,
  ].filter(([, value]) => value);
  const [only] = given;
  if (given.length !== 1 || !only) {
    refuseInput(reasons.oneName, ['member']);
  }
  return { kind: only[0], value: only[1] ?? '' };
}
