import type { Day } from '../../kernel/calendar.js';
import { share } from '../../kernel/money.js';
import type { Terms, TermsOn } from './agreements.js';

/** Points of one brand that were spent with another, net of what was given back. */
export interface Payable {
  readonly issuerId: string;
  /** Who pays for them. */
  readonly funderId: string;
  readonly spentAtId: string;
  readonly wallet: string;
  /** The day of the spending, also for what was given back later: it costs what it cost. */
  readonly spentOn: Day;
  readonly points: number;
}

/** Points a brand bought ahead on a day. */
export interface Bought {
  readonly brandId: string;
  readonly wallet: string;
  readonly boughtOn: Day;
  readonly points: number;
  readonly priceMinor: number;
}

/** What one brand pays another for. */
export interface Line {
  readonly kind: 'points' | 'pack';
  readonly payerId: string;
  readonly payeeId: string;
  readonly issuerId: string;
  readonly wallet: string;
  readonly points: number;
  readonly sharePercent: number;
  readonly rate: number | null;
  readonly agreementOfId: string | null;
  readonly agreementFrom: Day | null;
  readonly amountMinor: number;
  readonly taxMinor: number;
}

const POINTS_PRICED = 1_000;
const BASIS_POINTS = 10_000;

/** Everything of one price between the same brands; what is rounded is rounded once for all of it. */
interface Group extends Omit<Payable, 'spentOn'> {
  readonly terms: Terms | null;
  readonly rate: number;
  readonly hostPercent: number;
}

/** The lines of a month, in an order that is the same whoever asks. */
export function linesOf(
  hostId: string,
  terms: TermsOn,
  payables: readonly Payable[],
  bought: readonly Bought[],
): Line[] {
  const groups = gather(payables.map((payable) => priced(hostId, terms, payable)));
  const lines = [...groups.flatMap((group) => pointsLines(hostId, group)), ...packLines(hostId, terms, bought)];
  return lines.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/**
 * What is spent with a partner has the price the partner is paid; what is spent with the host has the price the payer pays.
 * Without an agreement the price is nothing, and the line says so.
 */
function priced(hostId: string, terms: TermsOn, { spentOn, ...payable }: Payable): Group {
  const { funderId, spentAtId } = payable;
  const agreed = spentAtId === hostId ? terms(funderId, spentOn) : terms(spentAtId, spentOn);
  const rate = (spentAtId === hostId ? agreed?.earnRate : agreed?.redeemRate) ?? 0;
  const hostPercent = agreed && funderId !== hostId ? (terms(funderId, spentOn)?.hostSharePercent ?? 0) : 0;
  return { ...payable, terms: agreed, rate, hostPercent };
}

function gather(groups: readonly Group[]): Group[] {
  const gathered = new Map<string, Group>();
  for (const group of groups) {
    const { issuerId, funderId, spentAtId, wallet, terms, hostPercent } = group;
    const key = [issuerId, funderId, spentAtId, wallet, terms?.brandId, terms?.validFrom, hostPercent].join('|');
    const known = gathered.get(key);
    gathered.set(key, known ? { ...known, points: known.points + group.points } : group);
  }
  return [...gathered.values()].filter(({ points }) => points !== 0);
}

/** The whole is rounded first and the host's part of it then, so that who is paid gets the agreed price to the cent. */
function pointsLines(hostId: string, group: Group): Line[] {
  const { issuerId, funderId, spentAtId, wallet, points, terms, rate, hostPercent } = group;
  const amount = share(points, rate, POINTS_PRICED);
  const ofHost = share(amount, hostPercent, 100);
  const line = (payerId: string, amountMinor: number, sharePercent: number): Line => ({
    kind: 'points',
    payerId,
    payeeId: spentAtId,
    issuerId,
    wallet,
    points,
    sharePercent,
    rate,
    agreementOfId: terms?.brandId ?? null,
    agreementFrom: terms?.validFrom ?? null,
    amountMinor,
    taxMinor: taxOf(amountMinor, terms),
  });
  return [
    ...(hostPercent < 100 ? [line(funderId, amount - ofHost, 100 - hostPercent)] : []),
    ...(hostPercent > 0 && spentAtId !== hostId ? [line(hostId, ofHost, hostPercent)] : []),
  ];
}

function packLines(hostId: string, terms: TermsOn, bought: readonly Bought[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { brandId, wallet, boughtOn, points, priceMinor } of bought) {
    const agreed = terms(brandId, boughtOn);
    const key = [brandId, wallet, agreed?.validFrom].join('|');
    const known = lines.get(key) ?? { points: 0, amountMinor: 0 };
    const amountMinor = known.amountMinor + priceMinor;
    lines.set(key, {
      kind: 'pack',
      payerId: brandId,
      payeeId: hostId,
      issuerId: brandId,
      wallet,
      points: known.points + points,
      sharePercent: 100,
      rate: null,
      agreementOfId: agreed?.brandId ?? null,
      agreementFrom: agreed?.validFrom ?? null,
      amountMinor,
      taxMinor: taxOf(amountMinor, agreed),
    });
  }
  return [...lines.values()];
}

function taxOf(amountMinor: number, terms: Terms | null): number {
  return share(amountMinor, terms?.taxBasisPoints ?? 0, BASIS_POINTS);
}

function orderOf({ kind, payerId, payeeId, issuerId, wallet, agreementOfId, agreementFrom, sharePercent }: Line): string {
  const order = [kind, payerId, payeeId, issuerId, wallet, agreementOfId ?? '', agreementFrom ?? '', sharePercent];
  return order.join(' ');
} // prettier-ignore

/** What a brand is to get and to pay; `balanceMinor` is what remains, below zero where it pays. */
export interface Totals {
  readonly receivableMinor: number;
  readonly receivableTaxMinor: number;
  readonly payableMinor: number;
  readonly payableTaxMinor: number;
  readonly balanceMinor: number;
}

type Amounts = Pick<Line, 'payerId' | 'payeeId' | 'amountMinor' | 'taxMinor'>;

/** The totals of a brand over lines of a month. A line is added for who is paid and taken off for who pays, so all brands together come to zero. */
export function totalsOf(brandId: string, lines: readonly Amounts[]): Totals {
  let [receivableMinor, receivableTaxMinor, payableMinor, payableTaxMinor] = [0, 0, 0, 0];
  for (const { payerId, payeeId, amountMinor, taxMinor } of lines) {
    if (payeeId === brandId) {
      receivableMinor += amountMinor;
      receivableTaxMinor += taxMinor;
    }
    if (payerId === brandId) {
      payableMinor += amountMinor;
      payableTaxMinor += taxMinor;
    }
  }
  const balanceMinor = receivableMinor + receivableTaxMinor - payableMinor - payableTaxMinor;
  return { receivableMinor, receivableTaxMinor, payableMinor, payableTaxMinor, balanceMinor };
}
