import type { BenefitsPart } from '../compile.js';

/** A multiplier that died unused multiplies what is told of late still: whoever takes back what was paid for it takes that too. */
export function isDeadMultiplier({ multipliers }: BenefitsPart, benefit: string, status: string | null): boolean {
  return status === 'expired' && multipliers.some(({ code }) => code === benefit);
}
