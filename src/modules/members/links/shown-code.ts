import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { JsonObject } from '../../../kernel/json.js';
import { Refusal, refuse } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { write } from '../../../kernel/unit-of-work.js';
import { lockMembers } from '../lock.js';
import { giveBack, takeTry } from './code-tries.js';
import type { ClaimedCode } from './member-code.js';
import { claimsOf, isCodeOf } from './member-code.js';

/**
 * Does something with the member who shows a code, and uses the code up with it. Refuses CODE_NOT_VALID for every code that
 * does not open a membership now, whatever the reason, and TOO_MANY_TRIES; what the work refuses leaves the code unused.
 */
export async function withShownCode<Value extends JsonObject>(
  house: House,
  caller: Caller,
  code: string,
  once: Once,
  work: (session: WriteSession, memberId: string) => Promise<Value>,
): Promise<Written<Value>> {
  const claims = claimsOf(house.secrets.tokenKey, code, house.clock.now());
  const taken = claims.length > 0 ? await takeTry(house, caller) : null;
  const members = async (sql: Sql) => lockMembers(sql, await ownerOf(house, sql, claims)); // the code is the proof, no link is
  let isWrong = false;
  try {
    return await write(house, { caller, members, once }, async (session) =>
      work(session, await owner(session, claims)),
    );
  } catch (error) {
    isWrong = error instanceof Refusal && error.code === 'CODE_NOT_VALID';
    throw error;
  } finally {
    if (taken && !isWrong) await giveBack(house, caller, taken);
  }
}

async function owner(session: WriteSession, claims: readonly ClaimedCode[]): Promise<string> {
  const [member] = session.members.values();
  const claim = member && claims.find((each) => isCodeOf(session.house.secrets.tokenKey, member, each));
  if (!claim || member.status !== 'active') refuse('CODE_NOT_VALID', {}, ['input', 'code']);
  await useCode(session, member.id, claim.step);
  return member.id;
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

/** The one member whose code it is; none when it is nobody's. */
async function ownerOf({ secrets }: House, sql: Sql, claims: readonly ClaimedCode[]): Promise<string[]> {
  const [first, second] = claims;
  if (!first || !second) return [];
  const rows = await sql.rows<{ id: string; number: number }>('SELECT id, number FROM members WHERE number IN (?, ?)', [
    first.number,
    second.number,
  ]);
  const found = rows.find((row) => claims.some((claim) => isCodeOf(secrets.tokenKey, row, claim)));
  return found ? [found.id] : [];
}
