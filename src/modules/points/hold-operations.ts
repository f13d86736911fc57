import { windowOf } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import { derivedId } from '../../kernel/id.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { checkedReason, recordAndAsk, requirePoints } from './operations.js';

export const HOLD_MINUTES = 15;
/** As long as the longest authorisation of a card. */
export const HOLD_MINUTES_MAX = 30 * 24 * 60;
const MINUTE_MS = 60_000;

/** The id of the hold that recording `points.held` makes. */
export function holdOf(activityId: string): string {
  return derivedId(activityId, 1, 'hld');
}

/** When a hold made now ends. Refuses INVALID_HOLD_TIME beyond 1 to 43,200 minutes. */
export function holdUntil(now: Instant, minutes: number): Instant {
  const isPossible = Number.isInteger(minutes) && minutes >= 1 && minutes <= HOLD_MINUTES_MAX;
  if (!isPossible) refuse('INVALID_HOLD_TIME', { max: HOLD_MINUTES_MAX }, ['minutes']);
  return now + minutes * MINUTE_MS;
}

export interface CaptureOrder {
  readonly memberId: string;
  readonly brandId: string;
  readonly holdId: string;
  /** Whole points; everything that is held when nothing is said. */
  readonly amount?: number | null;
  /** Whether what is left is let go; yes when nothing is said. */
  readonly isFinal?: boolean;
  readonly reason: string;
}

/** Takes what a hold reserved, whole or in part. Refuses NOT_FOUND, INVALID_POINTS, INVALID_INPUT, HOLD_ENDED, CAPTURE_EXCEEDS_HOLD. */
export async function capture(session: WriteSession, order: CaptureOrder): Promise<string> {
  const { memberId, brandId, holdId, isFinal = true, reason } = order;
  const held = await seenHold(session, memberId, holdId);
  const amount = order.amount ?? held.amount - held.captured - held.released;
  if (order.amount != null || held.status === 'held') requirePoints(amount);
  return recordAndAsk(session, 'points.captured', { memberId, brandId }, { holdId, amount, isFinal, reason: checkedReason(reason) }); // prettier-ignore
}

/** Lets go of what a hold still reserves. Refuses NOT_FOUND, INVALID_INPUT, HOLD_ENDED. */
export async function release(
  session: WriteSession,
  { memberId, brandId, holdId, reason }: Omit<CaptureOrder, 'amount' | 'isFinal'>,
): Promise<string> {
  await seenHold(session, memberId, holdId);
  return recordAndAsk(session, 'points.released', { memberId, brandId }, { holdId, reason: checkedReason(reason) }); // prettier-ignore
}

/** What a hold still reserves; nothing where it has ended, or is not there. */
export async function leftOfHold({ sql, now }: Pick<WriteSession, 'sql' | 'now'>, holdId: string): Promise<number> {
  const [row] = await sql.rows<{ left: number }>("SELECT amount - captured - released AS `left` FROM point_holds WHERE id = ? AND status = 'held' AND expiresAt > ?", [holdId, now]);
  return row?.left ?? 0;
} // prettier-ignore

/** What of a hold of a member was taken by now and was not given back since. */
export async function takenOfHold({ sql }: Pick<WriteSession, 'sql'>, memberId: string, holdId: string): Promise<number> {
  const [row] = await sql.rows<{ taken: number }>(
    `SELECT COALESCE(SUM(t.amount), 0) AS taken FROM point_transfers t WHERE t.memberId = ? AND t.holdId = ? AND t.kind = 'spend'
      AND NOT EXISTS (SELECT 1 FROM point_transfers r WHERE r.reversesId = t.id)`,
    [memberId, holdId],
  );
  return row?.taken ?? 0;
} // prettier-ignore

/** The member a hold belongs to, so that the unit of work can lock it. */
export async function ownerOfHold({ sql }: { readonly sql: Sql }, holdId: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string; memberId: string }>('SELECT id, memberId FROM point_holds WHERE id = ?', [
    holdId,
  ]);
  return row?.id === holdId ? row.memberId : null; // one of the databases finds an id also with spaces after it
}

interface HoldRow {
  readonly memberId: string;
  readonly brandId: string;
  readonly amount: number;
  readonly captured: number;
  readonly released: number;
  readonly status: string;
}

/** Another brand's holds are not there. */
async function seenHold({ sql, caller }: WriteSession, memberId: string, holdId: string): Promise<HoldRow> {
  const [row] = await sql.rows<HoldRow>(
    'SELECT memberId, brandId, amount, captured, released, status FROM point_holds WHERE id = ?',
    [holdId],
  );
  const window = windowOf(caller);
  const isSeen = row?.memberId === memberId && (window === null || window === row.brandId);
  return isSeen ? row : refuse('NOT_FOUND', { what: 'hold' }, ['holdId']);
}
