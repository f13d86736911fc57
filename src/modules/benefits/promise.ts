import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { outcomeOf } from '../../kernel/graphql/outcome.type.js';
import type { Done } from '../../kernel/graphql/payload.js';
import type { Once } from '../../kernel/idempotency.js';
import type { LockedMember } from '../../kernel/participant.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import type { Offered } from './compile.js';
import type { GrantPayload } from './grants.types.js';
import { firstLook } from './stock.js';

export const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
export const DRY_RUN = 'Says what would happen and keeps nothing.';

export interface Asking {
  readonly once: Once;
  readonly isDryRun: boolean;
  /** The caller has shown a code: it need not see the member. */
  readonly isProven?: boolean;
  /** The benefit, where many may want it at once. */
  readonly wanted?: Offered | null;
}

/** What was written: the activity, and the grant it was about. */
export interface Promised {
  readonly id: string;
  readonly grantId: string;
  /** The hold or the use of it. */
  readonly redemptionId?: string;
  /** It was done before, under another key. */
  readonly isRepeat?: boolean;
}

/** Finds the member a grant belongs to and locks it in the same breath. */
export type Finding = (sql: Sql) => Promise<readonly LockedMember[]>;

/** One act about one grant in one unit of work: finds the member, locks it, lets it happen and tells what came of it. */
export async function promise<P extends GrantPayload>(
  { caller, session: { house } }: RequestContext,
  { once, isDryRun, isProven = false, wanted }: Asking,
  members: Finding,
  act: (session: WriteSession, memberId: string) => Promised | Promise<Promised>,
): Promise<Done<P>> {
  const written = await write(
    house,
    { caller, once, isDryRun, isProven, members, first: wanted ? firstLook(wanted) : undefined },
    async (session) => {
      const [memberId = ''] = session.members.keys();
      return { memberId, ...(await act(session, memberId)) };
    },
  );
  const { memberId, id, grantId, redemptionId = null, isRepeat = false } = written.value;
  return {
    member: { id: memberId },
    outcome: outcomeOf(written, id),
    grantId: isDryRun ? null : grantId,
    redemptionId: isDryRun ? null : redemptionId,
    replayed: written.isReplay || isRepeat,
  } as unknown as Done<P>;
}
