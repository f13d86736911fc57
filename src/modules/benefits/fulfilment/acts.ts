import type { Instant } from '../../../kernel/clock.js';
import { DAY_MS } from '../../../kernel/calendar.js';
import { refuse } from '../../../kernel/refusal.js';

export const FULFILMENT_STATUSES = ['needs-address', 'to-ship', 'shipped', 'received', 'returned', 'cancelled'] as const; // prettier-ignore
export type FulfilmentStatus = (typeof FULFILMENT_STATUSES)[number];

/** What whoever ships may do; the others come about by the member, its grant or time. */
export const SHIPPER_ACTS = ['ship', 'receive', 'return', 'resend', 'restock', 'revoke'] as const;
export type ShipperAct = (typeof SHIPPER_ACTS)[number];
export type Act = ShipperAct | 'address' | 'ask-again' | 'forget' | 'end';

/** Everything that can become of a parcel: what is not in here does not happen. */
export const TABLE: Readonly<Record<Act, Readonly<Partial<Record<FulfilmentStatus, FulfilmentStatus>>>>> = {
  address: { 'needs-address': 'to-ship', 'to-ship': 'to-ship' },
  ship: { 'to-ship': 'shipped' },
  receive: { shipped: 'received' },
  return: { shipped: 'returned', received: 'returned' },
  resend: { returned: 'to-ship' },
  /** Sent again, but the address was erased meanwhile. */
  'ask-again': { returned: 'needs-address' },
  restock: { returned: 'cancelled' },
  revoke: { 'needs-address': 'cancelled', 'to-ship': 'cancelled', returned: 'cancelled' },
  /** The grant has died or was taken back. */
  end: { 'needs-address': 'cancelled', 'to-ship': 'cancelled' },
  /** The address is erased before it was used. */
  forget: { 'to-ship': 'needs-address' },
};

/** A parcel as it is stored. */
export interface Parcel {
  readonly id: string;
  readonly memberId: string;
  readonly grantId: string;
  readonly benefit: string;
  /** The brand that ships it. */
  readonly brandId: string;
  /** The brand on whose act the grant was issued. */
  readonly grantBrandId: string;
  readonly status: FulfilmentStatus;
  /** The use of the grant: held from the address on, redeemed once it is shipped. */
  readonly useId: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly shipments: number;
  readonly shipDays: number;
  readonly eraseDays: number;
  /** By when it is to be shipped. */
  readonly dueAt: Instant | null;
  /** `dueAt` while nobody has heard that it is late. */
  readonly alarmAt: Instant | null;
  /** When the address is erased by itself. */
  readonly eraseAt: Instant | null;
  readonly openedAt: Instant;
  /** Since when it stands as it does. */
  readonly since: Instant;
  /** Since when there is an address; null while there is none, and again once it was erased. */
  readonly addressedAt: Instant | null;
  readonly shippedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly note: string | null;
}

/** What is said of a shipment, and why something was done. */
export interface Said {
  readonly carrier?: string | null;
  readonly trackingNumber?: string | null;
  readonly reason?: string | null;
}

/** A parcel nobody reports on counts as arrived after so many days, for erasing its address. */
export const ARRIVES_DAYS = 30;

export function isPossible(act: Act, status: FulfilmentStatus): boolean {
  return TABLE[act][status] !== undefined;
}

/** The parcel after an act. Refuses FULFILMENT_STATE for what the table does not have. */
export function moved(parcel: Parcel, act: Act, at: Instant, said: Said = {}): Parcel {
  const status = TABLE[act][parcel.status] ?? refuse('FULFILMENT_STATE', { status: parcel.status }, []);
  const since = status === parcel.status ? parcel.since : at;
  return { ...parcel, ...CHANGES[act](parcel, at, said), status, since };
}

type Change = (parcel: Parcel, at: Instant, said: Said) => Partial<Parcel>;

const waiting: Change = ({ shipDays }, at) => ({ dueAt: at + shipDays * DAY_MS, alarmAt: at + shipDays * DAY_MS, eraseAt: null }); // prettier-ignore
const over: Change = (parcel, at, { reason }) => ({ alarmAt: null, endedAt: at, eraseAt: erasedBy(parcel, at), note: reason ?? parcel.note }); // prettier-ignore

/** What changes besides how it stands. */
const CHANGES: Readonly<Record<Act, Change>> = {
  address: (parcel, at) => ({ ...(parcel.status === 'to-ship' ? {} : waiting(parcel, at, {})), addressedAt: at }),
  ship: (parcel, at, { carrier = null, trackingNumber = null }) => ({ carrier, trackingNumber, shipments: parcel.shipments + 1, shippedAt: at, alarmAt: null, eraseAt: erasedBy(parcel, at, ARRIVES_DAYS) }),
  receive: (parcel, at) => ({ receivedAt: at, endedAt: at, eraseAt: erasedBy(parcel, at) }),
  return: (parcel, at, { reason }) => ({ returnedAt: at, endedAt: null, eraseAt: erasedBy(parcel, at), note: reason ?? parcel.note }),
  resend: (parcel, at, said) => ({ ...waiting(parcel, at, said), carrier: null, trackingNumber: null }),
  'ask-again': () => ({ dueAt: null, alarmAt: null, eraseAt: null, addressedAt: null, carrier: null, trackingNumber: null }),
  restock: over,
  revoke: over,
  end: over,
  forget: () => ({ dueAt: null, alarmAt: null, eraseAt: null, addressedAt: null }),
}; // prettier-ignore

function erasedBy({ addressedAt, eraseDays }: Parcel, at: Instant, more = 0): Instant | null {
  return addressedAt === null ? null : at + (eraseDays + more) * DAY_MS;
}
