import { BOOKING_STATUSES, bookingsServedBy, markedFrom, ServiceBooking } from '../../src/modules/benefits/index.js';
import { addDays, dayOf, startOfDay } from '../../src/kernel/calendar.js';
import { newId } from '../../src/kernel/id.js';
import { storeOf, storeOfProgram } from '../../src/modules/brands/index.js';
import type { Filter, Row } from '../adapter/table.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { isDay } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import { withBrands } from './brands.js';
import type { Deed } from './deed.js';
import { withMembers } from './member-names.js';
import { mutate } from './mutate.js';
import { ofBenefit, withBenefits } from './names.js';
import type { Shelf } from './shelf.js';

const MARK = `mutation MarkBooking($id: ID!, $mark: BookingMark!, $key: String!) {
  bookingMark(bookingId: $id, mark: $mark, idempotencyKey: $key) { errors { message path } } }`;
const CANCEL = `mutation CancelBooking($id: ID!, $key: String!) {
  slotCancel(bookingId: $id, idempotencyKey: $key) { errors { message path } } }`;

const scope = 'benefits:redeem';
const isFor = ({ status }: Row): boolean => status === 'booked';

/** Offered when its time has come. */
function marking(name: Deed['name'], act: 'attend' | 'miss', mark: string, icon: string): Deed {
  const isDue = (row: Row, { house }: Desk) =>
    house.clock.now() >= markedFrom({ startsAt: Number(row['startsAt']) }, act);
  return {
    name,
    scope,
    icon,
    isFor: (row, desk) => isFor(row) && isDue(row, desk),
    run: (desk, _sent, id) => mutate(desk, MARK, { id, mark, key: newId('req') }),
  };
}

const cancel: Deed = {
  name: 'cancelBooking',
  scope,
  icon: 'XCircle',
  isGrave: true,
  isFor,
  help: 'cancelBookingHelp',
  run: (desk, _sent, id) => mutate(desk, CANCEL, { id, key: newId('req') }),
};

/** Those that begin on a day, in the zone of the program. */
const ofDay: Filter = {
  look: 'day',
  condition: (day, { house }) => {
    if (!isDay(day)) return null;
    const { zone } = house.programs.current();
    return {
      text: 'startsAt >= ? AND startsAt < ?',
      params: [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)],
    };
  },
};

/** Times that were booked: those of today and to come, the next first, then those that are over; a clerk sees those of its store. */
export const bookingsShelf: Shelf = {
  icon: 'Calendar',
  deeds: [marking('attended', 'attend', 'ATTENDED', 'Check'), marking('missed', 'miss', 'NO_SHOW', 'UserX'), cancel],
  table: {
    id: 'bookings',
    entity: ServiceBooking,
    scope,
    seen: ({ caller }) => {
      const { where, params } = bookingsServedBy(caller);
      return { text: `1 = 1${where}`, params };
    },
    columns: {
      id: 'code', memberId: 'code', grantId: 'code', benefit: 'code', brandId: 'code', storeId: 'code', startsAt: 'instant', endsAt: 'instant', status: 'choice', bookedAt: 'instant', cancelUntil: 'instant', endedAt: 'instant',
    }, // prettier-ignore
    added: { place: 'text', benefitName: 'benefit', member: 'member', brand: 'text', markedAt: 'instant' },
    list: ['startsAt', 'place', 'benefitName', 'member', 'status', 'bookedAt'],
    page: [
      'startsAt',
      'endsAt',
      'benefitName',
      'place',
      'member',
      'brand',
      'status',
      'bookedAt',
      'cancelUntil',
      'markedAt',
      'grantId',
      'id',
    ],
    narrow: ['startsAt', 'benefitName', 'member'],
    order: ['startsAt', 'id'],
    turnsAt: ({ house }) => {
      const { zone } = house.programs.current();
      return startOfDay(dayOf(house.clock.now(), zone), zone); // who came today is marked today
    },
    filters: { day: ofDay, benefit: ofBenefit, status: equals('status', BOOKING_STATUSES), storeId: equals('storeId') },
    present: async (rows, desk) => {
      const whose = rows.map((row) => told(desk, row));
      return withMembers(await withBenefits(await withBrands(whose, desk), desk), desk);
    },
  },
};

/** Who comes is not told to a clerk, who meets members one by one. */
function told(desk: Desk, row: Row): Row {
  const { storeId, memberId } = row as { storeId: string | null; memberId: string };
  const store = storeId === null ? null : storeOfProgram(desk.house.programs.current(), storeId);
  const isClerk = desk.caller.metSince !== undefined || storeOf(desk.caller) !== null;
  const place = storeId === null ? textsIn(desk.locale).terms.online : (store?.name[desk.locale] ?? storeId);
  return { ...row, place, memberId: isClerk ? null : memberId, markedAt: row['endedAt'] };
}
