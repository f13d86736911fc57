import { Field, InputType, ObjectType } from 'type-graphql';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { BenefitTermsInput } from './benefit-input.types.js';
import { BenefitKindName, BenefitLevelName, BenefitType } from './benefits.types.js';
import type { BenefitKind, BenefitLevel } from './terms.js';

@InputType('BenefitCreateInput', { description: 'A new benefit; what is absent is as nothing was said of it.' })
export class BenefitCreateInput extends BenefitTermsInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => BenefitKindName, { description: 'What it is. Never changes.' })
  kind!: BenefitKind;

  @Field(() => LocalisedTextInput, { description: 'What it is called, up to 80 characters each.' })
  name!: LocalisedTextInput;

  @Field(() => BenefitLevelName, { nullable: true, description: 'How much it is meant to matter; BASIC when absent.' })
  level?: BenefitLevel | null;

  @Field(() => String, {
    nullable: true,
    description: 'The brand that offers it, by its code; the caller’s when absent. Never changes.',
  })
  brand?: string | null;
}

@InputType('BenefitUpdateInput', { description: 'What is to change: what is absent stays, null says nothing of it again.' })
export class BenefitUpdateInput extends BenefitTermsInput {
  @Field(() => LocalisedTextInput, { nullable: true, description: 'What it is called, up to 80 characters each.' })
  name?: LocalisedTextInput | null;

  @Field(() => BenefitLevelName, { nullable: true, description: 'How much it is meant to matter.' })
  level?: BenefitLevel | null;
} // prettier-ignore

@ObjectType({ simpleResolvers: true })
export abstract class BenefitPayload extends Payload {
  @Field(() => BenefitType, { nullable: true, description: 'The benefit as it is now.' })
  benefit?: BenefitType | null;
}

@ObjectType('BenefitCreatePayload', { simpleResolvers: true, description: 'What came of making a benefit.' })
export class BenefitCreatePayload extends BenefitPayload {}

@ObjectType('BenefitUpdatePayload', { simpleResolvers: true, description: 'What came of changing a benefit.' })
export class BenefitUpdatePayload extends BenefitPayload {}

@ObjectType('BenefitPublishPayload', { simpleResolvers: true, description: 'What came of publishing a benefit.' })
export class BenefitPublishPayload extends BenefitPayload {}

@ObjectType('BenefitRetirePayload', { simpleResolvers: true, description: 'What came of retiring a benefit.' })
export class BenefitRetirePayload extends BenefitPayload {}
