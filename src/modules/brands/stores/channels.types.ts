import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import type { Texts } from '../../../kernel/graphql/localised.js';
import { Localised } from '../../../kernel/graphql/localised.js';
import type { TranslationType } from '../../../kernel/graphql/locale.type.js';
import { LocalisedTextInput } from '../../../kernel/graphql/locale.type.js';
import { Node } from '../../../kernel/graphql/node.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import type { BrandType } from '../brands.types.js';

export const ChannelKind = { ONLINE: 'online', SHOP: 'shop', POSTER: 'poster', PARTNER: 'partner' } as const;

registerEnumType(ChannelKind, {
  name: 'ChannelKind',
  description: 'What kind of way members come on.',
  valuesConfig: {
    ONLINE: { description: 'A web shop, an app, a mini-program.' },
    SHOP: { description: 'The counters of its stores.' },
    POSTER: { description: 'A QR code on paper.' },
    PARTNER: { description: 'Another company that sends members.' },
  },
});

@ObjectType('Channel', {
  simpleResolvers: true,
  implements: Node,
  description: 'A way on which members come to a brand, for attribution.',
})
@Access({ brand: 'channels:read' })
export class ChannelType implements Node {
  readonly id!: string;

  readonly brandId!: string;
  readonly texts!: Texts;

  @Field(() => String, { description: 'What its brand calls it: the `channel` of purchases and enrolments.' })
  code!: string;

  @Field(() => ChannelKind, { description: 'What kind of way it is.' })
  kind!: (typeof ChannelKind)[keyof typeof ChannelKind];

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => Int, {
    description: 'Grows with every change: send it along as `expectedVersion` to change what you have seen.',
  })
  version!: number;

  /** Resolved in `store.fields.ts`. */
  brand?: BrandType | null;
  translations?: TranslationType[] | null;
}

export const ChannelConnection = connectionOf(ChannelType, 'Channel', 'channels, by brand and code');

@InputType('ChannelFilterInput', { description: 'Which channels. What is not said does not matter.' })
export class ChannelFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this brand.' })
  brandId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this code.' })
  code?: string | null;

  @Field(() => [ChannelKind], { nullable: true, description: 'Of these kinds.' })
  kind?: (typeof ChannelKind)[keyof typeof ChannelKind][] | null;
}

@InputType('ChannelInput', { description: 'The whole channel.' })
export class ChannelInput {
  @Field(() => ID, { nullable: true, description: 'Whose; your own brand when nothing is said.' })
  brandId?: string | null;

  @Field(() => String, { description: 'What its brand calls it, for ever: 1 to 32 letters, digits and `. _ -`.' })
  code!: string;

  @Field(() => ChannelKind, { description: 'What kind of way it is.' })
  kind!: (typeof ChannelKind)[keyof typeof ChannelKind];

  @Field(() => LocalisedTextInput, { description: 'What it is called.' })
  name!: LocalisedTextInput;
}

@ObjectType('ChannelSavePayload', { simpleResolvers: true, description: 'A channel that was saved.' })
export class ChannelSavePayload extends Payload {
  @Field(() => ChannelType, { nullable: true, description: 'As it is now, with its new version.' })
  channel?: ChannelType | null;
}
