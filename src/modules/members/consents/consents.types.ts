import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import { connectionOf } from '../../../kernel/graphql/connection.js';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { DateTime } from '../../../kernel/graphql/scalars.js';
import { MemberType } from '../members.types.js';

export const ConsentChannel = {
  IN_APP: 'in_app',
  EMAIL: 'email',
  SMS: 'sms',
  PUSH: 'push',
  WECHAT: 'wechat',
  PHONE: 'phone',
  POST: 'post',
  NONE: 'none',
} as const;

export const ConsentPurpose = {
  SERVICE: 'service',
  MARKETING: 'marketing',
  SURVEYS: 'surveys',
  PROFILING: 'profiling',
  SHARING: 'sharing',
} as const;

export const ConsentState = { GRANTED: 'granted', WITHDRAWN: 'withdrawn' } as const;

type Of<Enum> = Enum[keyof Enum];

registerEnumType(ConsentChannel, {
  name: 'ConsentChannel',
  description: 'By what means somebody may be addressed.',
  valuesConfig: {
    IN_APP: { description: 'The inbox of the app.' },
    EMAIL: { description: 'E-mail.' },
    SMS: { description: 'Text messages.' },
    PUSH: { description: 'Push messages.' },
    WECHAT: { description: 'WeChat.' },
    PHONE: { description: 'Calls.' },
    POST: { description: 'Letters.' },
    NONE: { description: 'By none: it is about how data are used, not about messages.' },
  },
});
registerEnumType(ConsentPurpose, {
  name: 'ConsentPurpose',
  description: 'What for.',
  valuesConfig: {
    SERVICE: { description: 'What concerns an order, a benefit or the membership itself.' },
    MARKETING: { description: 'Offers and news.' },
    SURVEYS: { description: 'Questions and studies.' },
    PROFILING: { description: 'Offers chosen by what the member did before.' },
    SHARING: { description: 'The brand sees the membership. Without it there is no link.' },
  },
});
registerEnumType(ConsentState, {
  name: 'ConsentState',
  description: 'What a member said.',
  valuesConfig: { GRANTED: { description: 'Yes.' }, WITHDRAWN: { description: 'No, or no longer.' } },
});

@ObjectType('Consent', { simpleResolvers: true, description: 'What a member said last about one channel and purpose.' })
export class ConsentType {
  @Field(() => ID, { description: 'To which brand.' })
  brandId!: string;

  @Field(() => ConsentChannel, { description: 'By what means.' })
  channel!: Of<typeof ConsentChannel>;

  @Field(() => ConsentPurpose, { description: 'What for.' })
  purpose!: Of<typeof ConsentPurpose>;

  @Field(() => ConsentState, { description: 'Yes or no.' })
  state!: Of<typeof ConsentState>;

  @Field(() => String, { description: 'The text that was shown: its name and version.' })
  textVersion!: string;

  @Field(() => String, { description: 'Where it was said: `app`, `checkout`, `paper`.' })
  source!: string;

  @Field(() => DateTime, { description: 'When it was said.' })
  occurredAt!: number;
}

@Access({ brand: 'consents:read', member: true })
@ObjectType('ConsentChange', { simpleResolvers: true, description: 'One word of a member about what it agrees to.' })
export class ConsentChangeType extends ConsentType {
  @Field(() => ID, { description: '`cns_` and 26 characters.' })
  id!: string;

  @Field(() => DateTime, { description: 'When it was written down here.' })
  recordedAt!: number;
}

export const ConsentChangeConnection = connectionOf(ConsentChangeType, 'ConsentChange', 'the words of a member');

@InputType('ConsentInput', { description: 'What a member said about one channel and purpose.' })
export class ConsentInput {
  @Field(() => ConsentChannel, { description: 'By what means.' })
  channel!: Of<typeof ConsentChannel>;

  @Field(() => ConsentPurpose, { description: 'What for.' })
  purpose!: Of<typeof ConsentPurpose>;

  @Field(() => ConsentState, { description: 'Yes or no.' })
  state!: Of<typeof ConsentState>;

  @Field(() => String, { description: 'The text that was shown: 1 to 64 letters, digits and `. _ : -`.' })
  textVersion!: string;

  @Field(() => String, { nullable: true, description: 'Where it was said; the kind of caller when nothing is given.' })
  source?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was said; now when nothing is given.' })
  occurredAt?: number | null;
}

@ObjectType('ConsentSetPayload', { simpleResolvers: true, description: 'What holds now.' })
export class ConsentSetPayload extends Payload {
  @Field(() => MemberType, { nullable: true, description: 'The member, with what holds now in `consents`.' })
  member?: MemberType | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What it led to; null when nothing changed.' })
  outcome?: OutcomeType | null;
}
