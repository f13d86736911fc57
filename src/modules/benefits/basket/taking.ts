import { wholeShare } from '../../../kernel/money.js';
import type { BenefitKind, Face } from '../terms.js';
import type { Basket, BasketLine } from './worth.js';
import { isInScope, worthOf } from './worth.js';

/** A right as the search for the best combination sees it. */
export interface Candidate {
  /** The grant; of a standing right the code of the benefit. */
  readonly id: string;
  readonly kind: BenefitKind;
  /** Of money that is used bit by bit, `amountMinor` is what is left of it. */
  readonly face: Face;
  /** At most one of a group is used. */
  readonly group: string | null;
  /** It is used with no other. */
  readonly isAlone: boolean;
  /** It is had without being granted: using it uses nothing up. */
  readonly isStanding: boolean;
  readonly isPartial: boolean;
  readonly expiresAt: number | null;
}

/** What is left to pay of a basket while one right after the other takes something off. Never changed, replaced. */
export interface Left {
  readonly lines: readonly LeftLine[];
  readonly shippingMinor: number;
  readonly payableMinor: number;
}

interface LeftLine extends Pick<BasketLine, 'sku' | 'category'> {
  /** Pieces that are not free. */
  readonly pieces: number;
  readonly pieceMinor: number;
  readonly leftMinor: number;
}

const IN_PIECES: ReadonlySet<BenefitKind> = new Set(['exchange', 'trial', 'gift', 'set-meal']);

/**
 * Where a right stands in the order in which rights are applied: prices of members, free pieces, percentages, thresholds,
 * cash, waivers, delivery. Each sees what those before it left.
 */
export function stageOf({ kind, face }: Pick<Candidate, 'kind' | 'face'>): number {
  if (kind === 'member-price') return 0;
  if (kind === 'free-shipping') return 6;
  if (kind === 'waiver') return 5;
  if (face.percent !== undefined) return 2;
  if (face.amountMinor === undefined && IN_PIECES.has(kind)) return 1;
  return kind === 'threshold' ? 3 : 4;
}

/** The order of application: by stage; money that can be used bit by bit last, so that it fills what others left; what dies first first. */
export function inOrder(a: Candidate, b: Candidate): number {
  return stageOf(a) - stageOf(b) || Number(a.isPartial) - Number(b.isPartial) || dies(a) - dies(b) || (a.id < b.id ? -1 : Number(a.id > b.id)); // prettier-ignore
}

export function dies({ expiresAt }: Pick<Candidate, 'expiresAt'>): number {
  return expiresAt ?? Number.MAX_SAFE_INTEGER;
}

/** A basket of which nothing is taken off yet. */
export function untouched({ lines, shippingMinor }: Basket): Left {
  const left = lines.map(({ sku, category, quantity, priceMinor }) => ({ sku, category, pieces: quantity, pieceMinor: priceMinor, leftMinor: quantity * priceMinor })); // prettier-ignore
  return { lines: left, shippingMinor, payableMinor: left.reduce((sum, { leftMinor }) => sum + leftMinor, shippingMinor) }; // prettier-ignore
}

/**
 * Takes off what a right is worth on what is left. Its threshold has been compared with the whole basket before. What it
 * takes is shared among the lines it is for in proportion, so that rights with another scope find what is left there.
 */
export function taken(left: Left, candidate: Candidate): { readonly left: Left; readonly takenMinor: number } {
  const { kind, face } = candidate;
  const open = left.lines.map((line) => seenBy(candidate, line));
  const { worthMinor } = worthOf({ ...face, thresholdMinor: 0 }, kind, { lines: open, shippingMinor: left.shippingMinor, at: 0 }); // prettier-ignore
  if (worthMinor === 0) return { left, takenMinor: 0 };
  const payableMinor = left.payableMinor - worthMinor;
  if (kind === 'free-shipping') return { left: { ...left, shippingMinor: left.shippingMinor - worthMinor, payableMinor }, takenMinor: worthMinor }; // prettier-ignore
  const weights = weightsOf(candidate, open);
  const parts = allot(worthMinor, weights);
  const lines = left.lines.map((line, at) => lessened(candidate, line, parts[at] ?? 0, weights[at] ?? 0));
  return { left: { ...left, lines, payableMinor }, takenMinor: worthMinor };
}

/** Prices of members and free pieces look at pieces, everything else at what is left of a line. */
function seenBy(candidate: Candidate, { sku, category, pieces, pieceMinor, leftMinor }: LeftLine): BasketLine {
  const stage = stageOf(candidate);
  if (stage === 0) return { sku, category, quantity: pieces, priceMinor: pieceMinor };
  if (stage === 1) return { sku, category, quantity: pieces, priceMinor: Math.min(pieceMinor, leftMinor) };
  return { sku, category, quantity: 1, priceMinor: leftMinor };
}

/** The most a right takes off each line. */
function weightsOf(candidate: Candidate, open: readonly BasketLine[]): number[] {
  const { face } = candidate;
  const stage = stageOf(candidate);
  const isFor = (line: BasketLine): boolean => line.quantity > 0 && isInScope(face, line);
  if (stage === 1) return dearestOf(open, isFor);
  if (stage > 0) return open.map((line) => (isFor(line) ? line.priceMinor : 0));
  const priceOf = new Map(face.prices.map(({ sku, priceMinor }) => [sku, priceMinor]));
  const saved = ({ sku, priceMinor, quantity }: BasketLine): number => quantity * Math.max(0, priceMinor - (priceOf.get(sku) ?? priceMinor)); // prettier-ignore
  return open.map((line) => (isFor(line) ? saved(line) : 0));
}

function dearestOf(open: readonly BasketLine[], isFor: (line: BasketLine) => boolean): number[] {
  const most = Math.max(...open.map((line) => (isFor(line) ? line.priceMinor : 0)));
  const at = open.findIndex((line) => isFor(line) && line.priceMinor === most);
  return open.map((_, index) => (index === at ? most : 0));
}

/** Shares an amount in proportion, exactly: no part is more than its weight, as long as the amount is no more than all of them. */
function allot(amount: number, weights: readonly number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let upTo = 0;
  let given = 0;
  return weights.map((weight) => {
    upTo += weight;
    const part = wholeShare(amount, upTo, all) - given;
    given += part;
    return part;
  });
}

function lessened(candidate: Candidate, line: LeftLine, part: number, weight: number): LeftLine {
  if (part === 0 && weight === 0) return line;
  const leftMinor = line.leftMinor - part;
  const stage = stageOf(candidate);
  if (stage === 0) return { ...line, leftMinor, pieceMinor: Math.floor(leftMinor / line.pieces) };
  return stage === 1 ? { ...line, leftMinor, pieces: line.pieces - 1 } : { ...line, leftMinor };
}
