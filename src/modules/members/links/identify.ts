import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { meet } from '../meet.js';
import { SHARING } from './link.js';
import { withShownCode } from './shown-code.js';

/**
 * Finds the member who shows its code at a till of a brand that knows it; a clerk sees it from now on. Refuses
 * CODE_NOT_VALID and TOO_MANY_TRIES as `link` does, and CONSENT_NEEDED where the brand does not know the member yet: the
 * code is not used up then, and opens `link` once the member has agreed.
 */
export function identify(
  house: House,
  caller: Caller,
  code: string,
  once: Once,
): Promise<Written<{ memberId: string }>> {
  return withShownCode(house, caller, code, once, async (session, memberId) => {
    if (!(await isKnown(session, memberId))) refuse('CONSENT_NEEDED', { purpose: SHARING }, ['code']);
    await meet(session, memberId);
    return { memberId };
  });
}

async function isKnown({ sql, caller }: WriteSession, memberId: string): Promise<boolean> {
  if (caller.isHost) return true;
  const text = 'SELECT brandId FROM member_links WHERE memberId = ? AND brandId = ?';
  return (await sql.rows(text, [memberId, caller.brandId])).length > 0;
}
