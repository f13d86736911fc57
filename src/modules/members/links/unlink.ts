import { windowOf } from '../../../kernel/caller.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { withdrawAll } from '../consents/consents.js';
import { noteLink } from './note-link.js';
import { memberReasons as reasons } from '../members.reasons.js';

/**
 * Ends what a brand knows of a locked member: the link, the brand's identities of it and every consent given to it. From
 * the commit on the brand finds nothing of the member any more, and tokens it issued stop. What was earned stays with
 * the member. Refuses NOT_FOUND when there is no link.
 */
export async function unlink(session: WriteSession, memberId: string, brandId: string): Promise<void> {
  const { sql } = session;
  const gone = await sql.run('DELETE FROM member_links WHERE memberId = ? AND brandId = ?', [memberId, brandId]);
  if (gone === 0) refuse('NOT_FOUND', { what: 'link' }, ['brandId']);
  await sql.run('DELETE FROM member_identities WHERE memberId = ? AND brandId = ?', [memberId, brandId]);
  await withdrawAll(session, memberId, brandId, 'unlink');
  await noteLink(session, memberId, brandId, false);
}

/**
 * The brand that is to be left: a partner, and a token its key issued, leaves the partner; members and the host say whom.
 * Refuses NOT_FOUND for another brand than a partner's own, as for one that does not exist.
 */
export function brandLeft({ caller, house }: WriteSession, brandId: string | null): string {
  const window = windowOf(caller);
  const left = brandId ?? window;
  if (left === null) refuseInput(reasons.whichBrand, ['brandId']);
  const isForeign = window !== null && left !== window;
  if (isForeign || left === house.programs.current().hostBrandId) refuse('NOT_FOUND', { what: 'link' }, ['brandId']);
  return left;
}
