import { Field, InputType, ObjectType } from 'type-graphql';
import { Payload } from '../../../kernel/graphql/payload.js';
import { CalendarDate } from '../../../kernel/graphql/scalars.js';
import type { Locale } from '../../../kernel/refusal.js';
import { AttributeValueInput } from '../attributes/attributes.types.js';
import { LocaleEnum } from '../../../kernel/graphql/locale.type.js';
import { MemberType } from '../members.types.js';

@InputType('MemberUpdateInput', { description: 'What is to change: null clears, what is absent stays.' })
export class MemberUpdateInput {
  @Field(() => String, {
    nullable: true,
    description:
      'How it is addressed, at most 120 characters in one line. Kept as given, HTML included; signs that turn text around are refused.',
  })
  displayName?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'Its birthday: from 1900 to today.' })
  birthday?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: 'The language it reads.' })
  locale?: Locale | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone it lives in.' })
  zone?: string | null;

  @Field(() => [AttributeValueInput], { nullable: true, description: "Attributes of the program's own, at most 50." })
  attributes?: AttributeValueInput[] | null;
}

@InputType('MemberIdentityInput', { description: 'One thing more a brand knows a member by: exactly one of these.' })
export class MemberIdentityInput {
  @Field(() => String, { nullable: true, description: "The calling brand's own id of it, 1 to 190 characters." })
  externalId?: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number with its country code.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'An e-mail address.' })
  email?: string | null;
}

@ObjectType('MemberUpdatePayload', { simpleResolvers: true, description: 'The member as it is now.' })
export class MemberUpdatePayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member.' })
  member?: MemberType | null;
}

@ObjectType('MemberIdentityAddPayload', { simpleResolvers: true, description: 'The member with what it is known by.' })
export class MemberIdentityAddPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member.' })
  member?: MemberType | null;
}
