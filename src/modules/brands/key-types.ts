import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { connectionOf, PageArgs } from '../../kernel/graphql/connection.js';
import { ApprovalType } from '../../kernel/graphql/approval.type.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';
import type { BrandType } from './brands.types.js';

export const KeyMode = { LIVE: 'live', TEST: 'test' } as const;
export const KeyKind = { BRAND: 'brand', PUBLISHABLE: 'publishable' } as const;
export const KeyStatus = { ACTIVE: 'active', HELD: 'held', EXPIRED: 'expired', REVOKED: 'revoked' } as const;

type ValueOf<T> = T[keyof T];

registerEnumType(KeyMode, {
  name: 'KeyMode',
  description: 'What a key opens.',
  valuesConfig: {
    LIVE: { description: 'The real house.' },
    TEST: { description: 'The sandbox: another database with a clock of its own.' },
  },
});

registerEnumType(KeyKind, {
  name: 'KeyKind',
  description: 'Who is to use a key.',
  valuesConfig: {
    BRAND: { description: 'The backend of a brand. It has a secret and scopes and never belongs into a web page.' },
    PUBLISHABLE: {
      description: 'Web pages and apps, before anybody has signed in. It has no secret; a page must be on its list of origins.',
    },
  }, // prettier-ignore
});

registerEnumType(KeyStatus, {
  name: 'KeyStatus',
  description: 'Whether a key works.',
  valuesConfig: {
    ACTIVE: { description: 'It works.' },
    HELD: { description: 'It waits for a second person and does not work yet.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'It was ended.' },
  },
});

@Access({ brand: 'keys:rotate' })
@ObjectType('ApiKey', { simpleResolvers: true, description: 'A key of a brand. Its secret cannot be read.' })
export class ApiKeyType {
  @Field(() => ID, { description: '`key_` and an id of ours.' })
  id!: string;

  @Field(() => String, { description: 'The public part of the key, by which you find it in your own settings.' })
  keyId!: string;

  brandId!: string;
  storeId!: string | null;

  @Field(() => KeyMode, { description: 'What it opens.' })
  mode!: ValueOf<typeof KeyMode>;

  @Field(() => KeyKind, { description: 'Who is to use it.' })
  kind!: ValueOf<typeof KeyKind>;

  @Field(() => KeyStatus, { description: 'Whether it works.' })
  status!: ValueOf<typeof KeyStatus>;

  @Field(() => String, { description: 'What it is for.' })
  label!: string;

  @Field(() => [String], { description: 'What it may do; empty for a publishable key.' })
  scopes!: readonly string[];

  @Field(() => [String], { description: 'Web pages a publishable key may be used from.' })
  origins!: readonly string[];

  @Field(() => [String], { description: 'Addresses and networks it may be used from; empty for everywhere.' })
  ipAllow!: readonly string[];

  @Field(() => SafeInt, { nullable: true, description: 'Points of cost a second; null for the usual rate.' })
  ratePerSecond!: number | null;

  @Field(() => String, { nullable: true, description: 'The whole of a publishable key; null for one with a secret.' })
  publicToken!: string | null;

  @Field(() => ID, { nullable: true, description: 'The key it took the place of.' })
  rotatedFromId!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; null for never.' })
  expiresAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was ended.' })
  revokedAt!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was used last, to the hour.' })
  lastUsedAt!: number | null;

  /** Resolved in `key.fields.ts`. */
  brand?: BrandType | null;
}

export const ApiKeyConnection = connectionOf(ApiKeyType, 'ApiKey', 'the keys');

@ArgsType()
export class ApiKeysArgs extends PageArgs {
  @Field(() => KeyMode, {
    nullable: true,
    description: 'Those of which house; those of your own when nothing is said.',
  })
  mode?: ValueOf<typeof KeyMode> | null;

  @Field(() => ID, { nullable: true, description: 'Of this brand only.' })
  brandId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this store only.' })
  storeId?: string | null;
}

@InputType('ApiKeyCreateInput', { description: 'What the key is to be.' })
export class ApiKeyCreateInput {
  @Field(() => ID, { nullable: true, description: 'Whose; your own brand when nothing is said.' })
  brandId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A store of that brand: the key is for its tills alone, with the scopes of the bundle `till` or fewer. A key of the whole brand when nothing is said.',
  })
  storeId?: string | null;

  @Field(() => KeyKind, { defaultValue: KeyKind.BRAND, description: 'Who is to use it.' })
  kind!: ValueOf<typeof KeyKind>;

  @Field(() => KeyMode, { defaultValue: KeyMode.LIVE, description: 'What it opens. The first test key makes the sandbox.' })
  mode!: ValueOf<typeof KeyMode>;

  @Field(() => String, { description: 'What it is for, 1 to 120 characters.' })
  label!: string;

  @Field(() => [String], { defaultValue: [], description: 'Scopes or bundles, such as `till`; none for a publishable key, and all of `till` for a store when none are said.' })
  scopes!: string[];

  @Field(() => [String], { defaultValue: [], description: 'For a publishable key 1 to 50 origins: `https://shop.example`. Plain http only for localhost.' })
  origins!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Addresses and networks it may be used from: `203.0.113.0/24`. Everywhere when there are none.' })
  ipAllow!: string[];

  @Field(() => Int, { nullable: true, description: 'Points of cost a second; the usual rate when nothing is said.' })
  ratePerSecond?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working; never when nothing is said.' })
  expiresAt?: number | null;
} // prettier-ignore

const HELD =
  'Whom the key waits for where an operator made one that may do what only the host may: its token works when somebody else has approved.';

@ObjectType('ApiKeyCreatePayload', { simpleResolvers: true, description: 'A key that was made.' })
export class ApiKeyCreatePayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The key.' })
  apiKey?: ApiKeyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The key as it is sent. Shown this once: null for a repeat of the request.',
  })
  token?: string | null;

  @Field(() => ApprovalType, { nullable: true, description: HELD })
  approval?: ApprovalType | null;
}

@ObjectType('ApiKeyRotatePayload', { simpleResolvers: true, description: 'A key and the one it takes the place of.' })
export class ApiKeyRotatePayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The new key.' })
  apiKey?: ApiKeyType | null;

  @Field(() => ApiKeyType, {
    nullable: true,
    description: 'The old key; `expiresAt` says how long it goes on working.',
  })
  previous?: ApiKeyType | null;

  @Field(() => String, {
    nullable: true,
    description: 'The new key as it is sent. Shown this once: null for a repeat of the request.',
  })
  token?: string | null;

  @Field(() => ApprovalType, { nullable: true, description: HELD })
  approval?: ApprovalType | null;
}

@ObjectType('ApiKeyRevokePayload', { simpleResolvers: true, description: 'A key that was ended.' })
export class ApiKeyRevokePayload extends Payload {
  @Field(() => ApiKeyType, { nullable: true, description: 'The key.' })
  apiKey?: ApiKeyType | null;
}
