import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../kernel/graphql/access.js';
import { Node } from '../../kernel/graphql/node.js';
import { Payload } from '../../kernel/graphql/payload.js';
import { OperatorType } from '../../kernel/graphql/operator.type.js';
import { DateTime, SafeInt } from '../../kernel/graphql/scalars.js';

export const CallerKind = { VISITOR: 'visitor', MEMBER: 'member', BRAND: 'brand', OPERATOR: 'operator', SYSTEM: 'system' } as const; // prettier-ignore

registerEnumType(CallerKind, {
  name: 'CallerKind',
  description: 'Who sent a request.',
  valuesConfig: {
    VISITOR: { description: 'Somebody without credentials.' },
    MEMBER: { description: 'A member with its own token.' },
    BRAND: { description: 'The backend of a brand with its key.' },
    OPERATOR: { description: 'A person of the back office.' },
    SYSTEM: { description: 'Laurel itself.' },
  },
});

@Access({ visitor: true })
@ObjectType('Brand', {
  implements: Node,
  simpleResolvers: true,
  description: 'A brand of the program: the host owns it, partners take part.',
})
export class BrandType {
  @Field(() => ID, { description: '`brd_` and its code.' })
  id!: string;

  @Field(() => String, { description: 'Its short name in program files.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it owns the program.' })
  isHost!: boolean;

  @Field(() => String, { description: 'The IANA time zone in which it counts days.' })
  zone!: string;

  @Field(() => String, { description: 'Its currency, ISO 4217.' })
  currency!: string;

  @Field(() => String, { description: 'The language it speaks when nothing else is known: `zh-CN`, `zh-TW` or `en`.' })
  locale!: string;
}

export const BrandStatus = { ACTIVE: 'active', CLOSED: 'closed' } as const;

registerEnumType(BrandStatus, {
  name: 'BrandStatus',
  description: 'Whether a brand takes part.',
  valuesConfig: {
    ACTIVE: { description: 'It takes part in the program.' },
    CLOSED: { description: 'It does not any more; its keys prove nothing, what it reported stays.' },
  },
});

@InputType('BrandCreateInput', { description: 'A partner who is to take part.' })
export class BrandCreateInput {
  @Field(() => String, { description: 'Its short name for ever: 2 to 26 small letters, digits and hyphens.' })
  code!: string;

  @Field(() => String, { description: 'Its name, 1 to 120 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The IANA time zone in which it counts days; that of the host when nothing is said.' })
  zone?: string | null;

  @Field(() => String, { nullable: true, description: 'Its currency, ISO 4217; that of the host when nothing is said.' })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: '`zh-CN`, `zh-TW` or `en`; that of the host when nothing is said.' })
  locale?: string | null;
} // prettier-ignore

@InputType('BrandUpdateInput', { description: 'What is to change; what is absent stays.' })
export class BrandUpdateInput {
  @Field(() => String, { nullable: true, description: 'Its name, 1 to 120 characters.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone in which it counts days.' })
  zone?: string | null;

  @Field(() => String, { nullable: true, description: 'Its currency, ISO 4217.' })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: '`zh-CN`, `zh-TW` or `en`.' })
  locale?: string | null;

  @Field(() => BrandStatus, { nullable: true, description: 'Whether it takes part. The host always does.' })
  status?: (typeof BrandStatus)[keyof typeof BrandStatus] | null;
}

@ObjectType('BrandCreatePayload', { simpleResolvers: true, description: 'Who takes part now.' })
export class BrandCreatePayload extends Payload {
  @Field(() => BrandType, { nullable: true, description: 'The new brand.' })
  brand?: BrandType | null;
}

@ObjectType('BrandUpdatePayload', { simpleResolvers: true, description: 'A brand that was changed.' })
export class BrandUpdatePayload extends Payload {
  @Field(() => BrandType, { nullable: true, description: 'As it is now, with its new version.' })
  brand?: BrandType | null;
}

@ObjectType('RateLimit', {
  simpleResolvers: true,
  description: 'How much the caller may still ask for, in points of cost.',
})
export class RateLimitType {
  @Field(() => SafeInt, { description: 'The most that can be asked for at once, after a pause.' })
  limit!: number;

  @Field(() => SafeInt, { description: 'What is left of it after this request.' })
  remaining!: number;

  @Field(() => DateTime, { description: 'When all of it will be there again, if nothing is asked for until then.' })
  resetsAt!: number;
}

@ObjectType('Viewer', { simpleResolvers: true, description: 'Who the server thinks you are.' })
export class ViewerType {
  @Field(() => CallerKind, { description: 'What kind of caller.' })
  kind!: (typeof CallerKind)[keyof typeof CallerKind];

  @Field(() => BrandType, { nullable: true, description: 'The brand whose key or token this is.' })
  brand!: BrandType | null;

  @Field(() => [String], {
    description: 'What the key may do; empty for members, who may do what concerns themselves.',
  })
  scopes!: readonly string[];

  @Field(() => RateLimitType, {
    nullable: true,
    description: 'What it may still ask for; null for whoever has no limit.',
  })
  rateLimit!: RateLimitType | null;

  @Field(() => OperatorType, { nullable: true, description: 'The person of the back office whose token this is.' })
  operator!: OperatorType | null;

  /** For fields of modules below. */
  memberId!: string | null;
}
