import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf } from '../../kernel/graphql/connection.js';
import { Localised } from '../../kernel/graphql/localised.js';
import type { Texts } from '../../kernel/graphql/localised.js';
import { LocalisedTextInput } from '../../kernel/graphql/locale.type.js';
import { Node } from '../../kernel/graphql/node.js';
import { CalendarDate, DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import { MemberType } from '../members/members.types.js';
import type { Audience } from './audience.js';
import type { LayeringEntry } from './segments.section.js';

export const SegmentKind = { RULE: 'rule', LAYER: 'layer', LIST: 'list' } as const;

registerEnumType(SegmentKind, {
  name: 'SegmentKind',
  description: 'How it is decided who is in a segment.',
  valuesConfig: {
    RULE: { description: 'Whoever meets its rule.' },
    LAYER: { description: 'Whoever meets its rule and that of no layer before it; the last takes who is left over.' },
    LIST: { description: 'Whoever was put in.' },
  },
});

@ObjectType('SegmentSize', { simpleResolvers: true, description: 'How large a segment was on a day.' })
export class SegmentSizeType {
  @Field(() => CalendarDate, { description: 'The day, in the zone of the program.' })
  day!: string;

  @Field(() => Int, { description: 'Its members when that day began, or when it was first worked out.' })
  size!: number;
}

@ObjectType('Segment', {
  simpleResolvers: true,
  implements: Node,
  description:
    'A named audience. Who comes in or leaves is in the journal, for the host alone: `segment.entered`, `segment.left`.',
})
@Access({ brand: 'segments:read' })
export class SegmentType implements Node {
  readonly id!: string;

  /** As the program says it; not told. */
  readonly audience!: Audience;
  readonly texts!: Texts;

  @Field(() => String, { description: 'Its short name, which rules ask by: `inSegment("code")`.' })
  code!: string;

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Localised()
  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description!: string | null;

  @Field(() => SegmentKind, { description: 'How it is decided who is in it.' })
  kind!: Audience['kind'];
}

@ObjectType('SegmentLayering', {
  simpleResolvers: true,
  implements: Node,
  description: 'Segments in order: each member is in exactly one of them, the first whose rule it meets or the last.',
})
@Access({ brand: 'segments:read' })
export class SegmentLayeringType implements Node {
  readonly id!: string;

  readonly entry!: LayeringEntry;
  readonly texts!: Texts;

  @Field(() => String, { description: 'Its short name.' })
  code!: string;

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;
}

export const SegmentMemberConnection = connectionOf(MemberType, 'SegmentMember', 'members of a segment');

@ObjectType('SegmentMembership', { simpleResolvers: true, description: 'That a member is in a segment.' })
export class SegmentMembershipType {
  @Field(() => SegmentType, { description: 'The segment.' })
  segment!: SegmentType;

  @Field(() => DateTime, { description: 'Since when.' })
  since!: number;
}

@ObjectType('SegmentMove', { simpleResolvers: true, description: 'That a member came into a segment or left one.' })
export class SegmentMoveType {
  @Field(() => SegmentType, { nullable: true, description: 'The segment; null for one that was retired since.' })
  segment!: SegmentType | null;

  @Field(() => Boolean, { description: 'It came in; otherwise it left.' })
  isEntered!: boolean;
}

@ObjectType('RfmScore', {
  simpleResolvers: true,
  description: 'Recency, frequency and money of a member, each from 1 to 5, 5 the best, by the method of the program.',
})
export class RfmScoreType {
  @Field(() => Int, { description: 'How recently it last bought.' })
  r!: number;

  @Field(() => Int, { description: 'How often it bought.' })
  f!: number;

  @Field(() => Int, { description: 'How much it spent.' })
  m!: number;

  @Field(() => Int, { description: 'The three digits put together: 555 is the best.' })
  score!: number;

  @Field(() => String, { description: 'The standard segment of R and F: `champions`.' })
  segment!: string;

  @Field(() => CalendarDate, { description: 'The day up to which orders counted when this score was first found.' })
  scoredOn!: string;
}

@ObjectType('RfmCell', {
  simpleResolvers: true,
  description: 'Members with one score of recency and one of frequency.',
})
export class RfmCellType {
  @Field(() => Int, { description: 'Their score of recency.' })
  r!: number;

  @Field(() => Int, { description: 'Their score of frequency.' })
  f!: number;

  @Field(() => Int, { description: 'How many they are.' })
  members!: number;

  @Field(() => SafeInt, { description: 'What they spent, net, in minor units.' })
  spendMinor!: number;

  @Field(() => String, { description: 'The standard segment they are in: `champions`.' })
  segment!: string;
}

@ObjectType('RfmMatrix', { simpleResolvers: true, description: 'How members are spread over recency and frequency.' })
export class RfmMatrixType {
  @Field(() => [RfmCellType], { description: 'Cells with at least one member, by R and then F.' })
  cells!: RfmCellType[];

  @Field(() => Int, { description: 'Members with a score.' })
  scored!: number;

  @Field(() => Int, {
    description: 'Active members without one: at the end of the day scored they had no order that was not given back.',
  })
  unscored!: number;
}

@ObjectType('SegmentOverlap', { simpleResolvers: true, description: 'How many members two segments share.' })
export class SegmentOverlapType {
  @Field(() => SegmentType, { description: 'One.' })
  a!: SegmentType;

  @Field(() => SegmentType, { description: 'The other; the same where a segment meets itself.' })
  b!: SegmentType;

  @Field(() => Int, { description: 'Members of both.' })
  members!: number;

  @Field(() => Int, { description: 'Members of the first.' })
  ofA!: number;

  @Field(() => Int, { description: 'Members of the second.' })
  ofB!: number;
}

@InputType('SegmentLayerInput', { description: 'A layer of a layering.' })
export class SegmentLayerInput {
  @Field(() => String, { description: 'Short name of its segment, 2 to 26 small letters, digits and hyphens.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'What it is called.' })
  name!: LocalisedTextInput;

  @Field(() => String, { nullable: true, description: 'Its rule; absent for the last, which takes who is left over.' })
  rule?: string | null;
}

@InputType('PresetValueInput', { description: 'What stands in a blank of a preset.' })
export class PresetValueInput {
  @Field(() => String, { description: 'The name of the blank.' })
  name!: string;

  @Field(() => Int, { description: 'A whole number within the limits of the blank.' })
  value!: number;
}

@InputType('SegmentInput', {
  description: 'A segment or a layering, whole. Exactly one of `rule`, `layers`, `preset` and `isList` says what it is.',
})
export class SegmentInput {
  @Field(() => String, { description: 'Its short name, 2 to 26 small letters, digits and hyphens. Never changes.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'What it is called.' })
  name!: LocalisedTextInput;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'What it is for.' })
  description?: LocalisedTextInput | null;

  @Field(() => String, { nullable: true, description: 'Who is in it, in the rule language; `ruleCheck` says what is wrong with one and whom it selects.' })
  rule?: string | null;

  @Field(() => [SegmentLayerInput], { nullable: true, description: 'Makes a layering of 2 to 21 segments, the last without a rule.' })
  layers?: SegmentLayerInput[] | null;

  @Field(() => String, { nullable: true, description: 'By the code of one of `segmentPresets`.' })
  preset?: string | null;

  @Field(() => [PresetValueInput], { defaultValue: [], description: 'What stands in its blanks; their own values where nothing is said.' })
  values!: PresetValueInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'A list, for `segmentUpload`.' })
  isList!: boolean;
} // prettier-ignore

@ObjectType('PresetBlank', { simpleResolvers: true, description: 'A number of a preset that can be another one.' })
export class PresetBlankType {
  @Field(() => String, { description: 'Its name, for `values`.' })
  name!: string;

  @Field(() => String, { description: 'What it is.' })
  label!: string;

  @Field(() => Int, { description: 'What it is when nothing is said.' })
  value!: number;

  @Field(() => Int, { description: 'The least it can be.' })
  min!: number;

  @Field(() => Int, { description: 'The most it can be.' })
  max!: number;
}

@ObjectType('SegmentPreset', { simpleResolvers: true, description: 'A segment or a layering to start from.' })
export class SegmentPresetType {
  @Field(() => String, { description: 'Its short name, for `segmentSave`.' })
  code!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, { description: 'Whom it selects.' })
  description!: string;

  @Field(() => Boolean, { description: 'It makes a layering.' })
  isLayering!: boolean;

  @Field(() => [PresetBlankType], { description: 'Numbers in it that can be other ones.' })
  blanks!: PresetBlankType[];

  @Field(() => [String], {
    description: 'Its rules with the numbers as they are when nothing is said, layer by layer.',
  })
  rules!: string[];
}
