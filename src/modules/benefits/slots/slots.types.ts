import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { Node } from '../../../kernel/graphql/node.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import { GrantPayload } from '../grants.types.js';
import type { BookingAct, BookingStatus } from './booking-acts.js';

export const BookingStatusName = { BOOKED: 'booked', ATTENDED: 'attended', NO_SHOW: 'no-show', CANCELLED: 'cancelled' } as const satisfies Record<string, BookingStatus>; // prettier-ignore
export const BookingMark = { ATTENDED: 'attend', NO_SHOW: 'miss' } as const satisfies Record<string, BookingAct>;
export const BookingAction = { CANCEL: 'CANCEL', MARK: 'MARK' } as const;

registerEnumType(BookingStatusName, {
  name: 'BookingStatus',
  description: 'How a booking stands.',
  valuesConfig: {
    BOOKED: { description: 'The time is kept for the member.' },
    ATTENDED: {
      description:
        'The member came, or nobody said within three days of the end that it did not: the benefit was used.',
    },
    NO_SHOW: { description: 'The member did not come: the benefit was used all the same.' },
    CANCELLED: { description: 'It was cancelled: the benefit is there again.' },
  },
});
registerEnumType(BookingMark, {
  name: 'BookingMark',
  description: 'What is said of a booking when its time has come.',
  valuesConfig: {
    ATTENDED: { description: 'The member came; from an hour before on.' },
    NO_SHOW: { description: 'The member did not come; from its beginning on.' },
  },
});
registerEnumType(BookingAction, {
  name: 'BookingAction',
  description: 'What may be done with a booking now.',
  valuesConfig: {
    CANCEL: { description: '`slotCancel` may be called.' },
    MARK: { description: '`bookingMark` may be called: from an hour before the time on.' },
  },
});

@ObjectType('ServiceSlot', { simpleResolvers: true, description: 'A time of a service.' })
export class ServiceSlotType {
  @Field(() => ID, { nullable: true, description: 'The store; null online.' })
  storeId!: string | null;

  @Field(() => DateTime, { description: 'When it begins: what `slotBook` takes.' })
  startsAt!: number;

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: number;

  @Field(() => Int, { description: 'How many members it has room for.' })
  capacity!: number;

  @Field(() => Int, { description: 'How many more may book it.' })
  free!: number;
}

@ObjectType('Booking', { simpleResolvers: true, implements: Node, description: 'A time of a service that is kept for a member.' })
@Access({ brand: 'benefits:read', member: true })
export class BookingType implements Node {
  readonly id!: string;

  @Field(() => ID, { description: 'The grant that is used for it.' })
  grantId!: string;

  @Field(() => BenefitType, { nullable: true, description: 'The service; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => ID, { description: 'The brand whose service it is.' })
  brandId!: string;

  @Field(() => ID, { nullable: true, description: 'The store; null online.' })
  storeId!: string | null;

  @Field(() => DateTime, { description: 'When it begins.' })
  startsAt!: number;

  @Field(() => DateTime, { description: 'When it ends.' })
  endsAt!: number;

  @Field(() => BookingStatusName, { description: 'How it stands.' })
  status!: BookingStatus;

  @Field(() => DateTime, { description: 'When it was booked.' })
  bookedAt!: number;

  @Field(() => DateTime, { description: 'Until when the member may cancel it.' })
  cancelUntil!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was marked, cancelled, or settled by itself.' })
  endedAt!: number | null;
} // prettier-ignore

export const BookingConnection = connectionOf(BookingType, 'Booking', 'bookings of services, the earliest first');

/** What every mutation about a booking answers. */
@ObjectType({ simpleResolvers: true })
export abstract class BookingPayload extends GrantPayload {
  /** Not told: the booking is looked up when it is asked for. */
  readonly bookingId!: string | null;
}

@ObjectType('SlotBookPayload', { simpleResolvers: true, description: 'A time that was booked.' })
export class SlotBookPayload extends BookingPayload {}

@ObjectType('SlotCancelPayload', { simpleResolvers: true, description: 'A booking that was cancelled.' })
export class SlotCancelPayload extends BookingPayload {}

@ObjectType('BookingMarkPayload', { simpleResolvers: true, description: 'A booking of which it is known whether the member came.' })
export class BookingMarkPayload extends BookingPayload {} // prettier-ignore
