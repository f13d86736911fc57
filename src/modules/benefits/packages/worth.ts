import type { Program } from '../../../kernel/program.js';
import type { PointsPart } from '../../points/index.js';
import { worthOf } from '../../points/index.js';
import type { BenefitsPart, Offered } from '../compile.js';
import type { PackageEntry, PackageTerms } from './package-terms.js';

const A_YEAR: Readonly<Record<NonNullable<PackageTerms['cycle']>['unit'], number>> = { week: 52, month: 12, quarter: 4 }; // prettier-ignore

/** What all that a package brings is worth to a member, in minor units, over all cycles of a card; null where no part says. */
export function totalValueMinor({ parts, cycle }: PackageEntry, benefits: ReadonlyMap<string, Offered>): number | null {
  const valued = parts.map(({ benefit, quantity, isBirthdayMonthOnly }) => {
    const times = !cycle ? 1 : isBirthdayMonthOnly ? Math.ceil(cycle.count / A_YEAR[cycle.unit]) : cycle.count;
    return (benefits.get(benefit)?.valueMinor ?? 0) * quantity * times;
  });
  const total = valued.reduce((sum, each) => sum + each, 0);
  return total === 0 ? null : total;
}

/** The same of a package of the program by its code; null for one that is not there too. */
export function packageWorth({ parts }: Pick<Program, 'parts'>, code: string): number | null {
  const { packages, benefits } = parts['benefits'] as BenefitsPart;
  const entry = packages.get(code);
  return entry ? totalValueMinor(entry, benefits) : null;
}

/** What it costs, in minor units: in money, or what its points would pay for otherwise; null where that cannot be said. */
export function priceWorthMinor({ price, priceMinor }: PackageEntry, { wallets }: PointsPart): number | null {
  if (priceMinor !== null) return priceMinor;
  const cash = price && wallets.get(price.wallet)?.cash;
  return cash ? worthOf(cash, price.points) : null;
}

/** How much less it costs than its parts are worth; null where that is not known, or it costs no less. */
export function savingMinor(entry: PackageEntry, benefits: ReadonlyMap<string, Offered>, points: PointsPart): number | null {
  const [worth, price] = [totalValueMinor(entry, benefits), priceWorthMinor(entry, points)];
  return worth === null || price === null || price >= worth ? null : worth - price;
} // prettier-ignore
