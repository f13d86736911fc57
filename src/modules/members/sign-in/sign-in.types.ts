import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { OutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { Payload } from '../../../kernel/graphql/payload.js';
import { CalendarDate, DateTime } from '../../../kernel/graphql/scalars.js';
import { LocaleEnum } from '../../../kernel/graphql/locale.type.js';
import { MemberType } from '../members.types.js';

export const CodeChannel = { EMAIL: 'EMAIL' } as const;
export const SignInProvider = { CODE: 'CODE', OIDC: 'OIDC' } as const;

registerEnumType(CodeChannel, {
  name: 'CodeChannel',
  description: 'How a code to sign in with is sent. Only e-mail is delivered by now.',
  valuesConfig: { EMAIL: { description: 'By e-mail.' } },
});
registerEnumType(SignInProvider, {
  name: 'SignInProvider',
  description: 'With what a member proves who it is.',
  valuesConfig: {
    CODE: { description: 'A code of six digits that `memberCodeSend` sent: `identity` and `code` of the credential.' },
    OIDC: {
      description: 'An ID token of an identity provider the brand trusts: `token` and `nonce` of the credential.',
    },
  },
});

@ObjectType('MemberCodeSendPayload', {
  simpleResolvers: true,
  description: 'A code was sent. The same answer whether the address is known or not.',
})
export class MemberCodeSendPayload extends Payload {
  @Field(() => DateTime, { nullable: true, description: 'How long the code works: 10 minutes, five tries, one use.' })
  expiresAt?: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When another may be asked for; it makes this one worthless.' })
  resendAt?: number | null;
}

@InputType('SignInCredential', { description: 'What a member proves itself with; which fields, says the provider.' })
export class SignInCredentialInput {
  @Field(() => String, { nullable: true, description: 'CODE: the e-mail address the code was sent to, plain ASCII.' })
  identity?: string | null;

  @Field(() => String, { nullable: true, description: 'CODE: the six digits.' })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'OIDC: the ID token, at most 8,192 characters. It signs in once.',
  })
  token?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'OIDC: the nonce the client asked with; needed when the token has one.',
  })
  nonce?: string | null;
}

@InputType('SignInEnrolInput', {
  description: 'Enrols whoever is no member yet, in the same call. Ignored for members.',
})
export class SignInEnrolInput {
  @Field(() => Boolean, { description: 'That the person agreed to the terms; without it nobody is enrolled.' })
  acceptsTerms!: boolean;

  @Field(() => String, {
    description:
      'Which text was shown, `terms-2026-05`: kept as consent to SERVICE. 1 to 64 letters, digits and . _ : -',
  })
  termsVersion!: string;

  @Field(() => String, { nullable: true, description: 'How the person is addressed, at most 120 characters.' })
  displayName?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: 'The birthday.' })
  birthday?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: 'The language the person reads.' })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: 'The IANA time zone the person lives in.' })
  zone?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the person joined, at most 64 characters.' })
  channel?: string | null;
}

/** What a front end holds while a member is signed in. */
@ObjectType({ simpleResolvers: true })
export abstract class TokensPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'The access token: send it as `Authorization: Bearer …`.' })
  token?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the access token stops working: after 15 minutes.' })
  expiresAt?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Good once, for `memberTokenRefresh` with the same publishable key. Keep it where no script of others reads it.',
  })
  refreshToken?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the refresh token stops working: after 30 days.' })
  refreshExpiresAt?: number | null;

  @Field(() => MemberType, {
    nullable: true,
    description: 'Who is signed in: its id. Ask `me` with the access token for the rest.',
  })
  member?: MemberType | null;
}

@ObjectType('MemberSignInPayload', {
  simpleResolvers: true,
  description: 'Who signed in, and the tokens of the session.',
})
export class MemberSignInPayload extends TokensPayload {
  @Field(() => Boolean, { nullable: true, description: 'Whether this enrolled it.' })
  isNewMember?: boolean | null;

  @Field(() => OutcomeType, { nullable: true, description: 'What signing in, and joining before it, led to.' })
  outcome?: OutcomeType | null;
}

@ObjectType('MemberTokenRefreshPayload', { simpleResolvers: true, description: 'The next tokens of a session.' })
export class MemberTokenRefreshPayload extends TokensPayload {}

@ObjectType('MemberSignOutPayload', { simpleResolvers: true, description: 'What ended.' })
export class MemberSignOutPayload extends Payload {
  @Field(() => Boolean, { nullable: true, description: 'Whether a session ended; false when there was none any more.' })
  signedOut?: boolean | null;
}
