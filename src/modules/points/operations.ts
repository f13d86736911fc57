import { windowOf } from '../../kernel/caller.js';
import type { Wish } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Intent } from './balances.js';
import type { Draw } from './lots.js';

/** Points given or taken by a brand itself, outside the rules. `amount` is whole points. */
export interface PointsOrder {
  readonly memberId: string;
  readonly brandId: string;
  readonly wallet: string;
  readonly amount: number;
  /** Why, for the member's ledger. */
  readonly reason: string;
}

/** Gives points. Refuses INVALID_POINTS, UNKNOWN_WALLET. Answers the activity that records it; tiers react in the same transaction. */
export function earn(session: WriteSession, order: PointsOrder): string {
  return move(session, order, 'points.given');
}

/** Takes points the member pays with, oldest expiry first. Refuses INVALID_POINTS, UNKNOWN_WALLET, WALLET_NOT_SPENDABLE, INSUFFICIENT_POINTS. */
export function spend(session: WriteSession, order: PointsOrder): string {
  return move(session, order, 'points.spent');
}

function move(session: WriteSession, order: PointsOrder, type: string): string {
  const { memberId, brandId, wallet, amount, reason } = order;
  if (!Number.isSafeInteger(amount) || amount < 1) {
    refuse('INVALID_POINTS', { max: Number.MAX_SAFE_INTEGER }, ['amount']);
  }
  return recordAndAsk(session, type, { memberId, brandId }, { wallet, amount, reason: checkedReason(reason) });
}

/** The fact and what it asks for: the house refuses the one when it cannot grant the other. */
function recordAndAsk(
  session: WriteSession,
  type: string,
  whose: { memberId: string; brandId: string },
  payload: JsonObject,
): string {
  const cause = session.record({ type, ...whose, payload });
  for (const wish of ASKS[type]?.(payload) ?? []) session.grant(wish, { cause, isRequired: true });
  return cause;
}

/** What recording an activity of these types asks for. */
export const ASKS: Readonly<Record<string, (payload: JsonObject) => readonly Wish[]>> = {
  'points.given': (payload) => [wish('points.earn', payload)],
  'points.spent': (payload) => [wish('points.spend', payload)],
  'points.reversed': (payload) => [wish(payload['lotId'] ? 'points.take-back' : 'points.give-back', payload)],
};

function wish(kind: string, { reason, ...intent }: JsonObject): Wish {
  return { kind, reason: reason as string, intent };
}

function checkedReason(reason: string): string {
  if (reason.length > 120) refuse('INVALID_INPUT', { reason: 'reason has at most 120 characters' }, ['reason']);
  return reason;
}

interface TransferRow {
  memberId: string;
  wallet: string;
  kind: string;
  amount: number;
  brandId: string;
}

/**
 * Reverses one earn or spend by a transfer of its own: what was given is taken back from the same lot, what was taken
 * goes back into the lots it came from. Refuses NOT_FOUND, NOT_REVERSIBLE, INSUFFICIENT_POINTS.
 */
export async function reverse(
  session: WriteSession,
  { memberId, brandId, transferId, reason }: { memberId: string; brandId: string; transferId: string; reason: string },
): Promise<string> {
  const transfer = await reversible(session, memberId, transferId);
  const { wallet, amount } = transfer;
  const from =
    transfer.kind === 'earn'
      ? ({ wallet, amount, lotId: sibling(transferId, 'lot') } satisfies Partial<Intent['takeBack']>)
      : ({ wallet, draws: await drawsOf(session, transferId) } satisfies Partial<Intent['giveBack']>);
  const payload = { ...from, reversesId: transferId, reason: checkedReason(reason) } as unknown as JsonObject;
  return recordAndAsk(session, 'points.reversed', { memberId, brandId }, payload);
}

function drawsOf({ sql }: WriteSession, transferId: string): Promise<Draw[]> {
  return sql.rows<Draw>('SELECT lotId, amount FROM point_draws WHERE transferId = ?', [transferId]);
}

/** The member a transfer belongs to, so that the unit of work can lock it. */
export async function ownerOfTransfer(session: Pick<WriteSession, 'sql'>, transferId: string): Promise<string | null> {
  const [row] = await session.sql.rows<{ id: string; memberId: string }>(
    'SELECT id, memberId FROM point_transfers WHERE id = ?',
    [transferId],
  );
  return row?.id === transferId ? row.memberId : null; // one of the databases finds an id also with spaces after it
}

async function reversible(session: WriteSession, memberId: string, transferId: string): Promise<TransferRow> {
  const [row] = await session.sql.rows<TransferRow>(
    'SELECT memberId, wallet, kind, amount, brandId FROM point_transfers WHERE id = ?',
    [transferId],
  );
  const window = windowOf(session.caller);
  const isSeen = row?.memberId === memberId && (window === null || window === row.brandId);
  if (!isSeen) refuse('NOT_FOUND', { what: 'transfer' }, ['transferId']); // before anything is said about it
  if (row.kind !== 'earn' && row.kind !== 'spend') {
    refuse('NOT_REVERSIBLE', { reason: `a transfer of kind ${row.kind} is final` }, ['transferId']);
  }
  const [done] = await session.sql.rows('SELECT id FROM point_transfers WHERE reversesId = ?', [transferId]);
  if (done) refuse('NOT_REVERSIBLE', { reason: 'it was reversed before' }, ['transferId']);
  const [lot] = await session.sql.rows<{ reversed: number }>('SELECT reversed FROM point_lots WHERE id = ?', [
    sibling(transferId, 'lot'),
  ]);
  if (lot && lot.reversed > 0) refuse('NOT_REVERSIBLE', { reason: 'refunds have taken a part of it' }, ['transferId']);
  return row;
}
