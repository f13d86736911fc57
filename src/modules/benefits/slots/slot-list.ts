import type { RequestContext } from '../../../kernel/graphql/context.js';
import { DAY_MS } from '../../../kernel/calendar.js';
import { idAbout } from '../../../kernel/id.js';
import { refuse, refuseInput } from '../../../kernel/refusal.js';
import type { ReadSession } from '../../../kernel/session.js';
import { requireStore, storeOf } from '../../brands/index.js';
import { brandIdOf } from '../benefit-list.js';
import { benefitNamed } from '../claiming.js';
import type { Offered } from '../compile.js';
import type { Slots } from '../terms.js';
import type { SlotTime } from './slot-times.js';
import { bookable, slotTimes } from './slot-times.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

const RANGE_DAYS_MAX = 31;
const SLOTS_MAX = 1_000;
export const ONLINE = 'online';

/** Where a service is had: at a store of its brand, or online. */
export interface SlotPlace {
  readonly slots: Slots;
  readonly brandId: string;
  readonly storeId: string | null;
}

/** A time with what is left of it. */
export interface Slot extends SlotTime {
  readonly storeId: string | null;
  readonly capacity: number;
  readonly free: number;
}

/** The store that is named, of a till and a clerk their own, or online. Refuses NO_SLOTS for a benefit without times, NOT_FOUND, STORE_CLOSED, and NOT_GOOD_HERE for a place it is not had at. */
export function slotPlace(session: ReadSession, offered: Offered, named: string | null): SlotPlace {
  const storeId = named ?? storeOf(session.caller);
  const slots = offered.slots ?? refuse('NO_SLOTS', { benefit: offered.code }, ['benefitId']);
  const brandId = brandIdOf({ session }, offered);
  if (storeId === null) return slots.isOnline ? { slots, brandId, storeId } : refuse('NOT_GOOD_HERE', {}, ['storeId']);
  const store = requireStore(session, { storeId }, brandId);
  return slots.stores.includes(store.code) ? { slots, brandId, storeId: store.id } : refuse('NOT_GOOD_HERE', {}, ['storeId']); // prettier-ignore
}

export function slotIdOf(benefit: string, storeId: string | null, startsAt: number): string {
  return idAbout('slt', benefit, storeId ?? ONLINE, String(startsAt));
}

/** The times that can be booked within a range, with what is free of each. Refuses as `slotPlace`, INVALID_INPUT for more than 31 days or 1,000 times. */
export async function freeSlots(context: RequestContext, asked: { readonly benefitId: string; readonly storeId: string | null; readonly from: number | null; readonly to: number | null }): Promise<Slot[]> {
  const { session } = context;
  const offered = benefitNamed(context, asked.benefitId);
  const { slots, storeId } = slotPlace(session, offered, asked.storeId);
  const open = bookable(slots, session.now);
  const from = Math.max(asked.from ?? open.from, open.from);
  const to = Math.min(asked.to ?? from + RANGE_DAYS_MAX * DAY_MS, open.to + 1);
  if (asked.to !== null && asked.to - (asked.from ?? session.now) > RANGE_DAYS_MAX * DAY_MS) refuseInput(reasons.daysAtOnce(RANGE_DAYS_MAX), ['to']);
  const times = from < to ? slotTimes(slots, from, to, session.house.programs.current().zone) : [];
  if (times.length > SLOTS_MAX) refuseInput(reasons.timesAtOnce(SLOTS_MAX), ['to']);
  const taken = await takenOf(session, offered.code, storeId, from, to);
  return times.map((time) => ({ ...time, storeId, capacity: slots.capacity, free: Math.max(0, slots.capacity - (taken.get(time.startsAt) ?? 0)) }));
} // prettier-ignore

async function takenOf({ sql }: ReadSession, benefit: string, storeId: string | null, from: number, to: number): Promise<Map<number, number>> {
  const text = 'SELECT startsAt, taken FROM service_slots WHERE benefit = ? AND place = ? AND startsAt >= ? AND startsAt < ?';
  const rows = await sql.rows<{ startsAt: number; taken: number }>(text, [benefit, storeId ?? ONLINE, from, to]);
  return new Map(rows.map(({ startsAt, taken }) => [startsAt, taken]));
} // prettier-ignore
