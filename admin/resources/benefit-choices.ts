import { storedBenefits } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';

/** Benefits that can be had, to choose from. */
export async function openBenefits({ sql, locale }: Desk) {
  const open = (await storedBenefits(sql)).map(({ entry }) => entry).filter(({ status }) => status === 'live' || status === 'watch'); // prettier-ignore
  return open.map(({ code, name }) => ({ value: `bnf_${code}`, label: `${name[locale]} (${code})` }));
}
