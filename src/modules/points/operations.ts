import { windowOf } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { Wish } from '../../kernel/effect.js';
import { sibling } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Intent } from './balances.js';
import type { Draw } from './lots.js';
import type { TransferKind } from './points.entity.js';
import { POINTS_MAX } from './wallet-rules.js';
import { pointReasons as reasons } from './points.reasons.js';

/** Points given or taken by a brand itself, outside the rules. `amount` is whole points. */
export interface PointsOrder {
  readonly memberId: string;
  readonly brandId: string;
  readonly wallet: string;
  readonly amount: number;
  /** Why, for the member's ledger. */
  readonly reason: string;
}

/** Given points, and where the brand says so itself when they can be spent and when they die. */
export interface EarnOrder extends PointsOrder {
  readonly availableAt?: Instant | null;
  readonly expiresAt?: Instant | null;
}

/** Points that pay for something: for an order of the brand, where one is named. */
export interface SpendOrder extends PointsOrder {
  readonly orderId?: string | null;
}

/**
 * Gives points. Refuses INVALID_POINTS, UNKNOWN_WALLET, EXPIRES_BEFORE_AVAILABLE. Answers the activity that records it;
 * tiers react in the same transaction.
 */
export function earn(session: WriteSession, order: EarnOrder): string {
  const { availableAt = null, expiresAt = null } = order;
  const said = Object.entries({ availableAt, expiresAt }).filter(([, at]) => at !== null);
  return move(session, order, 'points.given', Object.fromEntries(said));
}

/**
 * Takes points the member pays with, oldest expiry first; a refund of the order gives them back in proportion. Refuses
 * INVALID_POINTS, UNKNOWN_WALLET, WALLET_NOT_SPENDABLE, INSUFFICIENT_POINTS.
 */
export function spend(session: WriteSession, order: SpendOrder): string {
  return move(session, order, 'points.spent', ofOrder(order.orderId));
}

/**
 * Reserves points until `expiresAt`, when they are let go by themselves. Refuses as `spend` does, and INVALID_HOLD_TIME.
 * Answers the activity; the hold has its ULID (`holdOf`).
 */
export function hold(session: WriteSession, order: SpendOrder & { readonly expiresAt: Instant }): string {
  return move(session, order, 'points.held', { expiresAt: order.expiresAt, ...ofOrder(order.orderId) });
}

/** Corrects a balance by hand: positive gives, negative takes what is available. Refuses a reason that says nothing, INVALID_POINTS, INSUFFICIENT_POINTS. */
export function adjust(session: WriteSession, { memberId, brandId, wallet, amount, reason }: PointsOrder): string {
  requirePoints(Math.abs(amount));
  requireReason(reason);
  return recordAndAsk(session, 'points.adjusted', { memberId, brandId }, { wallet, amount, reason: checkedReason(reason) }); // prettier-ignore
}

/** Refuses REASON_MISSING for a reason that says nothing. */
export function requireReason(reason: string): void {
  if (reason.trim() === '') refuse('REASON_MISSING', {}, ['reason']);
}

function move(session: WriteSession, order: PointsOrder, type: string, more: JsonObject = {}): string {
  const { memberId, brandId, wallet, amount, reason } = order;
  requirePoints(amount);
  return recordAndAsk(session, type, { memberId, brandId }, { wallet, amount, reason: checkedReason(reason), ...more });
}

/** Refuses INVALID_POINTS for anything but a whole number from 1 to a million millions. */
export function requirePoints(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 1 || amount > POINTS_MAX) {
    refuse('INVALID_POINTS', { max: POINTS_MAX }, ['amount']);
  }
}

function ofOrder(orderId: string | null | undefined): JsonObject {
  return orderId == null ? {} : { orderId };
}

/** The fact and what it asks for: the house refuses the one when it cannot grant the other. */
export function recordAndAsk(
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
  'points.given': (payload) => [wish('points.earn', { ...payload, source: 'given' })],
  'points.spent': (payload) => [wish('points.spend', payload)],
  'points.reversed': (payload) => [wish(payload['lotId'] ? 'points.take-back' : 'points.give-back', payload)],
  'points.held': (payload) => [wish('points.hold', payload)],
  'points.captured': (payload) => [wish('points.capture', payload)],
  'points.released': (payload) => [wish('points.release', payload)],
  'points.adjusted': (payload) => [wish('points.adjust', payload)],
  'points.sent': (payload) => [wish('points.transfer-out', payload)],
  'points.received': ({ parts, ...payload }) =>
    (parts as unknown as readonly JsonObject[]).map((part) => wish('points.transfer-in', { ...payload, ...part })),
};

