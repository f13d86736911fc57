import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Offered } from '../compile.js';
import { recordAndAsk } from '../operations.js';
import type { Expected } from '../price.js';
import { isExpected, priceOf, priceTold } from '../price.js';

interface Exchanging {
  readonly memberId: string;
  readonly brandId: string;
  readonly offered: Offered;
  readonly expected: Expected | null;
}

/**
 * A member pays points for a benefit: both happen or neither. Where there is none left and the benefit says what happens
 * then, the points are paid for that: what stands in for it, or the promise of it. Refuses NOT_EXCHANGEABLE,
 * PRICE_CHANGED, INSUFFICIENT_POINTS and as `issue` does. Answers the activity; the grant has its ULID (`grantOf`).
 */
export function exchange(session: WriteSession, { memberId, brandId, offered, expected }: Exchanging): string {
  const { code: benefit, price, priceMinor } = offered;
  if (!price || priceMinor !== null) refuse('NOT_EXCHANGEABLE', { benefit }, ['benefitId']);
  const isSeen = isExpected(priceOf(offered), expected, session.house.programs.current().currency);
  if (!isSeen) refuse('PRICE_CHANGED', priceTold(offered), ['expectedPrice']);
  const said = { benefit, source: 'exchange', isClaimed: true, wallet: price.wallet, points: price.points, reason: 'exchange' };
  return recordAndAsk(session, 'benefit.exchanged', { memberId, brandId }, said);
} // prettier-ignore
