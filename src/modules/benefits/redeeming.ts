import { refuseInput } from '../../kernel/refusal.js';
import type { BenefitUseInput } from './use.types.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

interface OfHold {
  readonly redemptionId: string | null;
  readonly amountMinor: number | null;
  readonly orderId: string | null;
}

type Said = Pick<OfHold, 'amountMinor' | 'orderId'>;

/** A hold is redeemed, or something at once. Refuses INVALID_INPUT unless it is exactly one, and amounts beside `input`, which has its own. */
export function requireOneUse<T>(
  { redemptionId, ...said }: OfHold,
  input: BenefitUseInput | null,
  by: { readonly ofHold: (id: string, said: Said) => T; readonly atOnce: (input: BenefitUseInput) => T },
): T {
  const isSaidTwice = input !== null && (redemptionId !== null || said.amountMinor !== null || said.orderId !== null);
  if (isSaidTwice) refuseInput(reasons.allInInput, ['input']);
  if (said.amountMinor !== null && said.amountMinor < 1) refuseInput(reasons.amountLeast, ['amountMinor']); // prettier-ignore
  if (input !== null) return by.atOnce(input);
  return redemptionId === null ? refuseInput(reasons.sayWhatIsUsed, ['redemptionId']) : by.ofHold(redemptionId, said); // prettier-ignore
}
