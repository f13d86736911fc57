import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';

export const ViewKind = {
  PAGE: 'page',
  ELEMENT: 'element',
  BENEFIT: 'benefit',
  CAMPAIGN: 'campaign',
  LINK: 'link',
} as const;

registerEnumType(ViewKind, {
  name: 'ViewKind',
  description: 'What was seen.',
  valuesConfig: {
    PAGE: { description: 'A page: its path.' },
    ELEMENT: { description: 'Something on a page: its name.' },
    BENEFIT: { description: 'A benefit: its id.' },
    CAMPAIGN: { description: 'A campaign: its id.' },
    LINK: { description: 'A link that was followed: its code.' },
  },
});

@InputType('ViewInput', { description: 'Something that was seen.' })
export class ViewInput {
  @Field(() => ViewKind, { description: 'What it is.' })
  kind!: (typeof ViewKind)[keyof typeof ViewKind];

  @Field(() => String, { description: 'Which: a path, a name, an id, a code; 1 to 190 characters.' })
  subject!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where it was seen: a path or a place on it; 1 to 190 characters.',
  })
  place?: string | null;

  @Field(() => String, { nullable: true, description: 'By which channel it was reached; 1 to 64 characters.' })
  channel?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When; now when nothing is given, at most 7 days ago.' })
  occurredAt?: number | null;
}

@ObjectType('ViewsRecordPayload', { simpleResolvers: true, description: 'How many will be written.' })
export class ViewsRecordPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'Views that were taken. They are written within a second or so.' })
  accepted?: number | null;

  @Field(() => Int, { nullable: true, description: 'Views for which there was no room; not worth sending again.' })
  dropped?: number | null;
}
