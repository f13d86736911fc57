import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Texts } from '../../../kernel/graphql/localised.js';
import { Localised } from '../../../kernel/graphql/localised.js';
import { LocalisedTextInput, TranslationType } from '../../../kernel/graphql/locale.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { SegmentType } from '../segments.types.js';

export const StrategyStage = { AWARENESS: 'awareness', CONVERSION: 'conversion', REPURCHASE: 'repurchase', RECOMMENDATION: 'recommendation' } as const; // prettier-ignore

registerEnumType(StrategyStage, {
  name: 'StrategyStage',
  description: 'How far a member has come.',
  valuesConfig: {
    AWARENESS: { description: 'It gets to know the programme: 认知.' },
    CONVERSION: { description: 'It is to buy: 转化.' },
    REPURCHASE: { description: 'It is to come again: 复购.' },
    RECOMMENDATION: { description: 'It is to bring others: 推荐.' },
  },
});

@ObjectType('SegmentStrategy', {
  simpleResolvers: true,
  description: 'A pain of members at a stage of their way, and what is done about it: one of the program, or a preset.',
})
export class SegmentStrategyType {
  @Field(() => String, { description: 'Names it among all: `industry.code`.' })
  key!: string;

  @Field(() => String, { description: 'The industry: `retail`, `catering`, `services`, or one of your own.' })
  industry!: string;

  @Field(() => String, { description: 'The short name of the pain, once in an industry.' })
  code!: string;

  @Field(() => StrategyStage, { description: 'The stage of the way.' })
  stage!: (typeof StrategyStage)[keyof typeof StrategyStage];

  @Localised()
  @Field(() => String, { description: 'What the pain is.' })
  pain!: string;

  @Localised()
  @Field(() => String, { description: 'What to do about it.' })
  strategy!: string;

  @Localised()
  @Field(() => String, { nullable: true, description: 'What is given or asked, in words: a coupon, a task.' })
  kind!: string | null;

  @Field(() => String, { nullable: true, description: 'Of one that began as a preset: the rule a segment for it is made of.' })
  rule!: string | null;

  @Field(() => [SegmentType], { description: 'The segments it is for; none for a preset.' })
  segments!: SegmentType[];

  @Field(() => SegmentType, { nullable: true, description: 'The first of them; while it has none, a segment of the rule of its preset or of its code. Null while no segment answers to it.' })
  segment!: SegmentType | null;

  @Field(() => Boolean, { description: 'Something is done about the pain at the moment.' })
  isLive!: boolean;

  @Field(() => Boolean, { description: 'The program has not taken it over: it counts for nothing yet.' })
  isPreset!: boolean;

  @Field(() => Int, { nullable: true, description: 'Counts its changes, for `expectedVersion`; null for a preset.' })
  version!: number | null;

  @Field(() => [TranslationType], { description: 'Its texts in every language, for those who write them.' })
  translations!: TranslationType[];

  readonly texts!: Texts;
} // prettier-ignore

@ObjectType('StrategyCoverage', {
  simpleResolvers: true,
  description: 'How far the pains of the program are answered to. Presets that were not taken over do not count.',
})
export class StrategyCoverageType {
  @Field(() => Int, { description: 'Pains of the program.' })
  pains!: number;

  @Field(() => Int, { description: 'Those with a live strategy.' })
  live!: number;

  @Field(() => Number, { nullable: true, description: 'Live ÷ pains, 0 to 1: the strategy coverage. Null while there is no pain.' })
  share!: number | null;

  @Field(() => Int, { description: 'Members in a segment of any of the pains.' })
  members!: number;

  @Field(() => Int, { description: 'Members in a segment of a pain with a live strategy.' })
  reached!: number;

  @Field(() => Int, { description: 'Active members.' })
  ofMembers!: number;
} // prettier-ignore

@InputType('StrategyInput', { description: 'A pain and what is done about it, whole.' })
export class StrategyInput {
  @Field(() => String, { description: 'The industry, 2 to 26 small letters, digits and hyphens. Never changes.' })
  industry!: string;

  @Field(() => String, { description: 'Short name of the pain, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => StrategyStage, { description: 'The stage of the way.' })
  stage!: (typeof StrategyStage)[keyof typeof StrategyStage];

  @Field(() => LocalisedTextInput, { description: 'What the pain is.' })
  pain!: LocalisedTextInput;

  @Field(() => LocalisedTextInput, { description: 'What to do about it.' })
  strategy!: LocalisedTextInput;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What is given or asked, in words: a coupon, a task.' })
  kind?: LocalisedTextInput | null;

  @Field(() => [ID], { defaultValue: [], description: 'The segments it is for, at most 10: `seg_code`.' })
  segmentIds!: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Something is done about it at the moment; takes a segment.' })
  isLive!: boolean;
} // prettier-ignore

@ObjectType({ simpleResolvers: true, description: 'What a saved strategy came to.' })
export class StrategySavePayload extends Payload {
  @Field(() => SegmentStrategyType, { nullable: true, description: 'The strategy; after it was retired, null.' })
  strategy?: SegmentStrategyType | null;
}

@ObjectType({ simpleResolvers: true, description: 'What the program made of the presets of an industry.' })
export class StrategiesAdoptPayload extends Payload {
  @Field(() => [SegmentStrategyType], { description: 'The strategies of the industry, in the order of the program.' })
  strategies!: SegmentStrategyType[];
}
