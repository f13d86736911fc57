import type { Instant } from '../../kernel/clock.js';
import type { State } from '../../kernel/participant.js';
import type { Live, Promised, Use } from './grants.js';
import type { Room } from './limits.js';
import type { Purchase } from './purchases/purchase.js';
import type { Held } from './packages/held.js';

export interface BenefitsSlice {
  /** Grants that what is decided on is about, and those made meanwhile. */
  readonly grants: ReadonlyMap<string, Promised>;
  /** Purchases that what is decided on is about, and those made meanwhile. */
  readonly purchases: ReadonlyMap<string, Purchase>;
  /** When something was issued to the member, or reserved for it, that this drain knows of, by benefit. */
  readonly issuedAts: ReadonlyMap<string, readonly Instant[]>;
  /** What limits leave, where that was found out. */
  readonly rooms: ReadonlyMap<string, Room>;
  /** What is left of the stock for this member, where that was found out. */
  readonly stock: ReadonlyMap<string, number>;
  /** Packages that what is decided on is about, and those given meanwhile. */
  readonly packages: ReadonlyMap<string, Held>;
  /** When times begin that the member has booked, by the use that is held for them; known where an order is given back. */
  readonly bookings: ReadonlyMap<string, Instant>;
  /** What the member held at first of what rules ask for, by grant. */
  readonly held: ReadonlyMap<string, Live>;
}

/** What a member was denied. */
export type Denied = { readonly benefit: string } & ({ readonly room: Room } | { readonly stock: number });

export const emptySlice: BenefitsSlice = {
  grants: new Map(),
  purchases: new Map(),
  issuedAts: new Map(),
  rooms: new Map(),
  stock: new Map(),
  packages: new Map(),
  bookings: new Map(),
  held: new Map(),
};

export function sliceIn(state: State): BenefitsSlice {
  return state.slices['benefits'] as BenefitsSlice;
}

export function deny(slice: BenefitsSlice, denied: Denied): BenefitsSlice {
  if ('room' in denied) return { ...slice, rooms: new Map(slice.rooms).set(denied.benefit, denied.room) };
  return { ...slice, stock: new Map(slice.stock).set(denied.benefit, denied.stock) };
}

/** The slice after a grant was made or changed. What was bought is counted with its purchase, from when it was reserved. */
export function withGrant(slice: BenefitsSlice, grant: Promised, takesUnit: boolean): BenefitsSlice {
  const next = { ...slice, grants: new Map(slice.grants).set(grant.id, grant) };
  const counted = slice.grants.has(grant.id)
    ? { ...next, issuedAts: withoutRevoked(slice.issuedAts, grant) }
    : grant.source === 'purchase'
      ? next
      : withIssued(next, grant.benefit, grant.issuedAt);
  return takesUnit ? withUnitTaken(counted, grant.benefit) : counted;
}

/** The slice after a package was given, or went on. */
export function withPackage(slice: BenefitsSlice, held: Held): BenefitsSlice {
  return { ...slice, packages: new Map(slice.packages).set(held.id, held) };
}

/** What was taken back counts under no limit, as in the rows. */
function withoutRevoked(issuedAts: BenefitsSlice['issuedAts'], { benefit, over, issuedAt }: Promised): BenefitsSlice['issuedAts'] {
  const known = issuedAts.get(benefit) ?? [];
  const at = over === 'revoked' ? known.indexOf(issuedAt) : -1;
  return at < 0 ? issuedAts : new Map(issuedAts).set(benefit, known.toSpliced(at, 1));
} // prettier-ignore

/** The slice after a purchase was begun or went on. */
export function withPurchase(slice: BenefitsSlice, purchase: Purchase, takesUnit = false): BenefitsSlice {
  const { id, benefit, reservedAt } = purchase;
  const isCountedAnew = slice.purchases.get(id)?.reservedAt !== reservedAt;
  const next = { ...slice, purchases: new Map(slice.purchases).set(id, purchase) };
  const counted = isCountedAnew ? withIssued(next, benefit, reservedAt) : next;
  return takesUnit ? withUnitTaken(counted, benefit) : counted;
}

function withIssued(slice: BenefitsSlice, benefit: string, at: Instant): BenefitsSlice {
  const issuedAts = new Map(slice.issuedAts).set(benefit, [...(slice.issuedAts.get(benefit) ?? []), at]);
  const room = slice.rooms.get(benefit);
  const rooms = room ? new Map(slice.rooms).set(benefit, { ...room, left: room.left - 1 }) : slice.rooms;
  return { ...slice, issuedAts, rooms };
}

function withUnitTaken(slice: BenefitsSlice, benefit: string): BenefitsSlice {
  const left = slice.stock.get(benefit);
  return left === undefined ? slice : { ...slice, stock: new Map(slice.stock).set(benefit, left - 1) };
}

const GRANT = ['id', 'benefit', 'status', 'code', 'brandId', 'causeId', 'source', 'orderId', 'reason', 'instead', 'packageIssueId', 'usesMax', 'valueMinor', 'issuedAt', 'claimedAt', 'usableFrom', 'expiresAt', 'endedAt'] as const; // prettier-ignore
const USE = ['id', 'grantId', 'benefit', 'status', 'amountMinor', 'orderId', 'brandId', 'storeId', 'causeId', 'heldAt', 'expiresAt', 'redeemedAt', 'endedAt', 'multipliedId'] as const; // prettier-ignore

export const GRANT_COLUMNS: readonly string[] = GRANT;
export const USE_COLUMNS: readonly string[] = USE;

const OVER: ReadonlySet<string> = new Set(['used', 'expired', 'revoked', 'owed']);

/** Grants with their uses, from the rows of the state query. */
export function grantsOfRows(
  grants: readonly (readonly unknown[])[],
  uses: readonly (readonly unknown[])[],
): Map<string, Promised> {
  const byGrant = new Map<string, Map<string, Use>>();
  for (const row of uses) {
    const use = keyed(USE, row) as Use;
    byGrant.set(use.grantId, (byGrant.get(use.grantId) ?? new Map<string, Use>()).set(use.id, use));
  }
  return new Map(
    grants.map((row) => {
      const { status, ...grant } = keyed(GRANT, row) as Promised & { status: string };
      const over = OVER.has(status) ? (status as Promised['over']) : null;
      return [grant.id, { ...grant, over, uses: [...(byGrant.get(grant.id)?.values() ?? [])] }];
    }),
  );
}

export function keyed(columns: readonly string[], row: readonly unknown[]): unknown {
  return Object.fromEntries(columns.map((column, at) => [column, row[at]]));
}
