import type { Sql } from '../../kernel/database.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Done } from '../../kernel/graphql/payload.js';
import { outcomeOf } from '../../kernel/graphql/outcome.type.js';
import { derivedId, isId } from '../../kernel/id.js';
import type { Once } from '../../kernel/idempotency.js';
import type { LockedMember, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { lockNamed } from '../members/index.js';
import type { Payment } from './cash.js';
import { holds } from './hold-list.js';
import { ownerOfHold } from './hold-operations.js';
import { ownerOfTransfer } from './operations.js';
import { pointsParticipant } from './points.participant.js';
import { balances } from './points.queries.js';
import type { PointsPayload } from './points.types.js';

export const KEY = 'Makes a repeat answer what the first request did; 1 to 255 characters, kept 7 days.';
export const DRY_RUN = 'Says what would happen and keeps nothing.';

/** How a movement is asked for: once for a key, or only to see what would come of it. */
export interface Asking {
  readonly once: Once;
  readonly isDryRun: boolean;
}

/** What a movement wrote: the activity, or the request for an approval; and the hold it was about. */
export interface Moved {
  readonly id: string;
  readonly holdId?: string;
  /** What it pays of an order: told as it was then, also by a repeat when the wallet has other rules. */
  readonly payment?: Payment | null;
}

/** Finds the members a movement touches, that of the balance first; whoever can locks them in the same breath. */
export type Finding = (sql: Sql) => Promise<readonly string[] | readonly LockedMember[]>;

/** One movement in one unit of work: finds the member, locks it, lets it happen and tells what came of it. */
export async function move<P extends PointsPayload>(
  context: RequestContext,
  { once, isDryRun }: Asking,
  members: Finding,
  act: (session: WriteSession, memberId: string) => Moved | Promise<Moved>,
): Promise<Done<P>> {
  const { caller, session } = context;
  let memberId = '';
  const find = async (sql: Sql) => {
    const found = await members(sql);
    const [first = ''] = found;
    memberId = typeof first === 'string' ? first : first.id;
    return found;
  };
  const written = await write(session.house, { caller, once, isDryRun, members: find }, async (writing) => {
    return { memberId, ...(await act(writing, memberId)) };
  });
  const { memberId: ownerId, id, holdId = null, payment = null } = written.value;
  if (!isDryRun) tellStanding(context, written.after.get(ownerId), holdId);
  return {
    member: { id: ownerId },
    outcome: outcomeOf(written, id),
    ...outcomeIds(id, isDryRun),
    holdId: isDryRun ? null : holdId,
    payment,
    replayed: written.isReplay,
  } as unknown as Done<P>;
}

/** Balances and the hold are known from the decision, committed as they are: nobody reads them to answer. */
function tellStanding(context: RequestContext, after: State | undefined, holdId: string | null): void {
  if (!after) return;
  const { loaders } = context;
  const memberId = after.member.id;
  const { accounts, holds: known } = sliceOf(after, pointsParticipant);
  const stored = [...accounts].map(([wallet, account]) => ({ ...account, memberId, wallet }));
  loaders.tell(context, balances, memberId, stored);
  const hold = holdId === null ? undefined : known.get(holdId);
  if (hold) loaders.tell(context, holds, hold.id, { ...hold, memberId });
}

/** What was written: the entry, or the request for an approval. */
function outcomeIds(id: string, isDryRun: boolean): { transferId: string | null; approval: { id: string } | null } {
  const isAsked = isId(id, 'apr');
  return {
    transferId: isDryRun || isAsked ? null : firstTransfer(id),
    approval: isAsked && !isDryRun ? { id } : null,
  };
}

/** The effect a mutation asks for itself is the first thing that follows from its activity. */
function firstTransfer(activityId: string): string {
  return derivedId(activityId, 1, 'trf');
}

/** The member of a transfer. Refuses NOT_FOUND for a transfer that is not there and for a member the caller may not see alike. */
export function ownerOf(context: RequestContext, transferId: string): Finding {
  return async (sql) => lockedOwner(sql, context, await ownerOfTransfer({ sql }, transferId), 'transfer');
}

/** The member of a hold, likewise. */
export function holderOf(context: RequestContext, holdId: string): Finding {
  return async (sql) => lockedOwner(sql, context, await ownerOfHold({ sql }, holdId), 'hold');
}

async function lockedOwner(sql: Sql, { caller }: RequestContext, owner: string | null, what: string) {
  const locked = owner === null ? null : await lockNamed(sql, caller, [{ id: owner }]);
  const [member] = locked?.values() ?? [];
  return [member ?? refuse('NOT_FOUND', { what }, [`${what}Id`])];
}
