import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { MutationError } from '../../kernel/graphql/errors.js';
import { LocaleEnum } from '../../kernel/graphql/locale.type.js';
import { MoneyType } from '../../kernel/graphql/money.type.js';
import { Node } from '../../kernel/graphql/node.js';
import { OutcomeType } from '../../kernel/graphql/outcome.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { CalendarDate, DateTime } from '../../kernel/graphql/scalars.js';

export const MemberStatus = { ACTIVE: 'active', SUSPENDED: 'suspended', CLOSED: 'closed' } as const;
export const IdentityKindEnum = { EXTERNAL_ID: 'external', PHONE: 'phone', EMAIL: 'email', OIDC: 'oidc' } as const;
export const MemberOrder = {
  ENROLLED_AT_DESC: 'ENROLLED_AT_DESC',
  ENROLLED_AT_ASC: 'ENROLLED_AT_ASC',
  SPEND_DESC: 'SPEND_DESC',
  SPEND_ASC: 'SPEND_ASC',
} as const;

registerEnumType(MemberStatus, {
  name: 'MemberStatus',
  description: 'Whether a member takes part.',
  valuesConfig: {
    ACTIVE: { description: 'Takes part.' },
    SUSPENDED: { description: 'Nothing is recorded for it until somebody reinstates it.' },
    CLOSED: { description: 'Has left.' },
  },
});
registerEnumType(IdentityKindEnum, {
  name: 'IdentityKind',
  description: 'By what a brand knows a member.',
  valuesConfig: {
    EXTERNAL_ID: { description: "The brand's own id of the member." },
    PHONE: { description: 'A phone number, E.164.' },
    EMAIL: { description: 'An e-mail address.' },
    OIDC: { description: 'Its name at an identity provider it signed in with: `<provider>|<subject>`.' },
  },
});
registerEnumType(MemberOrder, {
  name: 'MemberOrder',
  description: 'In which order members are listed.',
  valuesConfig: {
    ENROLLED_AT_DESC: { description: 'Who joined last comes first.' },
    ENROLLED_AT_ASC: { description: 'Who joined first comes first.' },
    SPEND_DESC: { description: 'Who spent most comes first; for keys of the host.' },
    SPEND_ASC: { description: 'Who spent least comes first; for keys of the host.' },
  },
});

@Access({ brand: 'members:read', member: true })
@ObjectType('Member', { implements: Node, simpleResolvers: true, description: 'A member of the program.' })
export class MemberType {
  @Field(() => ID, { description: '`mem_` and 26 characters.' })
  id!: string;
}

@ObjectType('MemberIdentity', { simpleResolvers: true, description: 'Something a brand knows a member by.' })
export class MemberIdentityType {
  @Field(() => IdentityKindEnum, { description: 'What it is.' })
  kind!: (typeof IdentityKindEnum)[keyof typeof IdentityKindEnum];

  @Field(() => String, { description: 'In one spelling: E.164 for phones, lower case for e-mails.' })
  value!: string;

  @Field(() => ID, { description: 'The brand that knows it.' })
  brandId!: string;
}

@ObjectType('MemberMetrics', { simpleResolvers: true, description: 'What a member has done so far, over all brands.' })
export class MemberMetricsType {
  @Field(() => Int, { description: 'Orders that are not fully refunded.' })
  orders!: number;

  @Field(() => MoneyType, { description: 'What was spent, net of refunds.' })
  spend!: MoneyType;

  @Field(() => Int, { description: 'Refunds.' })
  refunds!: number;

  @Field(() => MoneyType, { description: 'What was given back.' })
  refunded!: MoneyType;

  @Field(() => Int, { description: 'Acts other than purchases and refunds.' })
  interactions!: number;

  @Field(() => DateTime, { nullable: true, description: 'The first order.' })
  firstOrderAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'The last order.' })
  lastOrderAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'The last act of any kind.' })
  lastActivityAt!: number | null;
}

export const MemberConnection = connectionOf(MemberType, 'Member', 'the members a caller may see');

const refFields = {
  id: 'The id Laurel gave it.',
  externalId: "The calling brand's own id of it.",
  phone: 'A phone number it is known by to the calling brand: `+8613800000000`.',
  email: 'An e-mail address it is known by to the calling brand.',
} as const;

@InputType('MemberRef', { description: 'Names one member, by exactly one of these.' })
export class MemberRefInput {
  @Field(() => ID, { nullable: true, description: refFields.id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: refFields.externalId })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: refFields.phone })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: refFields.email })
  email?: string | null;
}

/** The same as arguments of a field of its own. */
@ArgsType()
export class MemberRefArgs {
  @Field(() => ID, { nullable: true, description: refFields.id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: refFields.externalId })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: refFields.phone })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: refFields.email })
  email?: string | null;
}

@InputType('MemberFilter', { description: 'Which members; what is absent does not matter.' })
export class MemberFilterInput {
  @Field(() => [MemberStatus], { nullable: true, description: 'In one of these states.' })
  status?: readonly string[] | null;

  @Field(() => DateTime, { nullable: true, description: 'Joined at this instant or later.' })
  enrolledFrom?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'Joined before this instant.' })
  enrolledBefore?: number | null;

  @Field(() => String, { nullable: true, description: 'Joined through this channel.' })
  channel?: string | null;

  @Field(() => ID, { nullable: true, description: 'Enrolled by this brand.' })
  brandId?: string | null;
}

@InputType('MemberEnrolInput', {
  description: 'What a brand knows of somebody who joins. At least one of externalId, phone, email.',
})
export class MemberEnrolInput {
  @Field(() => String, { nullable: true, description: "The brand's own id of the person, 1 to 190 characters." })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number with its country code.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'How the person is addressed, at most 120 characters.' })
  displayName?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The birthday.' })
  birthday?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: 'The language the person reads.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone the person lives in.' })
  zone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The channel the person joined on, by its code, at most 64 characters; one of `channels` once the brand has any.',
  })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The store the person joined in, by its code; one of `stores` once the brand has any. A till and a clerk enrol in their own.',
  })
  store?: string | null;

  @Field(() => String, { nullable: true, description: 'What `viewsRecord` knew the person by before it joined.' })
  visitorId?: string | null;
}

@ObjectType('MemberEnrolPayload', { simpleResolvers: true, description: 'Who was enrolled.' })
export class MemberEnrolPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The new member; null for a dry run.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What joining led to.' })
  outcome?: OutcomeType | null;
}

@ObjectType('MemberTokenIssuePayload', {
  simpleResolvers: true,
  description: 'A token with which a front end acts as one member.',
})
export class MemberTokenIssuePayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Send it as `Authorization: Bearer …`.' })
  token?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working: 15 minutes after it was issued.' })
  expiresAt?: number | null;

  @Field(() => MemberType, { nullable: true, description: 'Whose it is.' })
  member?: MemberType | null;
}

@ObjectType('AlreadyEnrolled', {
  implements: MutationError,
  simpleResolvers: true,
  description: 'The brand knows a member by one of these identities already.',
})
export class AlreadyEnrolled extends MutationError {
  @Field(() => ID, { description: 'That member.' })
  memberId!: string;
}
