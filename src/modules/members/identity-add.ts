import { newId } from '../../kernel/id.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Identity } from './identities.js';
import { normalise } from './identities.js';
import { identitiesTaken } from './members.queries.js';
import { memberReasons as reasons } from './members.reasons.js';

const IDENTITIES_MAX = 20;

/**
 * Lets the calling brand know a locked member by one thing more, in the brand's own name space. What it knows already is
 * no mistake. Refuses INVALID_IDENTITY, and IDENTITY_TAKEN when the brand knows somebody else by it, without saying whom.
 */
export async function addIdentity(session: WriteSession, memberId: string, identity: Identity): Promise<void> {
  const { sql, caller, now } = session;
  const { brandId } = caller;
  const { kind, value } = normalise(identity);
  const [taken] = await identitiesTaken(sql, brandId, [{ kind, value }]);
  if (taken?.memberId === memberId) return;
  if (taken) refuse('IDENTITY_TAKEN', { kind }, [kind]);
  const own = await sql.rows('SELECT id FROM member_identities WHERE memberId = ? AND brandId = ?', [
    memberId,
    brandId,
  ]);
  if (own.length >= IDENTITIES_MAX) {
    refuseInput(reasons.identitiesMost(IDENTITIES_MAX), [kind]);
  }
  await insertRows(sql, 'member_identities', [{ id: newId('idn'), memberId, brandId, kind, value, createdAt: now }]);
}
