import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { MutationError } from '../../../kernel/graphql/errors.js';
import { Node } from '../../../kernel/graphql/node.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BenefitType } from '../benefits.types.js';
import type { FulfilmentStatus, ShipperAct } from './acts.js';

export const FulfilmentStatusName = { NEEDS_ADDRESS: 'needs-address', TO_SHIP: 'to-ship', SHIPPED: 'shipped', RECEIVED: 'received', RETURNED: 'returned', CANCELLED: 'cancelled' } as const satisfies Record<string, FulfilmentStatus>; // prettier-ignore
export const FulfilmentAct = { SHIP: 'ship', RECEIVE: 'receive', RETURN: 'return', RESEND: 'resend', RESTOCK: 'restock', REVOKE: 'revoke' } as const satisfies Record<string, ShipperAct>; // prettier-ignore
export const FulfilmentAction = { ADDRESS: 'ADDRESS', SHIP: 'SHIP', RECEIVE: 'RECEIVE', RETURN: 'RETURN', RESEND: 'RESEND', RESTOCK: 'RESTOCK', REVOKE: 'REVOKE' } as const; // prettier-ignore

registerEnumType(FulfilmentStatusName, {
  name: 'FulfilmentStatus',
  description: 'How something that is sent stands.',
  valuesConfig: {
    NEEDS_ADDRESS: { description: 'The member has not said where it goes.' },
    TO_SHIP: { description: 'It has an address and waits to be shipped.' },
    SHIPPED: { description: 'It is on its way.' },
    RECEIVED: { description: 'It arrived.' },
    RETURNED: { description: 'It came back, and nobody has said yet what is done about it.' },
    CANCELLED: { description: 'It is not sent, or not again.' },
  },
});
registerEnumType(FulfilmentAct, {
  name: 'FulfilmentAct',
  description: 'What whoever ships says of a parcel.',
  valuesConfig: {
    SHIP: { description: 'It was handed to a carrier: the benefit is used with that.' },
    RECEIVE: { description: 'It arrived.' },
    RETURN: { description: 'It came back.' },
    RESEND: { description: 'What came back is sent again; to an address that is asked for anew where it was erased.' },
    RESTOCK: { description: 'What came back is in stock again: the benefit is taken back, points that were paid for it go back.' },
    REVOKE: { description: 'It is not sent: the benefit is taken back, and before it was shipped points go back, too. What came back and is revoked is lost.' },
  },
}); // prettier-ignore
registerEnumType(FulfilmentAction, {
  name: 'FulfilmentAction',
  description: 'What may be done with a parcel now.',
  valuesConfig: {
    ADDRESS: { description: '`fulfilmentAddressSave` may be called.' },
    SHIP: { description: '`fulfilmentUpdate` may say SHIP.' },
    RECEIVE: { description: '`fulfilmentUpdate` may say RECEIVE.' },
    RETURN: { description: '`fulfilmentUpdate` may say RETURN.' },
    RESEND: { description: '`fulfilmentUpdate` may say RESEND.' },
    RESTOCK: { description: '`fulfilmentUpdate` may say RESTOCK.' },
    REVOKE: { description: '`fulfilmentUpdate` may say REVOKE.' },
  },
});

@ObjectType('PostalAddress', { simpleResolvers: true, description: 'Where something is sent.' })
export class PostalAddressType {
  @Field(() => String, { description: 'Who takes it.' })
  name!: string;

  @Field(() => String, { description: 'The telephone number the carrier calls.' })
  phone!: string;

  @Field(() => [String], { description: 'Street, house and whatever else stands on a parcel: up to 4 lines.' })
  lines!: readonly string[];

  @Field(() => String, { nullable: true, description: 'The city.' })
  city!: string | null;

