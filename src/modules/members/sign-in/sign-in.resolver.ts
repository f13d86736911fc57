import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '../../../kernel/graphql/access.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import { toOutcomeType } from '../../../kernel/graphql/outcome.type.js';
import { answer } from '../../../kernel/graphql/payload.js';
import type { Locale } from '../../../kernel/refusal.js';
import { LocaleEnum } from '../../../kernel/graphql/locale.type.js';
import { sendCode } from './codes.js';
import { refresh, signOut } from './sessions.js';
import { joinedOutcome, signIn } from './sign-in-arguments.js';
import { requireBrand } from './sign-in.js';
import {
  CodeChannel,
  MemberCodeSendPayload,
  MemberSignInPayload,
  MemberSignOutPayload,
  MemberTokenRefreshPayload,
  SignInCredentialInput,
  SignInEnrolInput,
  SignInProvider,
} from './sign-in.types.js';

@Resolver()
export class SignInResolver {
  @Mutation(() => MemberCodeSendPayload, {
    description:
      'Sends a code to sign in with, by e-mail, to members and newcomers alike. One a minute, five an hour and ten a day for an address; refuses LIMIT_REACHED.',
  })
  @Access({ visitor: true })
  memberCodeSend(
    @Arg('channel', () => CodeChannel, { defaultValue: CodeChannel.EMAIL, description: 'How it is sent.' })
    _channel: keyof typeof CodeChannel,
    @Arg('identity', () => String, { description: 'The e-mail address, in plain ASCII.' }) identity: string,
    @Arg('locale', () => LocaleEnum, {
      nullable: true,
      description: 'The language of the mail; that of the request when nothing is said.',
    })
    locale: Locale | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<MemberCodeSendPayload> {
    const { caller, address, session } = context;
    return answer(context, () => {
      requireBrand(caller);
      return sendCode(session.house, { caller, address }, { identity, locale: locale ?? context.locale });
    });
  }

  @Mutation(() => MemberSignInPayload, {
    description:
      'Signs a member in with the brand whose publishable key was sent. Everything that is no good (wrong, expired, used, of somebody who is no member) is refused with SIGN_IN_FAILED.',
  })
  @Access({ visitor: true })
  memberSignIn(
    @Arg('provider', () => SignInProvider, { description: 'With what.' }) provider: keyof typeof SignInProvider,
    @Arg('credential', () => SignInCredentialInput, { description: 'The proof.' }) credential: SignInCredentialInput,
    @Arg('enrol', () => SignInEnrolInput, {
      nullable: true,
      description: 'Enrols whoever is no member yet; without it only members sign in.',
    })
    enrol: SignInEnrolInput | null | undefined,
    @Arg('visitorId', () => String, { nullable: true, description: 'What `viewsRecord` knew the person by before.' })
    visitorId: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<MemberSignInPayload> {
    return answer(context, async () => {
      const written = await signIn(context, provider, credential, enrol, visitorId);
      const { memberId, isNew, token, expiresAt, refreshToken, refreshExpiresAt } = written.value;
      return {
        token,
        expiresAt,
        refreshToken,
        refreshExpiresAt,
        member: { id: memberId },
        isNewMember: isNew,
        outcome: toOutcomeType(joinedOutcome(written)),
      };
    });
  }

  @Mutation(() => MemberTokenRefreshPayload, {
    description:
      'Exchanges a refresh token for the next one and a new access token, with the publishable key it was signed in with. A token that was exchanged before signs its whole session out, unless it is repeated with the same key within 30 seconds. Refuses SESSION_ENDED.',
  })
  @Access({ visitor: true })
  memberTokenRefresh(
    @Arg('refreshToken', () => String, { description: 'The last one that was given.' }) token: string,
    @Arg('idempotencyKey', () => String, {
      description: 'Random, 1 to 255 characters, made once for each refresh token and kept beside it.',
    })
    key: string,
    @Ctx() context: RequestContext,
  ): Promise<MemberTokenRefreshPayload> {
    const { caller, session } = context;
    return answer(context, async () => {
      requireBrand(caller);
      const { memberId, isReplay, ...tokens } = await refresh(session.house, caller, { token, key });
      return { ...tokens, member: { id: memberId }, replayed: isReplay };
    });
  }

  @Mutation(() => MemberSignOutPayload, {
    description: 'Ends the session of this token: within a second none of its tokens works any more.',
  })
  @Access({ member: true })
  memberSignOut(
    @Arg('everywhere', () => Boolean, {
      defaultValue: false,
      description: 'Ends all sessions the member has with this brand, on every device.',
    })
    isEverywhere: boolean,
    @Ctx() context: RequestContext,
  ): Promise<MemberSignOutPayload> {
    const { caller, session } = context;
    return answer(context, async () => ({ signedOut: (await signOut(session.house, caller, isEverywhere)) > 0 }));
  }
}
