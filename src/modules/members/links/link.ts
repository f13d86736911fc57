import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import { refuse } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { setConsents } from '../consents/consents.js';
import { addIdentity } from '../identity-add.js';
import { meet } from '../meet.js';
import { noteLink } from './note-link.js';
import { withShownCode } from './shown-code.js';

/** The purpose without which no brand sees a member. */
export const SHARING = 'sharing';

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

/** `activityId` is the `member.linked` activity; null when the brand knew the member already. */
type Linked = Readonly<{ memberId: string; activityId: string | null }>;

/**
 * Lets the calling brand see the member whose code it has, and keeps what the member agreed to. Refuses CODE_NOT_VALID
 * for every code that does not open a membership now, whatever the reason, and says nothing else about the member:
 * not whether other brands know it. Refuses CONSENT_NEEDED, IDENTITY_TAKEN, TOO_MANY_TRIES.
 */
export function link(house: House, caller: Caller, input: LinkInput, once: Once): Promise<Written<Linked>> {
  return withShownCode(house, caller, input.code, once, (session, memberId) => linkOwner(session, memberId, input));
}

async function linkOwner(session: WriteSession, memberId: string, input: LinkInput): Promise<Linked> {
  const { brandId } = session.caller;
  if (!input.purposes.includes(SHARING)) refuse('CONSENT_NEEDED', { purpose: SHARING }, ['input', 'consent']);
  const isNew = await makeLink(session, memberId);
  if (input.externalId !== null) {
    await addIdentity(session, memberId, { kind: 'external', value: input.externalId });
  }
  const { textVersion, source } = input;
  const words = [...new Set(input.purposes)].map((purpose) => ({ channel: 'none', purpose, state: 'granted' as const, textVersion, source })); // prettier-ignore
  await setConsents(session, { memberId, brandId, words });
  await meet(session, memberId);
  return { memberId, activityId: isNew ? await noteLink(session, memberId, brandId, true) : null };
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