  @Field(() => String, { nullable: true, description: 'The province or state.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'The postcode.' })
  postcode!: string | null;

  @Field(() => String, { description: 'The country, two letters: `CN`.' })
  country!: string;
}

@InputType('PostalAddressInput', { description: 'Where something is to be sent. Spaces around are taken off.' })
export class PostalAddressInput {
  @Field(() => String, { description: 'Who takes it: up to 80 characters.' })
  name!: string;

  @Field(() => String, { description: 'A telephone number for the carrier: 4 to 30 digits, spaces, brackets and hyphens, with or without a + in front.' })
  phone!: string;

  @Field(() => [String], { description: 'Street, house and whatever else stands on a parcel: 1 to 4 lines of up to 120 characters.' })
  lines!: string[];

  @Field(() => String, { nullable: true, description: 'The city: up to 80 characters.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'The province or state: up to 80 characters.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'The postcode: up to 20 characters.' })
  postcode?: string | null;

  @Field(() => String, { description: 'The country, two letters: `CN`.' })
  country!: string;
} // prettier-ignore

@ObjectType('Fulfilment', { simpleResolvers: true, implements: Node, description: 'A thing a member was promised, on its way from the stock to its door.' })
@Access({ brand: 'benefits:read', member: true })
export class FulfilmentType implements Node {
  readonly id!: string;

  @Field(() => ID, { description: 'The grant it keeps.' })
  grantId!: string;

  @Field(() => BenefitType, { nullable: true, description: 'What is sent; null when it is not for you to see.' })
  benefit!: BenefitType | null;

  @Field(() => ID, { description: 'The brand that ships it.' })
  brandId!: string;

  @Field(() => FulfilmentStatusName, { description: 'How it stands.' })
  status!: FulfilmentStatus;

  @Field(() => String, { nullable: true, description: 'Who carries it.' })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: 'Its number with the carrier.' })
  trackingNumber!: string | null;

  @Field(() => Int, { description: 'How often it was shipped.' })
  shipments!: number;

  @Field(() => DateTime, { description: 'Since when it is promised.' })
  openedAt!: number;

  @Field(() => DateTime, { description: 'Since when it stands as it does.' })
  since!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was shipped the last time.' })
  shippedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived.' })
  receivedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it came back the last time.' })
  returnedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was over: it arrived, or was cancelled.' })
  endedAt!: number | null;

  @Access({ brand: 'benefits:fulfil' })
  @Field(() => String, { nullable: true, description: 'Why it was given up or came back, in the words of whoever said so.' })
  note!: string | null;
} // prettier-ignore

export const FulfilmentConnection = connectionOf(FulfilmentType, 'Fulfilment', 'things that are sent, what waits longest first'); // prettier-ignore

@InputType('FulfilmentFilter', { description: 'Which parcels; those that are to be shipped when nothing is said.' })
export class FulfilmentFilter {
  @Field(() => [FulfilmentStatusName], { nullable: true, description: 'Only those that stand so.' })
  status?: FulfilmentStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that are not shipped within their time.' })
  overdue?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'Only of these benefits.' })
  benefitIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only those these brands ship.' })
  brandIds?: string[] | null;
}

@InputType('FulfilmentUpdateInput', { description: 'What is said of one parcel.' })
export class FulfilmentUpdateInput {
  @Field(() => ID, { description: 'Which.' })
  fulfilmentId!: string;

  @Field(() => FulfilmentAct, { description: 'What happened to it, or is to happen.' })
  act!: ShipperAct;

  @Field(() => String, { nullable: true, description: 'With SHIP: who carries it, up to 64 characters.' })
  carrier?: string | null;

  @Field(() => String, { nullable: true, description: 'With SHIP: its number with the carrier, up to 64 characters.' })
  trackingNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Why, up to 120 characters: with RESTOCK and REVOKE it must be said. Name nobody.' })
  reason?: string | null;
} // prettier-ignore

@ObjectType('FulfilmentUpdateResult', { simpleResolvers: true, description: 'How a line ended.' })
export class FulfilmentResultType {
  @Field(() => ID, { description: 'Which parcel it was about.' })
  fulfilmentId!: string;

  @Field(() => Boolean, { description: 'It stood so before, and nothing was done.' })
  isUnchanged!: boolean;

  @Field(() => [MutationError], { description: 'Why it was declined; empty when it was done.' })
  errors!: readonly MutationError[];
}

@ObjectType('FulfilmentUpdatePayload', { simpleResolvers: true, description: 'What became of parcels, line by line.' })
export class FulfilmentUpdatePayload extends Payload {
  @Field(() => [FulfilmentResultType], { description: 'In the order of the lines.' })
  results!: readonly FulfilmentResultType[];
}

@ObjectType('FulfilmentAddressSavePayload', {
  simpleResolvers: true,
  description: 'A parcel that knows where it goes.',
})
export class FulfilmentAddressSavePayload extends Payload {
  /** Not told: it is looked up when it is asked for. */
  readonly fulfilmentId!: string;
}
