import { wholeShare } from '../../../kernel/money.js';
import type { BenefitKind, Face } from '../terms.js';
import type { Basket, BasketLine, Found, Worth } from './worth.js';
import { linesWithin, pricesBySku, worthOn } from './worth.js';

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
  readonly reach: Reach;
  /** Of each line, pieces that are not free. */
  readonly pieces: readonly number[];
  readonly pieceMinor: readonly number[];
  readonly leftMinor: readonly number[];
  readonly shippingMinor: number;
  readonly payableMinor: number;
}

/** Which lines of a basket a right is for: looked up once for each scope, however many rights have it and however often they are tried. */
class Reach {
  readonly #within = new Map<Face['include'], Map<Face['exclude'], readonly number[]>>();
  readonly #prices = new Map<Face['prices'], readonly (number | undefined)[]>();

  constructor(private readonly lines: readonly BasketLine[]) {}

  /** Indexes of lines, ascending. */
  linesOf({ include, exclude }: Face): readonly number[] {
    const known = this.#within.get(include) ?? new Map<Face['exclude'], readonly number[]>();
    const found = known.get(exclude) ?? linesWithin({ include, exclude }, this.lines);
    this.#within.set(include, known.set(exclude, found));
    return found;
  }

  /** The price of a member of each line, where it has one. */
  pricesOf({ prices }: Face): readonly (number | undefined)[] {
    const known = this.#prices.get(prices);
    if (known) return known;
    const bySku = pricesBySku(prices);
    const found = this.lines.map(({ sku }) => bySku.get(sku));
    this.#prices.set(prices, found);
    return found;
  }
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
  const leftMinor = lines.map(({ quantity, priceMinor }) => quantity * priceMinor);
  return {
    reach: new Reach(lines),
    pieces: lines.map(({ quantity }) => quantity),
    pieceMinor: lines.map(({ priceMinor }) => priceMinor),
    leftMinor,
    shippingMinor,
    payableMinor: leftMinor.reduce((sum, each) => sum + each, shippingMinor),
  };
}

/** What a right by itself takes off a basket of which nothing is taken off yet, and why that is nothing. */
export function worthAlone(start: Left, { face, kind }: Candidate): Worth {
  return worthOn(face, kind, new Seen(start, face, stageOf({ face, kind })));
}

/**
 * Takes off what a right is worth on what is left. Its threshold has been compared with the whole basket before. What it
 * takes is shared among the lines it is for in proportion, so that rights with another scope find what is left there.
 */
export function taken(left: Left, { kind, face }: Candidate): { readonly left: Left; readonly takenMinor: number } {
  const stage = stageOf({ kind, face });
  const seen = new Seen(left, face, stage);
  const { worthMinor } = worthOn(face, kind, seen, 0);
  if (worthMinor === 0) return { left, takenMinor: 0 };
  const payableMinor = left.payableMinor - worthMinor;
  if (stage === 6) return { left: { ...left, shippingMinor: left.shippingMinor - worthMinor, payableMinor }, takenMinor: worthMinor }; // prettier-ignore
  return { left: { ...left, ...lessened(left, seen, stage, worthMinor), payableMinor }, takenMinor: worthMinor };
}

/** What a right sees of what is left. Prices of members and free pieces look at pieces, everything else at what is left of a line. */
class Seen implements Found {
  readonly at: readonly number[];
  readonly sumMinor: number;
  readonly isEmpty: boolean;
  readonly shippingMinor: number;

  constructor(
    private readonly left: Left,
    private readonly face: Face,
    private readonly stage: number,
  ) {
    const within = left.reach.linesOf(face);
    this.at = stage < 2 ? within.filter((at) => (left.pieces[at] ?? 0) > 0) : within;
    this.isEmpty = this.at.length === 0;
    this.shippingMinor = left.shippingMinor;
    let sum = 0;
    for (const at of this.at) sum += stage < 2 ? (left.pieces[at] ?? 0) * this.priceOf(at) : (left.leftMinor[at] ?? 0);
    this.sumMinor = sum;
  }

  priceOf(at: number): number {
    const { pieceMinor, leftMinor } = this.left;
    return this.stage === 1 ? Math.min(pieceMinor[at] ?? 0, leftMinor[at] ?? 0) : (pieceMinor[at] ?? 0);
  }

  dearestMinor(): number {
    return this.at.reduce((most, at) => Math.max(most, this.priceOf(at)), 0);
  }

  savedMinor(): number {
    return this.at.reduce((sum, at) => sum + this.savedAt(at), 0);
  }

  /** The most a right takes off a line. */
  weightAt(at: number): number {
    return this.stage === 0 ? this.savedAt(at) : (this.left.leftMinor[at] ?? 0);
  }

  private savedAt(at: number): number {
    const own = this.left.reach.pricesOf(this.face)[at];
    return own === undefined ? 0 : (this.left.pieces[at] ?? 0) * Math.max(0, this.priceOf(at) - own);
  }
}

type Lines = Pick<Left, 'pieces' | 'pieceMinor' | 'leftMinor'>;

function lessened(left: Left, seen: Seen, stage: number, amount: number): Partial<Lines> {
  if (stage === 1) return withPieceFree(left, seen, amount);
  const leftMinor = allotted(left, seen, amount, stage === 0 ? seen.savedMinor() : seen.sumMinor);
  return stage === 0 ? { leftMinor, pieceMinor: withPrices(left, seen, leftMinor) } : { leftMinor };
}

/** Shares an amount in proportion, exactly: no part is more than its weight, as long as the amount is no more than all of them. */
function allotted({ leftMinor }: Left, seen: Seen, amount: number, all: number): readonly number[] {
  const rest = [...leftMinor];
  let upTo = 0;
  let given = 0;
  for (const at of seen.at) {
    upTo += seen.weightAt(at);
    const part = wholeShare(amount, upTo, all) - given;
    given += part;
    rest[at] = (leftMinor[at] ?? 0) - part;
  }
  return rest;
}

function withPrices({ pieces, pieceMinor }: Left, seen: Seen, leftMinor: readonly number[]): readonly number[] {
  const prices = [...pieceMinor];
  for (const at of seen.at) if (seen.weightAt(at) > 0) prices[at] = Math.floor((leftMinor[at] ?? 0) / (pieces[at] ?? 1)); // prettier-ignore
  return prices;
}

/** The dearest piece is free, of lines as dear the first one's. */
function withPieceFree(left: Left, seen: Seen, amount: number): Partial<Lines> {
  const most = seen.dearestMinor();
  const free = seen.at.find((at) => seen.priceOf(at) === most) ?? -1;
  const less = (of: readonly number[], by: number) => of.map((each, at) => (at === free ? each - by : each));
  return { pieces: less(left.pieces, 1), leftMinor: less(left.leftMinor, amount) };
}
