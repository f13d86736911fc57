import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import { Refusal, refuse } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { write } from '../../../kernel/unit-of-work.js';
import { setConsents } from '../consents/consents.js';
import { addIdentity } from '../identity-add.js';
import { lockMembers } from '../lock.js';
import { noteLink } from './note-link.js';
import { giveBack, takeTry } from './code-tries.js';
import type { ClaimedCode } from './member-code.js';
import { claimsOf, isCodeOf } from './member-code.js';

/** The purpose without which no brand sees a member. */
const SHARING = 'sharing';

export interface LinkInput {
  /** What the member shows, as it was typed or scanned. */
  readonly code: string;
  /** The brand's own id of the member from now on. */
  readonly externalId: string | null;
  /** What the member agreed to; `sharing` has to be among it. */
  readonly purposes: readonly string[];
  readonly textVersion: string;
  readonly source: string;
}

export interface Linked {
  readonly memberId: string;
  /** The `member.linked` activity; null when the brand knew the member already. */
  readonly activityId: string | null;
}

/**
 * Lets the calling brand see the member whose code it has, and keeps what the member agreed to. Refuses CODE_NOT_VALID
 * for every code that does not open a membership now, whatever the reason, and says nothing else about the member:
 * not whether other brands know it. Refuses CONSENT_NEEDED, IDENTITY_TAKEN, TOO_MANY_TRIES.
 */
export async function link(
  house: House,
  caller: Caller,
  input: LinkInput,
  once: Once,
): Promise<Written<{ memberId: string; activityId: string | null }>> {
  const claims = claimsOf(house.secrets.tokenKey, input.code, house.clock.now());
  const taken = claims.length > 0 ? await takeTry(house, caller) : null;
  const members = async (sql: Sql) => lockMembers(sql, await ownerOf(house, sql, claims)); // the code is the proof, no link is
  let isWrong = false;
  try {
    return await write(house, { caller, members, once }, async (session) => ({
      ...(await linkOwner(session, input, claims)),
    }));
  } catch (error) {
    isWrong = error instanceof Refusal && error.code === 'CODE_NOT_VALID';
    throw error;
  } finally {
    if (taken && !isWrong) await giveBack(house, caller, taken);
  }
}

async function linkOwner(session: WriteSession, input: LinkInput, claims: readonly ClaimedCode[]): Promise<Linked> {
  const { brandId } = session.caller;
  const [member] = session.members.values();
  const claim = member && claims.find((each) => isCodeOf(session.house.secrets.tokenKey, member, each));
  if (!claim || member.status !== 'active') refuse('CODE_NOT_VALID', {}, ['input', 'code']);
  await useCode(session, member.id, claim.step);
  if (!input.purposes.includes(SHARING)) refuse('CONSENT_NEEDED', { purpose: SHARING }, ['input', 'consent']);
  const isNew = await makeLink(session, member.id);
  if (input.externalId !== null) {
    await addIdentity(session, member.id, { kind: 'external', value: input.externalId });
  }
  const { textVersion, source } = input;
  const words = [...new Set(input.purposes)].map((purpose) => ({ channel: 'none', purpose, state: 'granted' as const, textVersion, source })); // prettier-ignore
  await setConsents(session, { memberId: member.id, brandId, words });
  return { memberId: member.id, activityId: isNew ? await noteLink(session, member.id, brandId, true) : null };
}

/** Each code works once for each brand; of two calls with one code the second is told that it is not valid. */
async function useCode({ sql, caller, now }: WriteSession, memberId: string, step: number): Promise<void> {
  const { brandId } = caller;
  const use = 'UPDATE member_code_uses SET step = ?, usedAt = ? WHERE memberId = ? AND brandId = ? AND step < ?';
  if ((await sql.run(use, [step, now, memberId, brandId, step])) === 1) return;
  const [used] = await sql.rows('SELECT step FROM member_code_uses WHERE memberId = ? AND brandId = ?', [
    memberId,
    brandId,
  ]);
  if (used) refuse('CODE_NOT_VALID', {}, ['input', 'code']);
  await insertRows(sql, 'member_code_uses', [{ memberId, brandId, step, usedAt: now }]);
}

/** The host sees every member without a link. Answers whether the brand did not know the member before. */
async function makeLink({ sql, caller, now }: WriteSession, memberId: string): Promise<boolean> {
  if (caller.isHost) return false;
  const { brandId } = caller;
  const [known] = await sql.rows('SELECT brandId FROM member_links WHERE memberId = ? AND brandId = ?', [
    memberId,
    brandId,
  ]);
  if (known) return false;
  await insertRows(sql, 'member_links', [{ memberId, brandId, linkedAt: now }]);
  return true;
}

/** The one member whose code it is; none when it is nobody's. */
async function ownerOf({ secrets }: House, sql: Sql, claims: readonly ClaimedCode[]): Promise<string[]> {
  const [first, second] = claims;
  if (!first || !second) return [];
  const rows = await sql.rows<{ id: string; number: number }>('SELECT id, number FROM members WHERE number IN (?, ?)', [
    first.number,
    second.number,
  ]);
  const owner = rows.find((row) => claims.some((claim) => isCodeOf(secrets.tokenKey, row, claim)));
  return owner ? [owner.id] : [];
}
