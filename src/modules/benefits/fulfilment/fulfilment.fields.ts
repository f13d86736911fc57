import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, requireAccess } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { load } from '../../../kernel/graphql/loaders.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { memberRows } from '../../members/index.js';
import { MemberType } from '../../members/members.types.js';
import { benefitTypeByCode } from '../benefit-type.js';
import { BenefitType } from '../benefits.types.js';
import { grants } from '../grant-list.js';
import { GrantType } from '../grants.types.js';
import type { Parcel } from './acts.js';
import { isPossible, SHIPPER_ACTS } from './acts.js';
import { FulfilmentAction, FulfilmentAddressSavePayload, FulfilmentResultType, FulfilmentType, PostalAddressType } from './fulfilments.types.js'; // prettier-ignore
import { fulfilmentOf } from './open.js';
import { addresses, parcels } from './parcel-list.js';

type Action = keyof typeof FulfilmentAction;

@Resolver(() => FulfilmentType)
export class FulfilmentFields {
  @FieldResolver(() => BenefitType, { nullable: true })
  benefit(@Root() { benefit }: Parcel, @Ctx() context: RequestContext): BenefitType | null {
    return benefitTypeByCode(context, benefit);
  }

  @FieldResolver(() => MemberType, { nullable: true, description: 'To whom it is sent; null for a member you are not linked to.' })
  member(@Root() { memberId }: Parcel, @Ctx() context: RequestContext) {
    return load(context, memberRows, memberId);
  }

  @FieldResolver(() => GrantType, { nullable: true, description: 'The grant it keeps; null where it is not yours to see.' })
  grant(@Root() { grantId }: Parcel, @Ctx() context: RequestContext) {
    return load(context, grants, grantId);
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'By when it is to be shipped; null before there is an address.' })
  shipBy(@Root() { dueAt }: Parcel): number | null {
    return dueAt;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it waits to be shipped beyond its time.' })
  isOverdue(@Root() { status, dueAt }: Parcel, @Ctx() { session: { now } }: RequestContext): boolean {
    return status === 'to-ship' && dueAt !== null && dueAt <= now;
  }

  @FieldResolver(() => Boolean, { description: 'Whether its address is known; not before it was given, and not after it was erased.' })
  hasAddress(@Root() { addressedAt }: Parcel): boolean {
    return addressedAt !== null;
  }

  @FieldResolver(() => PostalAddressType, { nullable: true, description: 'Where it goes: told to the member, and to whoever ships it and has both members:pii and benefits:fulfil. Null when it was erased, and for a member by a token of a partner that does not ship it.' })
  @Access({ brand: 'members:pii', member: true })
  address(@Root() { id }: Parcel, @Ctx() context: RequestContext) {
    requireAccess({ brand: 'benefits:fulfil', member: true }, context.caller);
    return load(context, addresses, id);
  }

  @FieldResolver(() => [FulfilmentAction], { description: 'What may be done with it now, by whoever may do it.' })
  availableActions(@Root() { status }: Parcel, @Ctx() { caller }: RequestContext): Action[] {
    const own: Action[] = isPossible('address', status) ? ['ADDRESS'] : [];
    const acts = caller.kind === 'member' ? [] : SHIPPER_ACTS.filter((act) => isPossible(act, status));
    return [...own, ...acts.map((act) => act.toUpperCase() as Action)];
  }
} // prettier-ignore

@Resolver(() => GrantType)
export class GrantFulfilmentFields {
  @FieldResolver(() => FulfilmentType, { nullable: true, description: 'How it is sent; null for what is used, not sent.' })
  @Access({ brand: 'benefits:read', member: true })
  fulfilment(@Root() { id }: GrantType, @Ctx() context: RequestContext) {
    return load(context, parcels, fulfilmentOf(id));
  }
} // prettier-ignore

@Resolver(() => FulfilmentResultType)
export class FulfilmentResultFields {
  @FieldResolver(() => FulfilmentType, { nullable: true, description: 'As it stands now; null for one you may not see.' })
  fulfilment(@Root() { fulfilmentId }: FulfilmentResultType, @Ctx() context: RequestContext) {
    return load(context, parcels, fulfilmentId);
  }
} // prettier-ignore

@Resolver(() => FulfilmentAddressSavePayload)
export class FulfilmentSavePayloadFields {
  @FieldResolver(() => FulfilmentType, { nullable: true, description: 'As it stands now.' })
  fulfilment(@Root() { fulfilmentId }: FulfilmentAddressSavePayload, @Ctx() context: RequestContext) {
    return fulfilmentId ? load(context, parcels, fulfilmentId) : null;
  }
}
