import { addDays } from '../../kernel/calendar.js';
import type { Day } from '../../kernel/calendar.js';
import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import type { Hold } from './holds.js';
import type { Draw, Lot, LotSource } from './lots.js';
import type { TransferKind } from './points.entity.js';
import type { Caps, WalletRule } from './wallet-rules.js';

export interface Account {
  readonly available: number;
  readonly pending: number;
  readonly held: number;
  readonly owed: number;
  readonly earned: number;
}

/** What points paid of an order, lot by lot: `spent` but for what was reversed, `back` given back by refunds since. */
export interface PaidWith {
  readonly wallet: string;
  readonly lotId: string;
  readonly spent: number;
  readonly back: number;
}

/** Where a member's points stand while a drain decides. */
export interface PointsSlice {
  readonly accounts: ReadonlyMap<string, Account>;
  /** The lots this drain may move, and those it opened. */
  readonly lots: ReadonlyMap<string, Lot>;
  /** Holds this drain may end, and those it made. */
  readonly holds: ReadonlyMap<string, Hold>;
  /** Earned net of take-backs, by `wallet|day`, as far back as a tier looks. */
  readonly earnedDays: ReadonlyMap<string, number>;
  /** Of that what rules gave, by `wallet|day`, as far back as caps look. */
  readonly ruledDays: ReadonlyMap<string, number>;
  /** What orders were paid with in points, by `orderKey`. */
  readonly paid: ReadonlyMap<string, readonly PaidWith[]>;
  /** What brands may still issue of what they bought ahead, by `brand|wallet`; null where nobody asked. */
  readonly packs: ReadonlyMap<string, number> | null;
}

export interface PointsPart {
  readonly zone: string;
  readonly wallets: ReadonlyMap<string, WalletRule>;
  /** Wallets whose points die of inactivity. */
  readonly restless: readonly WalletRule[];
  readonly hostBrandId: string;
  /** Whether a brand issues points on a day that it bought ahead. */
  /** How many agreements say so, of any day. */
  readonly prepaidBrands: number;
  readonly isPrepaid: (brandId: string, on: Day) => boolean;
}

/** What a caller or a rule asks for, by kind. */
export interface Intent {
  readonly earn: {
    readonly wallet: string;
    readonly amount: number;
    /** A rule when nothing is said. */
    readonly source?: LotSource;
    /** Where a brand says itself when they can be spent and when they die. */
    readonly availableAt?: number;
    readonly expiresAt?: number;
  };
  readonly spend: { readonly wallet: string; readonly amount: number; readonly orderId?: string };
  /** `lotId`: the lot the points came from, or null when nobody can tell. */
  readonly takeBack: {
    readonly wallet: string;
    readonly amount: number;
    readonly lotId: string | null;
    readonly reversesId?: string;
    /** The brand it is booked for, where that is not who asks: a reversal is of the brand it reverses. */
    readonly bookedFor?: string;
  };
  readonly giveBack: {
    readonly wallet: string;
    readonly draws: readonly Draw[];
    readonly reversesId?: string;
    readonly bookedFor?: string;
    readonly orderId?: string;
  };
  readonly lot: { readonly lotId: string };
  readonly hold: { readonly wallet: string; readonly amount: number; readonly expiresAt: number; readonly orderId?: string }; // prettier-ignore
  readonly capture: { readonly holdId: string; readonly amount: number; readonly isFinal: boolean };
  readonly release: { readonly holdId: string; readonly isTimeout?: boolean };
  /** Positive to give, negative to take. */
  readonly adjust: { readonly wallet: string; readonly amount: number };
  readonly transferIn: {
    readonly wallet: string;
    readonly amount: number;
    readonly expiresAt: number | null;
    readonly issuerId: string;
    readonly funderId: string;
  };
  readonly wallet: { readonly wallet: string };
}

/** What it came to: everything that is written, spelled out. */
export interface Settled {
  /** The kind of transfer, or what happens without one. */
  readonly kind: TransferKind | 'mature' | 'hold' | 'release';
  readonly wallet: string;
  /** How the balance changes. */
  readonly amount: number;
  readonly draws: readonly Draw[];
  readonly lot?: Lot;
  /** The lot a refund claims from, with all it claims: also what had been spent. */
  readonly claims?: Draw;
  /** What of that could not be had and is taken from later earnings. */
  readonly owes?: number;
  readonly matures?: string;
  readonly reversesId?: string | undefined;
  /** What a hold reserves of lots; negative where it lets go. */
  readonly reserves?: readonly Draw[];
  /** A hold as it is afterwards. */
  readonly hold?: Hold;
  readonly orderId?: string | undefined;
}

export const emptySlice: PointsSlice = {
  accounts: new Map(),
  lots: new Map(),
  holds: new Map(),
  earnedDays: new Map(),
  ruledDays: new Map(),
  paid: new Map(),
  packs: null,
};

const emptyAccount: Account = { available: 0, pending: 0, held: 0, owed: 0, earned: 0 };

/** The rule of a wallet. Refuses UNKNOWN_WALLET. */
export function walletOf(part: PointsPart, code: string): WalletRule {
  return part.wallets.get(code) ?? refuse('UNKNOWN_WALLET', { wallet: code }, ['wallet']);
}

/** Whether points of a wallet pay for things, as the program of now says. */
export function canSpend({ programs }: Pick<House, 'programs'>, wallet: string): boolean {
  const { wallets } = programs.current().parts['points'] as PointsPart;
  return wallets.get(wallet)?.isSpendable ?? false;
}

export function accountOf(slice: PointsSlice, wallet: string): Account {
  return slice.accounts.get(wallet) ?? emptyAccount;
}

/** Points earned over `(to − days, to]`, net of what refunds took back. */
export function earnedWithin(slice: PointsSlice, wallet: string, days: number, to: Day): number {
  return sumOfDays(slice.earnedDays, wallet, addDays(to, -days), to);
}

/** What a brand may still issue of a wallet of what it bought ahead. */
export function packKey(brandId: string, wallet: string): string {
  return `${brandId}|${wallet}`;
}

/** How many points rules may still give under the caps of a wallet, for the activity `causeId` on a day. */
export function roomUnder(caps: Caps, slice: PointsSlice, wallet: string, causeId: string, on: Day): number {
  const { order = Infinity, day = Infinity, month = Infinity } = caps;
  if (Math.min(order, day, month) === Infinity) return Infinity;
  const ruled = (after: Day) => sumOfDays(slice.ruledDays, wallet, after, on);
  const yesterday = addDays(on, -1);
  const lastMonth = addDays(`${on.slice(0, 7)}-01`, -1);
  const room = Math.min(
    order === Infinity ? Infinity : order - ruledBy(slice, wallet, causeId),
    day === Infinity ? Infinity : day - ruled(yesterday),
    month === Infinity ? Infinity : month - ruled(lastMonth),
  );
  return Math.max(0, room);
}

function ruledBy({ lots }: PointsSlice, wallet: string, causeId: string): number {
  let sum = 0;
  for (const lot of lots.values()) {
    if (lot.wallet === wallet && lot.causeId === causeId && lot.source === 'rule') sum += lot.amount;
  }
  return sum;
}

/** What one wallet had on the days after `after`, up to `to`. */
function sumOfDays(days: ReadonlyMap<string, number>, wallet: string, after: Day, to: Day): number {
  let sum = 0;
  for (const [key, amount] of days) {
    const day = key.slice(-10);
    if (key.slice(0, -11) === wallet && day > after && day <= to) sum += amount;
  }
  return sum;
}
