import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { LocalisedTextInput } from '../../../kernel/graphql/locale.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { SafeInt } from '../../../kernel/graphql/scalars.js';
import { PointsPriceInput } from '../benefit-input.types.js';
import { BenefitPackageType, CycleUnitName, PackageKindName } from './packages.types.js';
import type { CycleUnit, PackageKind } from './package-terms.js';

@InputType('BenefitPackagePartInput', { description: 'A part of a package.' })
export class BenefitPackagePartInput {
  @Field(() => String, { description: 'The benefit, by its code.' })
  benefit!: string;

  @Field(() => Int, { nullable: true, description: 'How many of it, 1 to 60, and no more than 60 of all parts together; 1 when absent. With a card, every cycle.' })
  quantity?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Of a card: only once a year, for the month of the member’s birthday.' })
  isBirthdayMonthOnly?: boolean | null;
} // prettier-ignore

@InputType('CardRhythmInput', { description: 'The cycles of a card.' })
export class CardRhythmInput {
  @Field(() => CycleUnitName, { description: 'How long each is. Does not change once it is published.' })
  unit!: CycleUnit;

  @Field(() => Int, { description: 'How many there are, 1 to 120: so long a card lasts that is issued from now on.' })
  count!: number;
}

/** What creating and updating have in common. */
@InputType('BenefitPackageTermsInput', { description: 'The terms of a package.' })
export class BenefitPackageTermsInput {
  @Field(() => LocalisedTextInput, { nullable: true, description: 'What it is: up to 1,000 characters each.' })
  description?: LocalisedTextInput | null;

  @Field(() => CardRhythmInput, { nullable: true, description: 'Of a card, and of nothing else: its cycles.' })
  cycle?: CardRhythmInput | null;

  @Field(() => Int, { nullable: true, description: 'Of a card: so many days before a cycle ends the member hears of what it has not used: shorter than a cycle, 0 for never, 3 when absent.' })
  noticeDays?: number | null;

  @Field(() => PointsPriceInput, { nullable: true, description: 'What it costs in points.' })
  price?: PointsPriceInput | null;

  @Field(() => SafeInt, { nullable: true, description: 'What it costs in money, in minor units.' })
  priceMinor?: number | null;

  @Field(() => [ID], { nullable: true, description: 'Its pictures, as ids of files for BENEFIT; up to 10.' })
  images?: string[] | null;
} // prettier-ignore

@InputType('BenefitPackageCreateInput', { description: 'A new package; what is absent is as nothing was said of it.' })
export class BenefitPackageCreateInput extends BenefitPackageTermsInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => PackageKindName, { description: 'How it comes. Never changes.' })
  kind!: PackageKind;

  @Field(() => LocalisedTextInput, { description: 'What it is called, up to 80 characters each.' })
  name!: LocalisedTextInput;

  @Field(() => [BenefitPackagePartInput], { description: 'What is in it: 1 to 30 parts, each of another benefit.' })
  parts!: BenefitPackagePartInput[];

  @Field(() => String, {
    nullable: true,
    description: 'The brand that offers it, by its code; the caller’s when absent. Never changes.',
  })
  brand?: string | null;
}

@InputType('BenefitPackageUpdateInput', { description: 'What is to change: what is absent stays, null says nothing of it again.' })
export class BenefitPackageUpdateInput extends BenefitPackageTermsInput {
  @Field(() => LocalisedTextInput, { nullable: true, description: 'What it is called, up to 80 characters each.' })
  name?: LocalisedTextInput | null;

  @Field(() => [BenefitPackagePartInput], { nullable: true, description: 'What is in it, all of it. Cards go by it from their next cycle on.' })
  parts?: BenefitPackagePartInput[] | null;
} // prettier-ignore

@ObjectType({ simpleResolvers: true })
export abstract class BenefitPackagePayload extends Payload {
  @Field(() => BenefitPackageType, { nullable: true, description: 'The package as it is now.' })
  package?: BenefitPackageType | null;
}

@ObjectType('BenefitPackageCreatePayload', { simpleResolvers: true, description: 'What came of making a package.' })
export class BenefitPackageCreatePayload extends BenefitPackagePayload {}

@ObjectType('BenefitPackageUpdatePayload', { simpleResolvers: true, description: 'What came of changing a package.' })
export class BenefitPackageUpdatePayload extends BenefitPackagePayload {}

@ObjectType('BenefitPackagePublishPayload', {
  simpleResolvers: true,
  description: 'What came of publishing a package.',
})
export class BenefitPackagePublishPayload extends BenefitPackagePayload {}

@ObjectType('BenefitPackageRetirePayload', { simpleResolvers: true, description: 'What came of retiring a package.' })
export class BenefitPackageRetirePayload extends BenefitPackagePayload {}
