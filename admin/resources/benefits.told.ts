import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import type { Telling } from './shelf.js';

const USE = `query Use($id: ID!) { analytics { benefitUse(benefitIds: [$id], quarters: 4) {
  quarter from to isOver eligible seen claimed entitled used useRate uses reversed costPerUse { amountMinor currency }
  review { at entitled used became } } } }`;

interface Answered {
  readonly analytics?: { readonly benefitUse?: readonly object[] | null } | null;
}

/** How a benefit was used in the last quarters, for who may see figures, and its terms as the program says them. */
export const oneBenefit: Telling = async (desk, id) => {
  const { data } = await desk.ask(USE, { id });
  const { analytics } = (data ?? {}) as Answered;
  const entries = desk.house.programs.current().sections['benefits'] as readonly BenefitEntry[] | undefined;
  const entry = entries?.find(({ code }) => `bnf_${code}` === id);
  return { use: analytics?.benefitUse ?? null, terms: entry ? JSON.stringify(entry, null, 2) : null };
};
