import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../../kernel/graphql/payload.js';
import { SegmentLayeringType, SegmentType } from './segments.types.js';

export const UploadMode = { ADD: 'add', REMOVE: 'remove', REPLACE: 'replace' } as const;
export const UploadProblem = { UNKNOWN: 'unknown', DUPLICATE: 'duplicate', NOT_UNDERSTOOD: 'not-understood' } as const;

registerEnumType(UploadMode, {
  name: 'SegmentUploadMode',
  description: 'What is done with the members of an upload.',
  valuesConfig: {
    ADD: { description: 'They come in; who is in stays.' },
    REMOVE: { description: 'They leave.' },
    REPLACE: { description: 'They are in, and nobody else.' },
  },
});
registerEnumType(UploadProblem, {
  name: 'SegmentUploadProblemCode',
  description: 'What is wrong with a line of an upload.',
  valuesConfig: {
    UNKNOWN: { description: 'Nobody you know has that identity.' },
    DUPLICATE: { description: 'The member stands in a line before it.' },
    NOT_UNDERSTOOD: { description: 'It names nobody: an empty or malformed value.' },
  },
});

@InputType('SegmentUploadInput', { description: 'Members to put into a list or take out of it.' })
export class SegmentUploadInput {
  @Field(() => ID, { description: 'The list.' })
  segmentId!: string;

  @Field(() => String, {
    description:
      'One member a line, at most 5,000: `externalId`, `phone`, `email` or `id` as the first line says, with more columns or without. CSV with commas; a byte order mark is understood.',
  })
  csv!: string;

  @Field(() => UploadMode, { defaultValue: UploadMode.ADD, description: 'What is done with them.' })
  mode!: (typeof UploadMode)[keyof typeof UploadMode];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Lines that are right count although others are wrong; otherwise one wrong line keeps all out.',
  })
  isPartial!: boolean;
}

@ObjectType('SegmentUploadProblem', { simpleResolvers: true, description: 'A line of an upload that is wrong.' })
export class SegmentUploadProblemType {
  @Field(() => Int, { description: 'Its number in the file, from 1; the line with the names counts.' })
  line!: number;

  @Field(() => UploadProblem, { description: 'What is wrong with it.' })
  code!: (typeof UploadProblem)[keyof typeof UploadProblem];
}

@ObjectType({ simpleResolvers: true, description: 'What a saved segment came to.' })
export class SegmentSavePayload extends Payload {
  @Field(() => SegmentType, { nullable: true, description: 'The segment; null for a layering. Its members are worked out in a moment.' })
  segment?: SegmentType | null;

  @Field(() => SegmentLayeringType, { nullable: true, description: 'The layering; null for a single segment.' })
  layering?: SegmentLayeringType | null;
} // prettier-ignore

@ObjectType({ simpleResolvers: true, description: 'That everything is worked out anew in a moment.' })
export class SegmentRebuildPayload extends Payload {
  @Field(() => [SegmentType], { description: 'The segments that are.' })
  segments!: SegmentType[];
}

@ObjectType({ simpleResolvers: true, description: 'What an upload came to.' })
export class SegmentUploadPayload extends Payload {
  @Field(() => SegmentType, { nullable: true, description: 'The list.' })
  segment?: SegmentType | null;

  @Field(() => Int, { nullable: true, description: 'Members who came in.' })
  added?: number | null;

  @Field(() => Int, { nullable: true, description: 'Members who left.' })
  removed?: number | null;

  @Field(() => Int, { nullable: true, description: 'Members who were as they should be.' })
  unchanged?: number | null;

  @Field(() => [SegmentUploadProblemType], { description: 'Lines that are wrong, the first hundred.' })
  problems!: SegmentUploadProblemType[];
}
