import type { Instant } from '../../kernel/clock.js';
import type { Offered } from './compile.js';

/** What can be had. */
export const OPEN: readonly string[] = ['live', 'watch'];

interface Known {
  /** What limits leave; null where there are none. */
  readonly room: number | null;
  /** What is left of the stock; null where it is not counted. */
  readonly stock: number | null;
  readonly now: Instant;
}

/** What a member may do about a benefit: take it where it costs nothing, exchange points where points are all it costs. */
export function actionsOn(offered: Offered, { room, stock, now }: Known): readonly ('CLAIM' | 'EXCHANGE')[] {
  const { status, isStanding, isClaimable, price, priceMinor, validity, otherwise, stock: units } = offered;
  const isOver = validity.kind === 'fixed' && Date.parse(validity.until) <= now;
  if (!OPEN.includes(status) || isStanding || isOver || room === 0) return [];
  if (stock === 0 && otherwise.length === 0) return [];
  if (units.kind === 'pool' && units.isPrinted) return []; // whoever holds the paper has it
  if (priceMinor !== null) return [];
  if (price !== null) return ['EXCHANGE'];
  return isClaimable ? ['CLAIM'] : [];
}
