import type { RequestContext } from '../../../kernel/graphql/context.js';
import { outcomeOf } from '../../../kernel/graphql/outcome.type.js';
import type { Done } from '../../../kernel/graphql/payload.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { WriteSession } from '../../../kernel/session.js';
import { write } from '../../../kernel/unit-of-work.js';
import type { Finding } from '../promise.js';
import type { PackageIssuePayload } from './issuing.types.js';

interface Asking {
  readonly once: Once;
  readonly isDryRun: boolean;
}

/** What was written: the activity, and the package it was about. */
interface Given {
  readonly id: string;
  readonly packageIssueId: string;
}

/** One act about one package of one member in one unit of work; tells what came of it. */
export async function packing<P extends PackageIssuePayload>(
  { caller, session: { house } }: RequestContext,
  { once, isDryRun }: Asking,
  members: Finding,
  act: (session: WriteSession, memberId: string) => Given | Promise<Given>,
): Promise<Done<P>> {
  const written = await write(house, { caller, once, isDryRun, members }, async (session) => {
    const [memberId = ''] = session.members.keys();
    return { memberId, ...(await act(session, memberId)) };
  });
  const { memberId, id, packageIssueId } = written.value;
  return {
    member: { id: memberId },
    outcome: outcomeOf(written, id),
    packageIssueId: isDryRun ? null : packageIssueId,
    replayed: written.isReplay,
  } as unknown as Done<P>;
}
