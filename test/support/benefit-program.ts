import { testProgram } from './program.js';

/** The test program with these benefits, and rules that issue some of them. */
export function benefitProgram(benefits: readonly object[], rules: readonly object[] = []) {
  const [base] = testProgram.campaigns;
  return { ...testProgram, benefits, campaigns: [{ ...base, rules: [...(base?.rules ?? []), ...rules] }] };
}

/** A coupon of five units of money that anybody may take. */
export function coupon(code: string, terms: object = {}): object {
  return { code, kind: 'cash', name: code, face: { amountMinor: 500 }, isClaimable: true, ...terms };
}

export function counted(units: number): object {
  return { stock: { kind: 'counted', units } };
}
