import { nth } from './floor/ids.js';
import { seeded } from './purchases.js';

/** A row as it is written: values in the order of the columns of its table. */
type Row = readonly (string | number | null)[];

const DAY_MS = 86_400_000;
const BRAND = 'brd_bench';
const FIRST_AT = Date.UTC(2024, 0, 1);
const POINTS_MAX = 500;
/** So many of a round earn; the others do whatever they can. */
const EARNERS = 0.5;

export const COLUMNS = {
  point_accounts: ['memberId', 'wallet', 'available', 'pending', 'held', 'owed', 'earned'],
  point_transfers: ['id', 'memberId', 'wallet', 'kind', 'debit', 'credit', 'amount', 'brandId', 'causeId', 'reason', 'reversesId', 'subjectId', 'holdId', 'occurredAt', 'occurredOn', 'recordedAt'],
  point_draws: ['transferId', 'lotId', 'memberId', 'amount', 'occurredAt'],
  point_lots: ['id', 'memberId', 'wallet', 'issuerId', 'funderId', 'causeId', 'source', 'amount', 'remaining', 'held', 'reversed', 'expired', 'occurredAt', 'occurredOn', 'recordedAt', 'availableAt', 'expiresAt', 'isPending', 'maturedAt', 'dueAt', 'noticeAt'],
  point_holds: ['id', 'memberId', 'wallet', 'brandId', 'causeId', 'reason', 'subjectId', 'amount', 'captured', 'released', 'status', 'occurredAt', 'recordedAt', 'expiresAt', 'endedAt', 'dueAt'],
  point_reserves: ['holdId', 'lotId', 'memberId', 'amount'],
  point_claims: ['id', 'memberId', 'wallet', 'brandId', 'causeId', 'lotId', 'amount', 'occurredAt', 'recordedAt'],
} as const; // prettier-ignore

export type Table = keyof typeof COLUMNS;

/** A few thousand rows, by table. */
export type Rows = ReadonlyMap<Table, readonly Row[]>;

interface OpenLot {
  readonly id: string;
  readonly source: string;
  readonly amount: number;
  readonly at: number;
  remaining: number;
  held: number;
  reversed: number;
  expired: number;
}

/** One member's wallet while its history is made up. */
interface Book {
  readonly memberId: string;
  readonly lots: OpenLot[];
  held: number;
  claimed: number;
  recovered: number;
  transfers: number;
}

/**
 * A ledger that closes, made up without the engine: every kind of transfer, in rounds over all members, so that rows lie
 * in the order of time and those of one member far apart, as they do where people shop. The same on every run.
 */
export class MadeLedger {
  readonly #random = seeded(7);
  readonly #books: Book[];
  #count = 0;
  #rows = new Map<Table, Row[]>();

  constructor(members: number) {
    this.#books = Array.from({ length: members }, (_, at) => ({ memberId: `mem_01HKBENCH0${String(at).padStart(14, '0')}00`, lots: [], held: 0, claimed: 0, recovered: 0, transfers: 0 })); // prettier-ignore
  }

  /** How many transfers there are so far. */
  transfers = 0;

  /** Everybody moves points once, in an order that is another in each round. */
  *round(nthRound: number): Generator<Rows> {
    const members = this.#books.length;
    const stride = 7_919 + 2 * nthRound;
    for (let at = 0; at < members; at++) {
      const book = this.#books[(at * stride + nthRound) % members] as Book;
      const other = this.#books[(at * stride + nthRound + 1) % members] as Book;
      this.#act(book, other, FIRST_AT + nthRound * 20 * DAY_MS + at);
      if (at % 500 === 499) yield this.#made();
    }
    yield this.#made();
  }

