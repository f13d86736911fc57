import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { BrandType } from '../../brands/brands.types.js';
import { ConsentPurpose } from '../consents/consents.types.js';
import { MemberType } from '../members.types.js';

@ObjectType('MemberCode', { simpleResolvers: true, description: 'What a member shows at a till or to another brand.' })
export class MemberCodeType {
  @Field(() => String, {
    description:
      'Twelve signs in groups of four, the last of them a check; without 0, O, 1 and I. Each works once for each brand.',
  })
  code!: string;

  @Field(() => DateTime, { description: 'When to show another: it is taken for a minute longer.' })
  expiresAt!: number;
}

@ObjectType('MemberLink', { simpleResolvers: true, description: 'A brand that sees a member.' })
export class MemberLinkType {
  @Field(() => BrandType, { nullable: true, description: 'The brand.' })
  brand!: BrandType | null;

  @Field(() => DateTime, { description: 'Since when.' })
  linkedAt!: number;
}

@InputType('LinkConsentInput', { description: 'What a member agreed to when it showed its code.' })
export class LinkConsentInput {
  @Field(() => [ConsentPurpose], { description: 'What for; SHARING has to be among it.' })
  purposes!: (typeof ConsentPurpose)[keyof typeof ConsentPurpose][];

  @Field(() => String, { description: 'The text that was shown: 1 to 64 letters, digits and `. _ : -`.' })
  textVersion!: string;

  @Field(() => String, { nullable: true, description: 'Where it was said: `till`, `checkout`.' })
  source?: string | null;
}

@InputType('MemberLinkInput', { description: 'The code of a member and what it agreed to.' })
export class MemberLinkInput {
  @Field(() => String, { description: 'The code the member shows, as it was scanned or typed.' })
  code!: string;

  @Field(() => LinkConsentInput, { description: 'What the member agreed to.' })
  consent!: LinkConsentInput;

  @Field(() => String, { nullable: true, description: "The brand's own id of the member from now on." })
  externalId?: string | null;
}

@ObjectType('MemberLinkPayload', { simpleResolvers: true, description: 'Who is known to the brand now.' })
export class MemberLinkPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to; null when the brand knew it already.' })
  outcome?: OutcomeType | null;
}

@ObjectType('MemberIdentifyPayload', { simpleResolvers: true, description: 'Who stands at the till.' })
export class MemberIdentifyPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member.' })
  member?: MemberType | null;
}

@ObjectType('MemberUnlinkPayload', { simpleResolvers: true, description: 'Who is not known to the brand any more.' })
export class MemberUnlinkPayload extends Payload {
  @Field(() => ID, { nullable: true, description: 'The brand that does not see the member any more.' })
  brandId?: string | null;

  @Field(() => MemberType, { nullable: true, description: 'The member; null for the brand that was left.' })
  member?: MemberType | null;
}
