import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { PageArgs } from '../../../kernel/graphql/connection.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { PageArguments } from '../../../kernel/graphql/page.js';
import { answer } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { DRY_RUN, KEY } from '../promise.js';
import type { BookingAct, BookingStatus } from './booking-acts.js';
import { bookingPage } from './booking-rows.js';
import { booked, ended } from './booking-told.js';
import { freeSlots } from './slot-list.js';
import { BookingConnection, BookingMark, BookingMarkPayload, BookingStatusName, ServiceSlotType, SlotBookPayload, SlotCancelPayload } from './slots.types.js'; // prettier-ignore

const WHICH = 'Which.';

@Resolver()
export class SlotsResolver {
  @Query(() => [ServiceSlotType], { description: 'The times of a service that can be booked now, in order, those that are full among them.' })
  @Access({ brand: 'catalogue:read', member: true, publishable: true })
  serviceSlots(
    @Arg('benefitId', () => ID, { description: 'The service.' }) benefitId: string,
    @Arg('storeId', () => ID, { nullable: true, description: 'Where; online when absent.' }) storeId: string | null,
    @Arg('from', () => DateTime, { nullable: true, description: 'The first may begin then; as soon as any may be booked when absent.' }) from: number | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'All begin before; at most 31 days later.' }) to: number | null,
    @Ctx() context: RequestContext,
  ): Promise<ServiceSlotType[]> {
    return freeSlots(context, { benefitId, storeId: storeId ?? null, from: from ?? null, to: to ?? null });
  }

  @Query(() => BookingConnection, { description: 'Bookings of services you give, the earliest first; a till and a clerk see those of their store.' })
  @Access({ brand: 'benefits:redeem' })
  bookings(
    @Arg('storeId', () => ID, { nullable: true, description: 'Only those of a store.' }) storeId: string | null,
    @Arg('status', () => [BookingStatusName], { nullable: true, description: 'Only those that stand so.' }) status: BookingStatus[] | null,
    @Arg('from', () => DateTime, { nullable: true, description: 'Only those that begin then or later.' }) from: number | null,
    @Arg('to', () => DateTime, { nullable: true, description: 'Only those that begin before.' }) to: number | null,
    @Args(() => PageArgs) { first, after, last, before }: PageArguments,
    @Ctx() context: RequestContext,
  ) {
    const asked = { storeId: storeId ?? null, status: status ?? null, from: from ?? null, to: to ?? null };
    return bookingPage(context, asked, { first, after, last, before });
  }

  @Mutation(() => SlotBookPayload, { description: 'Books a time with a use of a grant: one use, one booking. The grant does not die while it is booked.' })
  @Access({ brand: 'benefits:redeem', member: true })
  slotBook(
    @Arg('grantId', () => ID, { description: 'The grant of the service.' }) grantId: string,
    @Arg('storeId', () => ID, { nullable: true, description: 'Where; online when absent.' }) storeId: string | null,
    @Arg('startsAt', () => DateTime, { description: 'When: `startsAt` of one of `serviceSlots`.' }) startsAt: number,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<SlotBookPayload> {
    const wanted = { grantId, storeId: storeId ?? null, startsAt };
    const once = { mutation: 'slotBook', key, input: wanted };
    return answer<SlotBookPayload>(context, () => booked(context, { once, isDryRun }, wanted));
  }

  @Mutation(() => SlotCancelPayload, { description: 'Gives a booked time back, and the use of the grant: a member until `cancelUntil`, whoever gives the service at any time.' })
  @Access({ brand: 'benefits:redeem', member: true })
  slotCancel(
    @Arg('bookingId', () => ID, { description: WHICH }) bookingId: string,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<SlotCancelPayload> {
    const once = { mutation: 'slotCancel', key, input: { bookingId } };
    return answer<SlotCancelPayload>(context, () => ended(context, { once, isDryRun }, bookingId, 'cancel'));
  }

  @Mutation(() => BookingMarkPayload, { description: 'Says whether the member came: with both the benefit is used. What nobody marks within three days of its end counts as attended.' })
  @Access({ brand: 'benefits:redeem' })
  bookingMark(
    @Arg('bookingId', () => ID, { description: WHICH }) bookingId: string,
    @Arg('mark', () => BookingMark, { description: 'What happened.' }) mark: BookingAct,
    @Arg('idempotencyKey', () => String, { description: KEY }) key: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: DRY_RUN }) isDryRun: boolean,
    @Ctx() context: RequestContext,
  ): Promise<BookingMarkPayload> {
    const once = { mutation: 'bookingMark', key, input: { bookingId, mark } };
    return answer<BookingMarkPayload>(context, () => ended(context, { once, isDryRun }, bookingId, mark));
  }
} // prettier-ignore