  /** What is left when everything has happened: balances and lots as they stand. */
  *end(): Generator<Rows> {
    for (const [at, { memberId, lots, held, claimed, recovered }] of this.#books.entries()) {
      const remaining = sum(lots, (lot) => lot.remaining);
      const earned = sum(lots, (lot) => (lot.source === 'transferred' ? 0 : lot.amount - lot.reversed));
      this.#add('point_accounts', [memberId, 'points', remaining - held, 0, held, claimed - recovered, earned]);
      if (at % 2_000 === 1_999) yield this.#made();
    }
    const all = this.#books.flatMap(({ memberId, lots }) => lots.map((lot) => ({ memberId, lot })));
    all.sort((a, b) => (a.lot.id < b.lot.id ? -1 : 1));
    for (const [at, { memberId, lot }] of all.entries()) {
      const { id, source, amount, remaining, held, reversed, expired } = lot;
      const expiresAt = lot.at + 730 * DAY_MS;
      const dueAt = remaining > held ? expiresAt : null;
      this.#add('point_lots', [id, memberId, 'points', BRAND, BRAND, `act${id.slice(3, -2)}00`, source, amount, remaining, held, reversed, expired, lot.at, dayOf(lot.at), lot.at, lot.at, expiresAt, 0, null, dueAt, null]); // prettier-ignore
      if (at % 500 === 499) yield this.#made();
    }
    yield this.#made();
  }

