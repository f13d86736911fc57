import type { Effect } from '../../kernel/effect.js';
import { addDays } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import { refuse } from '../../kernel/refusal.js';
import type { Draw, Lot, WalletRule } from './lots.js';

export interface Account {
  readonly available: number;
  readonly pending: number;
  readonly earned: number;
}

/** Where a member's points stand while a drain decides. */
export interface PointsSlice {
  readonly accounts: ReadonlyMap<string, Account>;
  /** The lots this drain may move, and those it opened. */
  readonly lots: ReadonlyMap<string, Lot>;
  /** Earned net of take-backs, by `wallet|day`, as far back as a tier looks. */
  readonly earnedDays: ReadonlyMap<string, number>;
}

export interface PointsPart {
  readonly zone: string;
  readonly wallets: ReadonlyMap<string, WalletRule>;
}

/** What a caller or a rule asks for, by kind. */
export interface Intent {
  readonly earn: { readonly wallet: string; readonly amount: number };
  readonly spend: { readonly wallet: string; readonly amount: number };
  /** `lotId`: the lot the points came from, or null when nobody can tell. */
  readonly takeBack: {
    readonly wallet: string;
    readonly amount: number;
    readonly lotId: string | null;
    readonly reversesId?: string;
  };
  readonly giveBack: { readonly wallet: string; readonly draws: readonly Draw[]; readonly reversesId: string };
  readonly lot: { readonly lotId: string };
}

/** What it came to: everything that is written, spelled out. */
export interface Settled {
  readonly kind: 'earn' | 'spend' | 'take_back' | 'give_back' | 'mature' | 'expire';
  readonly wallet: string;
  /** How the balance changes. */
  readonly amount: number;
  readonly draws: readonly Draw[];
  readonly lot?: Lot;
  /** The lot a refund claims from, with all it claims: also what had been spent. */
  readonly claims?: Draw;
  readonly matures?: string;
  readonly reversesId?: string;
}

export const emptySlice: PointsSlice = { accounts: new Map(), lots: new Map(), earnedDays: new Map() };

const emptyAccount: Account = { available: 0, pending: 0, earned: 0 };

/** The rule of a wallet. Refuses UNKNOWN_WALLET. */
export function walletOf(part: PointsPart, code: string): WalletRule {
  return part.wallets.get(code) ?? refuse('UNKNOWN_WALLET', { wallet: code }, ['wallet']);
}

export function accountOf(slice: PointsSlice, wallet: string): Account {
  return slice.accounts.get(wallet) ?? emptyAccount;
}

/** Points earned over `(to − days, to]`, net of what refunds took back. */
export function earnedWithin(slice: PointsSlice, wallet: string, days: number, to: Day): number {
  const after = addDays(to, -days);
  let sum = 0;
  for (const [key, earned] of slice.earnedDays) {
    const day = key.slice(-10);
    if (key.slice(0, -11) === wallet && day > after && day <= to) sum += earned;
  }
  return sum;
}

/** The slice after an effect: pure arithmetic, the same for the live path, a dry run and a simulation. */
export function foldSettled(slice: PointsSlice, effect: Effect<Settled>): PointsSlice {
  const { wallet, lot, draws, claims, matures } = effect.intent;
  const lots = new Map(slice.lots);
  const earnedDays = new Map(slice.earnedDays);
  let { available, pending, earned } = accountOf(slice, wallet);
  const earn = (day: Day, amount: number) => {
    earned += amount;
    const key = `${wallet}|${day}`;
    earnedDays.set(key, (earnedDays.get(key) ?? 0) + amount);
  };
  if (lot) {
    lots.set(lot.id, lot);
    earn(lot.occurredOn, lot.amount);
    if (lot.isPending) pending += lot.amount;
    else available += lot.amount;
  }
  for (const { lotId, amount } of draws) {
    const drawn = needLot(lots, lotId);
    lots.set(lotId, { ...drawn, remaining: drawn.remaining - amount });
    if (drawn.isPending) pending -= amount;
    else available -= amount;
  }
  if (claims) {
    const claimed = needLot(lots, claims.lotId);
    lots.set(claims.lotId, { ...claimed, reversed: claimed.reversed + claims.amount });
    earn(claimed.occurredOn, -claims.amount);
  }
  if (matures) {
    const matured = needLot(lots, matures);
    lots.set(matures, { ...matured, isPending: false });
    pending -= matured.remaining;
    available += matured.remaining;
  }
  const accounts = new Map(slice.accounts).set(wallet, { available, pending, earned });
  return { accounts, lots, earnedDays };
}

function needLot(lots: ReadonlyMap<string, Lot>, lotId: string): Lot {
  const lot = lots.get(lotId);
  if (!lot) throw new Error(`Lot ${lotId} is not in the loaded state`);
  return lot;
}
