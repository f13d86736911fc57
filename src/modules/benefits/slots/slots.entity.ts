import { Entity, Index } from 'typeorm';
import { At, Code, Count, Id, Ref } from '../../../kernel/columns.js';
import type { Booking, BookingStatus } from './booking-acts.js';

/** How many places of a time are taken. There is a row as soon as somebody has booked it; nothing points to it. */
@Entity('service_slots')
@Index('service_slots_time', ['benefit', 'place', 'startsAt'], { unique: true })
export class ServiceSlot {
  @Id() id!: string;
  @Code({ length: 26 }) benefit!: string;
  /** The id of the store; `online` without one. */
  @Ref() place!: string;
  @At() startsAt!: number;
  @Count() taken!: number;
}

/** A time somebody has booked: it holds a use of the grant until it was attended, missed or cancelled. */
@Entity('service_bookings')
@Index('service_bookings_brand', ['brandId', 'startsAt', 'id'])
@Index('service_bookings_store', ['storeId', 'startsAt', 'id'])
@Index('service_bookings_member_time', ['memberId', 'startsAt', 'id'])
@Index('service_bookings_grant', ['grantId', 'startsAt', 'id'])
@Index('service_bookings_due', ['dueAt', 'id'])
export class ServiceBooking implements Booking {
  /** The ULID of the use that is held. */
  @Id() id!: string;
  @Ref() memberId!: string;
  @Ref() grantId!: string;
  @Ref() useId!: string;
  @Code({ length: 26 }) benefit!: string;
  @Ref() brandId!: string;
  @Ref() grantBrandId!: string;
  @Ref() slotId!: string;
  @Ref({ nullable: true }) storeId!: string | null;
  @At() startsAt!: number;
  @At() endsAt!: number;
  /** When it counts as attended by itself; null once it has ended. */
  @At({ nullable: true }) dueAt!: number | null;
  @Code({ length: 16 }) status!: BookingStatus;
  @At() bookedAt!: number;
  @At() cancelUntil!: number;
  @At({ nullable: true }) endedAt!: number | null;
}
