import type { Caller } from '../../../kernel/caller.js';
import { windowOf } from '../../../kernel/caller.js';
import { refuse } from '../../../kernel/refusal.js';
import type { ReadSession } from '../../../kernel/session.js';

/**
 * The brand a call is about: a key, and a token the key of a partner issued, speaks for its own brand, a member who
 * proved itself for any brand it is known to. Refuses NOT_FOUND for every other brand, whether there is such a brand or not.
 */
export async function brandMeant(session: ReadSession, memberId: string, brandId: string | null): Promise<string> {
  const { caller, house, sql } = session;
  const meant = brandId ?? caller.brandId;
  if (!maySpeakFor(caller, meant)) refuse('NOT_FOUND', { what: 'brand' }, ['brandId']);
  if (meant === house.programs.current().hostBrandId || meant === caller.brandId) return meant;
  const [link] = await sql.rows('SELECT brandId FROM member_links WHERE memberId = ? AND brandId = ?', [
    memberId,
    meant,
  ]);
  return link ? meant : refuse('NOT_FOUND', { what: 'brand' }, ['brandId']);
}

function maySpeakFor(caller: Caller, meant: string): boolean {
  return meant === caller.brandId || (caller.kind === 'member' && windowOf(caller) === null);
}