function wish(kind: string, { reason, ...intent }: JsonObject): Wish {
  return { kind, reason: reason as string, intent };
}

export function checkedReason(reason: string): string {
  if (reason.length > 120) refuseInput(reasons.reasonLength, ['reason']);
  return reason;
}

interface TransferRow {
  memberId: string;
  wallet: string;
  kind: TransferKind;
  amount: number;
  credit: string;
  brandId: string;
  subjectId: string | null;
}

/**
 * Reverses one earn, spend or adjustment by a transfer of its own: what was given is taken back from the same lot, what
 * was taken goes back into the lots it came from. What it paid for is for the caller to take back (`undo` asks for that).
 * `isProven`: that is the caller's, whose books need not have the transfer. Refuses NOT_FOUND, NOT_REVERSIBLE,
 * INSUFFICIENT_POINTS.
 */
export async function reverse(
  session: WriteSession,
  { memberId, brandId, transferId, reason, isProven = false }: { memberId: string; brandId: string; transferId: string; reason: string; isProven?: boolean }, // prettier-ignore
): Promise<string> {
  const transfer = await reversible(session, memberId, transferId, isProven);
  const { wallet, amount, brandId: bookedFor } = transfer;
  const isGiven = transfer.credit === memberId;
  const from = isGiven
    ? ({ wallet, amount, lotId: sibling(transferId, 'lot'), bookedFor } satisfies Partial<Intent['takeBack']>)
    : ({ wallet, draws: await drawsOf(session, transferId), bookedFor, ...ofOrder(transfer.subjectId) } satisfies Partial<Intent['giveBack']>); // prettier-ignore
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

const REVERSIBLE: ReadonlySet<TransferKind> = new Set(['earn', 'spend', 'adjust']);

async function reversible(
  session: WriteSession,
  memberId: string,
  transferId: string,
  isProven: boolean,
): Promise<TransferRow> {
  const [row] = await session.sql.rows<TransferRow>(
    'SELECT memberId, wallet, kind, amount, credit, brandId, subjectId FROM point_transfers WHERE id = ?',
    [transferId],
  );
  const window = isProven ? null : windowOf(session.caller);
  const isSeen = row?.memberId === memberId && (window === null || window === row.brandId);
  if (!isSeen) refuse('NOT_FOUND', { what: 'transfer' }, ['transferId']); // before anything is said about it
  if (!REVERSIBLE.has(row.kind)) {
    refuse('NOT_REVERSIBLE', { reason: reasons.final(row.kind) }, ['transferId']);
  }
  await requireUntouched(session, row, transferId);
  return row;
}

/** What refunds or an earlier reversal gave back already cannot be given back again. */
async function requireUntouched({ sql }: WriteSession, row: TransferRow, transferId: string): Promise<void> {
  const [done] = await sql.rows('SELECT id FROM point_transfers WHERE reversesId = ?', [transferId]);
  if (done) refuse('NOT_REVERSIBLE', { reason: reasons.reversedBefore }, ['transferId']);
  const [lot] = await sql.rows<{ reversed: number }>('SELECT reversed FROM point_lots WHERE id = ?', [
    sibling(transferId, 'lot'),
  ]);
  const isRefunded = (lot?.reversed ?? 0) > 0 || (await isGivenBack(sql, row));
  if (isRefunded) refuse('NOT_REVERSIBLE', { reason: reasons.partRefunded }, ['transferId']);
}

async function isGivenBack(sql: WriteSession['sql'], row: TransferRow): Promise<boolean> {
  if (row.subjectId === null) return false;
  const text =
    "SELECT id FROM point_transfers WHERE memberId = ? AND brandId = ? AND subjectId = ? AND kind = 'give_back' AND reversesId IS NULL LIMIT 1";
  return (await sql.rows(text, [row.memberId, row.brandId, row.subjectId])).length > 0;
}
