import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import type { Texts } from '../../../kernel/graphql/localised.js';
import { Localised } from '../../../kernel/graphql/localised.js';
import type { TranslationType } from '../../../kernel/graphql/locale.type.js';
import { LocalisedTextInput } from '../../../kernel/graphql/locale.type.js';
import { Node } from '../../../kernel/graphql/node.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import type { BrandType } from '../brands.types.js';

export const StoreStatus = { OPEN: 'open', CLOSED: 'closed' } as const;

registerEnumType(StoreStatus, {
  name: 'StoreStatus',
  description: 'Whether a store takes part.',
  valuesConfig: {
    OPEN: { description: 'It does: it is in the catalogue, and its tills work.' },
    CLOSED: { description: 'It does not: keys of its tills prove nothing and its clerks may do nothing, until it opens again.' },
  }, // prettier-ignore
});

@ObjectType('StoreHours', { simpleResolvers: true, description: 'When a store is open on a day of the week.' })
export class StoreHoursType {
  @Field(() => Int, { description: '1 for Monday to 7 for Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'When it opens, in its own zone: `09:30`.' })
  opens!: string;

  @Field(() => String, { description: 'When it closes; after midnight when that is before it opens.' })
  closes!: string;
}

@ObjectType('GeoPoint', { simpleResolvers: true, description: 'A point on the map (WGS 84).' })
export class GeoPointType {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  longitude!: number;
}

@ObjectType('Store', {
  simpleResolvers: true,
  implements: Node,
  description: 'A place where a brand meets members: where purchases are made, and where benefits are good.',
})
@Access({ brand: 'stores:read', member: true, publishable: true })
export class StoreType implements Node {
  readonly id!: string;

  readonly brandId!: string;
  readonly texts!: Texts;

  @Field(() => String, { description: 'What its brand calls it: the `store` of purchases.' })
  code!: string;

  @Localised()
  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => StoreStatus, { description: 'Whether it takes part.' })
  status!: (typeof StoreStatus)[keyof typeof StoreStatus];

  @Field(() => String, { nullable: true, description: 'Its IANA time zone; null where it is that of its brand.' })
  zone!: string | null;

  @Localised()
  @Field(() => String, { nullable: true, description: 'The town it is in.' })
  city!: string | null;

  @Localised()
  @Field(() => String, { nullable: true, description: 'Where in the town.' })
  address!: string | null;

  @Field(() => GeoPointType, { nullable: true, description: 'Where on the map.' })
  geo!: GeoPointType | null;

  @Field(() => [StoreHoursType], { description: 'When it is open; empty where that is not told.' })
  hours!: readonly StoreHoursType[];

  @Field(() => Int, {
    description: 'Grows with every change: send it along as `expectedVersion` to change what you have seen.',
  })
  version!: number;

  /** Resolved in `store.fields.ts`. */
  brand?: BrandType | null;
  translations?: TranslationType[] | null;
}

export const StoreConnection = connectionOf(StoreType, 'Store', 'stores, by brand and code');

@InputType('StoreFilterInput', { description: 'Which stores. What is not said does not matter.' })
export class StoreFilterInput {
  @Field(() => ID, { nullable: true, description: 'Of this brand.' })
  brandId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this code.' })
  code?: string | null;

  @Field(() => [StoreStatus], {
    nullable: true,
    description: 'In these states; open when nothing is said. Closed ones are told only to their brand and the host, with `stores:read`.',
  })
  status?: (typeof StoreStatus)[keyof typeof StoreStatus][] | null;
} // prettier-ignore

@InputType('GeoPointInput', { description: 'A point on the map (WGS 84).' })
export class GeoPointInput {
  @Field(() => Float, { description: 'Degrees north, -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east, -180 to 180.' })
  longitude!: number;
}

@InputType('StoreHoursInput', { description: 'When a store is open on a day of the week.' })
export class StoreHoursInput {
  @Field(() => Int, { description: '1 for Monday to 7 for Sunday.' })
  weekday!: number;

  @Field(() => String, { description: 'When it opens, in its own zone: `09:30`.' })
  opens!: string;

  @Field(() => String, { description: 'When it closes; after midnight when that is before it opens.' })
  closes!: string;
}

@InputType('StoreInput', { description: 'The whole store: what is absent is as if it had never been said.' })
export class StoreInput {
  @Field(() => ID, { nullable: true, description: 'Whose; your own brand when nothing is said.' })
  brandId?: string | null;

  @Field(() => String, { description: 'What its brand calls it, for ever: 1 to 32 letters, digits and `. _ -`.' })
  code!: string;

  @Field(() => LocalisedTextInput, { description: 'What it is called.' })
  name!: LocalisedTextInput;

  @Field(() => StoreStatus, { defaultValue: StoreStatus.OPEN, description: 'Whether it takes part.' })
  status!: (typeof StoreStatus)[keyof typeof StoreStatus];

  @Field(() => String, { nullable: true, description: 'Its IANA time zone; that of its brand when nothing is said.' })
  zone?: string | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'The town it is in.' })
  city?: LocalisedTextInput | null;

  @Field(() => LocalisedTextInput, { nullable: true, description: 'Where in the town, up to 250 characters.' })
  address?: LocalisedTextInput | null;

  @Field(() => GeoPointInput, { nullable: true, description: 'Where on the map.' })
  geo?: GeoPointInput | null;

  @Field(() => [StoreHoursInput], { defaultValue: [], description: 'When it is open, at most 21 spans.' })
  hours!: StoreHoursInput[];
}

@ObjectType('StoreSavePayload', { simpleResolvers: true, description: 'A store that was saved.' })
export class StoreSavePayload extends Payload {
  @Field(() => StoreType, { nullable: true, description: 'As it is now, with its new version.' })
  store?: StoreType | null;
}
