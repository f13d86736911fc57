import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ValueType } from '../../../kernel/expression/index.js';
import { Access } from '../../../kernel/graphql/access.js';
import { LocalisedTextInput } from '../../../kernel/graphql/locale.type.js';
import { Node } from '../../../kernel/graphql/node.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { JsonScalar } from '../../../kernel/graphql/scalars.js';
import type { Json } from '../../../kernel/json.js';

export const AttributeType = {
  TEXT: 'string',
  TEXTS: 'strings',
  WHOLE_NUMBER: 'int',
  NUMBER: 'double',
  INSTANT: 'instant',
  FLAG: 'bool',
} as const;

registerEnumType(AttributeType, {
  name: 'AttributeType',
  description: 'What an attribute holds.',
  valuesConfig: {
    TEXT: { description: 'A text.' },
    TEXTS: { description: "Several texts; none of the program's own attributes." },
    WHOLE_NUMBER: { description: "A whole number; none of the program's own attributes." },
    NUMBER: { description: 'A number.' },
    INSTANT: { description: 'An instant.' },
    FLAG: { description: 'True or false.' },
  },
});

@Access({ brand: 'program:read' })
@ObjectType('Attribute', {
  implements: Node,
  simpleResolvers: true,
  description: "Something that is known of members and their acts: declared by Laurel, or the program's own.",
})
export class AttributeDefinitionType extends Node {
  @Field(() => String, { description: 'How it is written: `metrics.orders`; the code of one of the program’s own.' })
  code!: string;

  @Field(() => AttributeType, { description: 'What it holds.' })
  type!: ValueType;

  @Field(() => String, { description: 'Its name for people, in the language of the request.' })
  name!: string;

  @Field(() => Boolean, { description: "Whether it is the program's own (`attributeSave`)." })
  isCustom!: boolean;

  @Field(() => Boolean, {
    description: 'Whether rules may ask about it: by its code, of one of the program’s own as `custom.` and its code.',
  })
  isForRules!: boolean;

  @Field(() => ID, { nullable: true, description: 'Whose it is; null for those Laurel declares.' })
  brandId!: string | null;

  @Field(() => Boolean, { description: 'Whether members may set it for themselves.' })
  isMemberEditable!: boolean;

  @Field(() => Int, { nullable: true, description: 'Counts its changes, for `expectedVersion`.' })
  version!: number | null;
}

@InputType('AttributeInput', { description: "An attribute of the program's own." })
export class AttributeInput {
  @Field(() => String, { description: 'Camel case, 2 to 26 letters and digits: `favouriteColour`. Never changes.' })
  code!: string;

  @Field(() => AttributeType, { description: 'TEXT, NUMBER, INSTANT or FLAG. Never changes.' })
  type!: ValueType;

  @Field(() => LocalisedTextInput, { description: 'Its name for people.' })
  name!: LocalisedTextInput;

  @Field(() => ID, { nullable: true, description: 'Whose it is; the host’s when nothing is given. Never changes.' })
  brandId?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether members may set it for themselves.' })
  isMemberEditable!: boolean;
}

@ObjectType('AttributeSavePayload', { simpleResolvers: true, description: 'The attribute as it is now.' })
export class AttributeSavePayload extends Payload {
  @Field(() => AttributeDefinitionType, { nullable: true, description: 'The attribute.' })
  attribute?: AttributeDefinitionType | null;
}

@InputType('AttributeValueInput', { description: 'A value for one attribute.' })
export class AttributeValueInput {
  @Field(() => String, { description: 'The code of the attribute.' })
  code!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'A text of 1 to 500 characters, a number of at most 15 digits, an instant as text (ISO 8601 with its offset), true or false; null clears.',
  })
  value?: Json;
}

@ObjectType('MemberAttribute', { simpleResolvers: true, description: 'What a member has of an attribute.' })
export class MemberAttributeType {
  @Field(() => String, { description: 'The code of the attribute.' })
  code!: string;

  @Field(() => String, { description: 'Its name for people, in the language of the request.' })
  name!: string;

  @Field(() => AttributeType, { description: 'What it holds.' })
  type!: ValueType;

  @Field(() => JsonScalar, { description: 'The value; an instant as ISO 8601 in UTC.' })
  value!: Json;
}
