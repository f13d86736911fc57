import { storedBenefits } from '../../src/modules/benefits/index.js';
import { benefitLines } from './benefit.lines.js';
import { nameIn, unitsOf } from './program.js';
import type { Telling } from './shelf.js';

const USE = `query Use($id: ID!) { analytics { benefitUse(benefitIds: [$id], quarters: 4) {
  quarter from to isOver eligible seen claimed entitled used useRate uses reversed costPerUse { amountMinor currency }
  review { at entitled used became } } } }`;

interface Answered {
  readonly analytics?: { readonly benefitUse?: readonly object[] | null } | null;
}

/** How a benefit was used in the last quarters, for who may see figures, and its terms in words. */
export const oneBenefit: Telling = async (desk, id) => {
  const { data } = await desk.ask(USE, { id });
  const { analytics } = (data ?? {}) as Answered;
  const entries = (await storedBenefits(desk.sql)).map(({ entry }) => entry);
  const names = new Map(entries.map(({ code, name }) => [code, nameIn(desk, name)]));
  const entry = entries.find(({ code }) => `bnf_${code}` === id);
  return {
    use: analytics?.benefitUse ?? null,
    terms: entry ? benefitLines(desk, entry, names, await unitsOf(desk)) : [],
  };
};
