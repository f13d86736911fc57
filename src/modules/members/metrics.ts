import type { Activity } from '../../kernel/activity.js';
import type { Day } from '../../kernel/calendar.js';
import { addDays, dayNumber } from '../../kernel/calendar.js';
import type { Value } from '../../kernel/expression/index.js';
import { share } from '../../kernel/money.js';
import { spendByCategory } from './purchase.js';

/** The figures of one member, as `member_metrics` stores them. */
export interface Figures {
  readonly sequence: number;
  readonly orders: number;
  readonly spendMinor: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly interactions: number;
  readonly firstOrderAt: number | null;
  readonly lastOrderAt: number | null;
  readonly lastActivityAt: number | null;
  /** The day of the last order in the program's zone, in days since 1970. */
  readonly lastOrderDay: number | null;
}

export interface DayTotals {
  readonly orders: number;
  readonly spendMinor: number;
  readonly interactions: number;
}

/** An order this member placed, with what was given back of it so far. */
export interface Order {
  readonly activityId: string;
  readonly brandId: string;
  readonly occurredOn: Day;
  readonly amountMinor: number;
  readonly refundedMinor: number;
  readonly payload: Activity['payload'];
}

export interface MemberSlice {
  readonly figures: Figures;
  /** Stored days of the widest window rules look at, by `dayKey`. */
  readonly days: ReadonlyMap<string, DayTotals>;
  /** What this drain adds to them. */
  readonly moved: ReadonlyMap<string, DayTotals>;
  /** Orders that refunds of this drain may be about, by `orderKey`. */
  readonly orders: ReadonlyMap<string, Order>;
  /** What the profile says, where a rule asks; null where none does. */
  readonly profile: Profile | null;
  /** Values of the program's own attributes by the ids of those, where a rule asks. */
  readonly values: ReadonlyMap<string, Value>;
}

/** What rules may know of a profile. */
export interface Profile {
  readonly channel: string | null;
  readonly birthday: Day | null;
  readonly locale: string | null;
}

export const noFigures: Figures = {
  sequence: 0,
  orders: 0,
  spendMinor: 0,
  refunds: 0,
  refundedMinor: 0,
  interactions: 0,
  firstOrderAt: null,
  lastOrderAt: null,
  lastActivityAt: null,
  lastOrderDay: null,
};

/** The whole of a day has the empty category. */
export const WHOLE_DAY = '';

export function dayKey(day: Day, category: string): string {
  return `${day}|${category}`;
}

/** Order ids are a brand's own. */
export function orderKey(brandId: string, orderId: string): string {
  return `${brandId}|${orderId}`;
}

/** Counts one fact: pure, at `occurredAt`, whatever order facts arrive in. */
export function fold(slice: MemberSlice, activity: Activity): MemberSlice {
  if (activity.type === 'purchase') return foldPurchase(slice, activity);
  if (activity.type === 'refund') return foldRefund(slice, activity);
  if (activity.externalId === null) return step(slice, {}); // what the house records itself is no act of the member
  return foldInteraction(slice, activity);
}

/** Net spend in minor units over `(to − days, to]`, of one category or of all. */
export function spendWithin(slice: MemberSlice, days: number, to: Day, category: string = WHOLE_DAY): number {
  return sumWithin(slice, days, to, category, (totals) => totals.spendMinor);
}

/** Orders over `(to − days, to]`. */
export function ordersWithin(slice: MemberSlice, days: number, to: Day): number {
  return sumWithin(slice, days, to, WHOLE_DAY, (totals) => totals.orders);
}

/** Acts other than purchases over `(to − days, to]`. */
export function interactionsWithin(slice: MemberSlice, days: number, to: Day): number {
  return sumWithin(slice, days, to, WHOLE_DAY, (totals) => totals.interactions);
}

/** Days with an act other than a purchase over `(to − days, to]`. */
export function interactionDaysWithin(slice: MemberSlice, days: number, to: Day): number {
  const after = addDays(to, -days);
  const active = new Set<Day>();
  for (const source of [slice.days, slice.moved]) {
    for (const [key, { interactions }] of source) {
      const day = key.slice(0, 10);
      if (interactions > 0 && day > after && day <= to && key.slice(11) === WHOLE_DAY) active.add(day);
    }
  }
  return active.size;
}

function sumWithin(
  slice: MemberSlice,
  days: number,
  to: Day,
  category: string,
  of: (totals: DayTotals) => number,
): number {
  const after = addDays(to, -days);
  let sum = 0;
  for (const source of [slice.days, slice.moved]) {
    for (const [key, totals] of source) {
      const day = key.slice(0, 10);
      if (day > after && day <= to && key.slice(11) === category) sum += of(totals);
    }
  }
  return sum;
}

