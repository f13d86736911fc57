import { testProgram } from './program.js';

interface Wanted {
  readonly silver?: object;
  readonly gold?: object;
  readonly ladder?: object;
  readonly more?: readonly object[];
  readonly otherLadders?: readonly object[];
}

/** The ladder of the test program with other rules: silver by 10,000 and gold by 50,000 minor units in 365 days. */
export function tierProgram({ silver = {}, gold = {}, ladder = {}, more = [], otherLadders = [] }: Wanted = {}) {
  const [main] = testProgram.ladders;
  const [base, second, third] = main?.tiers ?? [];
  const tiers = [base, { ...second, ...silver }, { ...third, ...gold }, ...more];
  return { ...testProgram, ladders: [{ ...main, ...ladder, tiers }, ...otherLadders] };
}

/** A tier on top of the others, or of a ladder of its own. */
export function tier(code: string, rank: number, rules: object = {}): object {
  return { code, name: { en: code, 'zh-CN': code, 'zh-TW': code }, rank, ...rules };
}
