import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { memberRows } from '../../members/index.js';
import { MemberType } from '../../members/members.types.js';
import { benefitTypeByCode } from '../benefit-type.js';
import { BenefitType } from '../benefits.types.js';
import { grants } from '../grant-list.js';
import { GrantType } from '../grants.types.js';
import type { Booking } from './booking-acts.js';
import { actionsFor } from './booking-acts.js';
import { bookings, bookingsOfGrants } from './booking-rows.js';
import { BookingAction, BookingPayload, BookingType } from './slots.types.js';

type Action = keyof typeof BookingAction;

@Resolver(() => BookingType)
export class BookingFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: Booking, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => MemberType, { nullable: true, description: 'Who comes; null for a member you may not see.' })
  member(@Root() { memberId }: Booking, @Ctx() context: RequestContext) {
    return load(context, memberRows, memberId);
  }

  @FieldResolver(() => GrantType, { nullable: true, description: 'The grant that is used; null where it is not yours to see.' })
  grant(@Root() { grantId }: Booking, @Ctx() context: RequestContext) {
    return load(context, grants, grantId);
  }

  @FieldResolver(() => [BookingAction], { description: 'What may be done with it now.' })
  availableActions(@Root() booking: Booking, @Ctx() { caller, session: { now } }: RequestContext): readonly Action[] {
    return actionsFor(booking, now, caller.kind === 'member');
  }
} // prettier-ignore

@Resolver(() => GrantType)
export class GrantBookingsFields {
  @FieldResolver(() => [BookingType], { nullable: true, description: 'Times that were booked with it, the earliest first.' })
  @Access({ brand: 'benefits:read', member: true })
  async bookings(@Root() { id }: GrantType, @Ctx() context: RequestContext): Promise<readonly Booking[]> {
    return (await load(context, bookingsOfGrants, id)) ?? [];
  }
} // prettier-ignore

@Resolver(() => BookingPayload)
export class BookingPayloadFields {
  @FieldResolver(() => BookingType, { nullable: true, description: 'As it stands now; null for a dry run.' })
  booking(@Root() { bookingId }: BookingPayload, @Ctx() context: RequestContext) {
    return bookingId ? load(context, bookings, bookingId) : null;
  }
}