function foldPurchase(slice: MemberSlice, activity: Activity): MemberSlice {
  const { figures } = slice;
  const amount = activity.amountMinor ?? 0;
  const at = activity.occurredAt;
  const day = dayNumber(activity.occurredOn);
  const moved = new Map(slice.moved);
  move(moved, activity.occurredOn, WHOLE_DAY, { orders: 1, spendMinor: amount, interactions: 0 });
  for (const [category, spendMinor] of spendByCategory(activity.payload)) {
    move(moved, activity.occurredOn, category, { orders: 1, spendMinor, interactions: 0 });
  }
  const next = step(
    { ...slice, moved, orders: withOrder(slice.orders, activity) },
    {
      orders: figures.orders + 1,
      spendMinor: figures.spendMinor + amount,
      firstOrderAt: Math.min(figures.firstOrderAt ?? at, at),
      lastOrderAt: Math.max(figures.lastOrderAt ?? at, at),
      lastOrderDay: Math.max(figures.lastOrderDay ?? day, day),
    },
  );
  return acted(next, at);
}

function withOrder(orders: MemberSlice['orders'], activity: Activity): MemberSlice['orders'] {
  if (activity.subjectId === null) return orders;
  const { id: activityId, brandId, occurredOn, payload } = activity;
  const order = { activityId, brandId, occurredOn, payload, amountMinor: activity.amountMinor ?? 0, refundedMinor: 0 };
  return new Map(orders).set(orderKey(brandId, activity.subjectId), order);
}

/** A linked refund counts on the day of its order, so that windows see the order net; one without a link on its own day. */
function foldRefund(slice: MemberSlice, activity: Activity): MemberSlice {
  const { figures } = slice;
  const amount = activity.amountMinor ?? 0;
  const key = activity.subjectId === null ? '' : orderKey(activity.brandId, activity.subjectId);
  const order = slice.orders.get(key);
  const isWhole = order !== undefined && order.amountMinor > 0 && order.refundedMinor + amount >= order.amountMinor;
  const day = order?.occurredOn ?? activity.occurredOn;
  const moved = new Map(slice.moved);
  move(moved, day, WHOLE_DAY, { orders: isWhole ? -1 : 0, spendMinor: -amount, interactions: 0 });
  for (const [category, spendMinor] of refundByCategory(order, amount, activity)) {
    move(moved, day, category, { orders: isWhole ? -1 : 0, spendMinor: -spendMinor, interactions: 0 });
  }
  const orders = order
    ? new Map(slice.orders).set(key, { ...order, refundedMinor: order.refundedMinor + amount })
    : slice.orders;
  return step(
    { ...slice, moved, orders },
    {
      orders: figures.orders - (isWhole ? 1 : 0),
      spendMinor: figures.spendMinor - amount,
      refunds: figures.refunds + 1,
      refundedMinor: figures.refundedMinor + amount,
    },
  );
}

/** By the refund's own lines where it has them, else every category of the order in proportion. */
function refundByCategory(order: Order | undefined, amount: number, activity: Activity): Map<string, number> {
  const own = spendByCategory(activity.payload);
  if (own.size > 0 || !order || order.amountMinor === 0) return own;
  const refunded = order.refundedMinor;
  const shares = new Map<string, number>();
  for (const [category, spent] of spendByCategory(order.payload)) {
    const upTo = (part: number) => share(spent, Math.min(part, order.amountMinor), order.amountMinor);
    shares.set(category, upTo(refunded + amount) - upTo(refunded));
  }
  return shares;
}

function foldInteraction(slice: MemberSlice, activity: Activity): MemberSlice {
  const moved = new Map(slice.moved);
  move(moved, activity.occurredOn, WHOLE_DAY, { orders: 0, spendMinor: 0, interactions: 1 });
  return acted(step({ ...slice, moved }, { interactions: slice.figures.interactions + 1 }), activity.occurredAt);
}

function step(slice: MemberSlice, figures: Partial<Figures>): MemberSlice {
  return { ...slice, figures: { ...slice.figures, ...figures, sequence: slice.figures.sequence + 1 } };
}

function acted(slice: MemberSlice, at: number): MemberSlice {
  const lastActivityAt = Math.max(slice.figures.lastActivityAt ?? at, at);
  return { ...slice, figures: { ...slice.figures, lastActivityAt } };
}

function move(moved: Map<string, DayTotals>, day: Day, category: string, by: DayTotals): void {
  const key = dayKey(day, category);
  const before = moved.get(key);
  moved.set(key, {
    orders: (before?.orders ?? 0) + by.orders,
    spendMinor: (before?.spendMinor ?? 0) + by.spendMinor,
    interactions: (before?.interactions ?? 0) + by.interactions,
  });
}