  #made(): Rows {
    const rows = this.#rows;
    this.#rows = new Map();
    return rows;
  }

  #act(book: Book, other: Book, at: number): void {
    const open = book.lots.filter((lot) => lot.remaining - lot.held > 0);
    const free = sum(open, (lot) => lot.remaining - lot.held);
    const amount = 1 + Math.floor(this.#random() * POINTS_MAX);
    if (free === 0 || this.#random() < EARNERS) {
      this.#open(book, 'earn', 'rule', amount, at);
      return;
    }
    const [lot] = open as [OpenLot];
    const part = Math.min(amount, free);
    const kind = Math.floor(this.#random() * 20);
    if (kind < 8) this.#take(book, 'spend', 'redeemed', open, part, at);
    else if (kind < 10) this.#takeBack(book, lot, at);
    else if (kind < 12) this.#payAndGetBack(book, open, part, at);
    else if (kind < 14) this.#expire(book, lot, at);
    else if (kind === 14) this.#open(book, 'adjust', 'adjusted', amount, at);
    else if (kind === 15) this.#take(book, 'adjust', 'adjusted', open, part, at);
    else if (kind === 16) this.#giveTo(book, other, open, part, at);
    else if (kind === 17) this.#recover(book, lot, at);
    else if (kind === 18) this.#runIntoDebt(book, open, free, at);
    else this.#hold(book, lot, at);
  }

  /** A transfer that opens a lot. */
  #open(book: Book, kind: 'earn' | 'adjust' | 'transfer_in', source: string, amount: number, at: number): OpenLot {
    const account = { earn: 'issued', adjust: 'adjusted', transfer_in: 'transferred' }[kind];
    const id = this.#transfer(book, kind, `${account}:${BRAND}`, book.memberId, amount, at);
    const lot = { id: `lot${id.slice(3)}`, source, amount, at, remaining: amount, held: 0, reversed: 0, expired: 0 };
    book.lots.push(lot);
    return lot;
  }

  /** A transfer that takes from lots in their order. */
  #take(
    book: Book,
    kind: string,
    account: string,
    lots: readonly OpenLot[],
    amount: number,
    at: number,
    more: { holdId?: string } = {},
  ): string {
    const id = this.#transfer(book, kind, book.memberId, `${account}:${BRAND}`, amount, at, more);
    let missing = amount;
    for (const lot of lots) {
      const part = Math.min(missing, lot.remaining - lot.held);
      if (part <= 0) continue;
      this.#draw(id, book, lot, part, at);
      missing -= part;
    }
    return id;
  }

  #takeBack(book: Book, lot: OpenLot, at: number): void {
    const amount = lot.remaining - lot.held;
    this.#take(book, 'take_back', 'reversed', [lot], amount, at);
    lot.reversed += amount;
  }

  #payAndGetBack(book: Book, open: readonly OpenLot[], amount: number, at: number): void {
    const [first] = open as [OpenLot];
    const part = Math.min(amount, first.remaining - first.held);
    const paid = this.#take(book, 'spend', 'redeemed', [first], part, at);
    const back = this.#transfer(book, 'give_back', `redeemed:${BRAND}`, book.memberId, part, at + 1, {
      reversesId: paid,
    });
    this.#draw(back, book, first, -part, at + 1);
  }

  #expire(book: Book, lot: OpenLot, at: number): void {
    const amount = lot.remaining - lot.held;
    this.#take(book, 'expire', 'expired', [lot], amount, at);
    lot.expired += amount;
  }

  #giveTo(book: Book, other: Book, open: readonly OpenLot[], amount: number, at: number): void {
    this.#take(book, 'transfer_out', 'transferred', open, amount, at);
    this.#open(other, 'transfer_in', 'transferred', amount, at);
  }

  /** A refund claims what was spent, and what is there pays for it. */
  #recover(book: Book, lot: OpenLot, at: number): void {
    const amount = lot.remaining - lot.held;
    book.claimed += amount + 1;
    this.#add('point_claims', [this.#id('clm'), book.memberId, 'points', BRAND, this.#id('act'), lot.id, amount + 1, at, at]); // prettier-ignore
    this.#take(book, 'recover', 'reversed', [lot], amount, at);
    book.recovered += amount;
  }

  /** Everything is spent, a refund leaves a debt, and the next earning pays it. */
  #runIntoDebt(book: Book, open: readonly OpenLot[], free: number, at: number): void {
    const [first] = open as [OpenLot];
    this.#take(book, 'spend', 'redeemed', open, free, at);
    const debt = first.amount - first.reversed - first.expired;
    if (debt <= 0 || first.held > 0) return;
    const id = this.#transfer(book, 'take_back', book.memberId, `reversed:${BRAND}`, debt, at + 1);
    this.#draw(id, book, first, debt, at + 1);
    first.reversed += debt;
    const next = this.#open(book, 'earn', 'rule', debt + 5, at + 2);
    const offset = this.#transfer(book, 'offset', book.memberId, book.memberId, debt, at + 2);
    this.#draw(offset, book, next, debt, at + 2);
    this.#draw(offset, book, first, -debt, at + 2);
  }

  /** Every third hold stays open, the others are captured in part and let go. */
  #hold(book: Book, lot: OpenLot, at: number): void {
    const amount = lot.remaining - lot.held;
    const id = this.#id('hld');
    const isOpen = this.#count % 3 === 0;
    const captured = isOpen ? 0 : Math.ceil(amount / 2);
    const status = isOpen ? 'held' : 'captured';
    const endedAt = isOpen ? null : at + 1;
    const expiresAt = at + DAY_MS;
    this.#add('point_holds', [id, book.memberId, 'points', BRAND, this.#id('act'), 'order', null, amount, captured, isOpen ? 0 : amount - captured, status, at, at, expiresAt, endedAt, isOpen ? expiresAt : null]); // prettier-ignore
    this.#add('point_reserves', [id, lot.id, book.memberId, isOpen ? amount : 0]);
    if (isOpen) {
      lot.held += amount;
      book.held += amount;
      this.#open(book, 'earn', 'rule', amount, at);
    } else this.#take(book, 'spend', 'redeemed', [lot], captured, at + 1, { holdId: id });
  }

  #transfer(
    book: Book,
    kind: string,
    debit: string,
    credit: string,
    amount: number,
    at: number,
    { reversesId = null, holdId = null }: { reversesId?: string | null; holdId?: string | null } = {},
  ): string {
    const id = this.#id('trf');
    this.transfers += 1;
    this.#add('point_transfers', [id, book.memberId, 'points', kind, debit, credit, amount, BRAND, `act${id.slice(3, -2)}00`, 'rul_earn', reversesId, null, holdId, at, dayOf(at), at]); // prettier-ignore
    return id;
  }

  #draw(transferId: string, book: Book, lot: OpenLot, amount: number, at: number): void {
    lot.remaining -= amount;
    this.#add('point_draws', [transferId, lot.id, book.memberId, amount, at]);
  }

  #id(prefix: string): string {
    return `${prefix}_01HKBENCH1${String(this.#count++).padStart(14, '0')}${nth(1)}`;
  }

  #add(table: Table, row: Row): void {
    const rows = this.#rows.get(table);
    if (rows) rows.push(row);
    else this.#rows.set(table, [row]);
  }
}

function sum(lots: readonly OpenLot[], of: (lot: OpenLot) => number): number {
  return lots.reduce((total, lot) => total + of(lot), 0);
}

const days = new Map<number, string>();

function dayOf(at: number): string {
  const day = Math.floor(at / DAY_MS);
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(at).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}
