import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Localised } from '../../kernel/graphql/localised.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { CalendarDate, SafeInt } from '../../kernel/graphql/scalars.js';
import type { By, Metric, Parameter, Question, Unit } from './metric.js';
import type { Point } from './figure.js';
import type { Side } from './behind.js';

const same = <Value extends string>(values: readonly Value[]) => Object.fromEntries(values.map((value) => [value, value])) as { readonly [Each in Value]: Each }; // prettier-ignore

export const MetricBy = same<By>([
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'TIER',
  'LAYER',
  'CHANNEL',
  'BRAND',
  'STORE',
  'BENEFIT',
]);
export const MetricUnit = same<Unit>(['SHARE', 'MONEY']);
export const MetricSide = same<Side>(['NUMERATOR', 'DENOMINATOR']);
export const MetricParameterKind = same<Parameter['kind']>([
  'NUMBER',
  'WALLET',
  'LADDER',
  'LAYERING',
  'SEGMENT',
  'BENEFIT',
  'LEVEL',
]);

registerEnumType(MetricBy, {
  name: 'MetricBy',
  description: 'By what a figure is told apart.',
  valuesConfig: {
    DAY: { description: 'A point a day.' },
    WEEK: { description: 'A point a week, from Monday.' },
    MONTH: { description: 'A point a calendar month.' },
    QUARTER: { description: 'A point a quarter of a calendar year.' },
    TIER: { description: 'By the tier at the end of the period. For the host only.' },
    LAYER: { description: 'By the layer of a layering of segments. For the host only.' },
    CHANNEL: { description: 'By the channel of orders, or of enrolment where the figure is about members.' },
    BRAND: { description: 'By the brand that reported orders, or that enrolled members. For the host only.' },
    STORE: { description: 'By the store of orders.' },
    BENEFIT: { description: 'By the benefit, of the 500 with most members. For the host only.' },
  },
});
registerEnumType(MetricUnit, {
  name: 'MetricUnit',
  description: 'What the value of a metric is.',
  valuesConfig: {
    SHARE: { description: 'A part of one: 0.25 is 25 %.' },
    MONEY: { description: 'Minor units of the currency of the program, on average: not always whole.' },
  },
});
registerEnumType(MetricSide, {
  name: 'MetricSide',
  description: 'Which members behind a point.',
  valuesConfig: {
    NUMERATOR: { description: 'Those counted above the line.' },
    DENOMINATOR: { description: 'Those counted below the line.' },
  },
});
registerEnumType(MetricParameterKind, {
  name: 'MetricParameterKind',
  description: 'What a parameter takes.',
  valuesConfig: {
    NUMBER: { description: 'A whole number.' },
    WALLET: { description: 'The code of a wallet.' },
    LADDER: { description: 'The code of a ladder.' },
    LAYERING: { description: 'The code of a layering.' },
    SEGMENT: { description: 'The code of a segment or layer.' },
    BENEFIT: { description: 'The code of a benefit.' },
    LEVEL: { description: 'A level of benefits: `basic`, `advanced`, `premium`, `emotional`.' },
  },
});

@ObjectType('MetricParameter', {
  simpleResolvers: true,
  description: 'A part of a definition that whoever asks may change.',
})
export class MetricParameterType {
  @Field(() => String, { description: 'Its name in `parameters`.' })
  name!: string;

  @Field(() => MetricParameterKind, { description: 'What it takes.' })
  kind!: Parameter['kind'];

  @Localised()
  @Field(() => String, { description: 'What it means.' })
  description!: string;

  @Field(() => Int, { nullable: true, description: 'The number it is when nothing is said; null for a code.' })
  usual!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The code it is when nothing is said; null where that is the first there is.',
  })
  usualCode!: string | null;

  @Field(() => Int, { nullable: true, description: 'The least it may be.' })
  min!: number | null;

  @Field(() => Int, { nullable: true, description: 'The most it may be.' })
  max!: number | null;

  readonly texts?: Texts;
}

@ObjectType('MetricDefinition', { simpleResolvers: true, description: 'A figure of the registry: what it says, and of what it is made.' }) // prettier-ignore
export class MetricDefinitionType {
  @Field(() => String, { description: 'What it is asked for by.' })
  key!: string;

  @Field(() => Int, { description: 'Grows when the same question gets another answer.' })
  version!: number;

  @Field(() => MetricUnit, { description: 'What its value is.' })
  unit!: Unit;

  @Localised()
  @Field(() => String, { description: 'What people call it.' })
  name!: string;

  @Localised()
  @Field(() => String, { description: 'What stands above the line.' })
  numerator!: string;

  @Localised()
  @Field(() => String, { description: 'What stands below the line.' })
  denominator!: string;

  @Localised()
  @Field(() => String, { description: 'What it says.' })
  definition!: string;

  @Field(() => [MetricBy], { description: 'By what it can be told apart.' })
  by!: readonly By[];

  @Field(() => [MetricParameterType], { description: 'What may be changed about it.' })
  parameters!: MetricParameterType[];

  @Field(() => Boolean, { description: 'Whether only the host is told: it is about all brands together.' })
  isHostOnly!: boolean;

  readonly texts?: Texts;
}

@ObjectType('MetricPoint', { simpleResolvers: true, description: 'The figure of one group or piece of time.' })
export class MetricPointType {
  @Field(() => String, {
    nullable: true,
    description:
      'Which: a day, the Monday of a week, `YYYY-MM`, `YYYY-Q1`, the code of a tier, layer or benefit, `from>to`, the id of a brand, a channel, a store. Null for the whole, and for those of which it is not known.',
  })
  group!: string | null;

  @Field(() => String, { nullable: true, description: 'What people call the group.' })
  name!: string | null;

  @Field(() => CalendarDate, { description: 'The first day it is about.' })
  from!: string;

  @Field(() => CalendarDate, { description: 'The day before which it ends.' })
  to!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Numerator ÷ denominator; null where there is nothing to divide by, and where it is withheld.',
  })
  value!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Above the line; null where it is withheld.' })
  numerator!: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'Below the line; null where it is withheld.' })
  denominator!: number | null;

  @Field(() => Boolean, { description: 'Whether everything that counts for it can have happened by now.' })
  isMature!: boolean;

  @Field(() => Boolean, { description: 'Whether the group has fewer than 20 members and the caller is a partner.' })
  isWithheld!: boolean;
}

/** A figure that was worked out, with what is needed to tell who is behind it. */
@ObjectType('Metric', { description: 'A figure over a period.' })
export class MetricType {
  @Field(() => MetricDefinitionType, { description: 'What it says, and of what it is made.' })
  definition!: MetricDefinitionType;

  @Field(() => String, { nullable: true, description: 'The currency of its money, where it is money.' })
  currency!: string | null;

  @Field(() => [MetricPointType], {
    description:
      'By time a point for each piece, else one for each group; of stores and channels the 500 with most members.',
  })
  points!: MetricPointType[];

  readonly metric!: Metric;
  readonly question!: Question;
  readonly found!: readonly Point[];
}

@InputType('MetricParameterInput', { description: 'A part of the definition that is to be otherwise.' })
export class MetricParameterInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'A number in digits, or a code.' })
  value!: string;
}
