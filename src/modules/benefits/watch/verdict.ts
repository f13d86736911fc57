import type { BenefitStatus } from '../terms.js';

/** Below this share of who could have used it, a benefit is watched. */
export const USE_PERCENT_MIN = 20;

/** Members who could have used a benefit on at least one day of a quarter, and those of them who did. */
export interface Used {
  readonly entitled: number;
  readonly used: number;
}

/** What a benefit becomes by its use; null where it stays what it is, as it does where nobody could have used it. */
export function verdict(status: BenefitStatus, { entitled, used }: Used): 'watch' | 'live' | null {
  if (entitled === 0) return null;
  const isLittle = used * 100 < entitled * USE_PERCENT_MIN;
  if (status === 'live' && isLittle) return 'watch';
  return status === 'watch' && !isLittle ? 'live' : null;
}
