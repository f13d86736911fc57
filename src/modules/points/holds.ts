import type { Instant } from '../../kernel/clock.js';
import type { Draw } from './lots.js';
import { sumOf } from './lots.js';
import type { HoldStatus } from './points.entity.js';

/** Points that are reserved, as deciding sees them. */
export interface Hold {
  readonly id: string;
  readonly wallet: string;
  readonly brandId: string;
  readonly causeId: string;
  readonly reason: string;
  /** The brand's order they are to pay for. */
  readonly subjectId: string | null;
  readonly amount: number;
  readonly captured: number;
  readonly released: number;
  readonly status: HoldStatus;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  /** What it still reserves, those that die first first. */
  readonly reserves: readonly Draw[];
}

/** What it still reserves, in points. */
export function leftIn({ reserves }: Hold): number {
  return sumOf(reserves);
}

/** When it is released by itself, or null when it has ended. */
export function holdDueAt({ status, expiresAt }: Hold): Instant | null {
  return status === 'held' ? expiresAt : null;
}

/** The hold after some of it was captured; what is left goes on being held unless that was all of it. */
export function captured(hold: Hold, taken: readonly Draw[], isFinal: boolean, at: Instant): Hold {
  const amount = sumOf(taken);
  const rest = minus(hold.reserves, taken);
  const isOver = isFinal || rest.length === 0;
  return {
    ...hold,
    captured: hold.captured + amount,
    released: hold.released + (isOver ? sumOf(rest) : 0),
    reserves: isOver ? [] : rest,
    ...(isOver ? { status: 'captured', endedAt: at } : {}),
  };
}

/** The hold after all it still reserved was let go. */
export function released(hold: Hold, status: HoldStatus, at: Instant): Hold {
  return { ...hold, released: hold.released + leftIn(hold), reserves: [], status, endedAt: at };
}

function minus(reserves: readonly Draw[], taken: readonly Draw[]): Draw[] {
  const gone = new Map(taken.map(({ lotId, amount }) => [lotId, amount]));
  return reserves
    .map(({ lotId, amount }) => ({ lotId, amount: amount - (gone.get(lotId) ?? 0) }))
    .filter(({ amount }) => amount > 0);
}
