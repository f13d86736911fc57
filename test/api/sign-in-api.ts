import { openMailer } from '../../src/app/mail.js';
import { openLog } from '../../src/kernel/log.js';
import { deliverDue } from '../../src/kernel/relay.js';
import type { Mailbox, Received } from '../support/mailbox.js';
import { openMailbox, subjectOf } from '../support/mailbox.js';
import type { Answered, ApiOptions, Asking, TestApi } from './open-api.js';
import { openTestApi } from './open-api.js';

const ERRORS = 'errors { __typename code message path ... on LimitReached { resetsAt } nextActions { kind } } replayed';
const TOKENS = 'token expiresAt refreshToken refreshExpiresAt member { id }';

export const SEND = `mutation Send($identity: String!, $locale: Locale) {
  memberCodeSend(identity: $identity, locale: $locale) { expiresAt resendAt ${ERRORS} } }`;
export const SIGN_IN = `mutation SignIn($provider: SignInProvider! = CODE, $credential: SignInCredential!, $enrol: SignInEnrolInput) {
  memberSignIn(provider: $provider, credential: $credential, enrol: $enrol) {
    ${TOKENS} isNewMember outcome { points { amount } } ${ERRORS} } }`;
export const REFRESH = `mutation Refresh($token: String!, $key: String!) {
  memberTokenRefresh(refreshToken: $token, idempotencyKey: $key) { ${TOKENS} ${ERRORS} } }`;
export const SIGN_OUT = `mutation SignOut($everywhere: Boolean = false) {
  memberSignOut(everywhere: $everywhere) { signedOut ${ERRORS} } }`;

/** What a payload says of somebody who signed in. */
export interface Signed {
  readonly token: string;
  readonly expiresAt: string;
  readonly refreshToken: string;
  readonly refreshExpiresAt: string;
  readonly member: { readonly id: string } | null;
  readonly isNewMember: boolean | null;
  readonly errors: readonly { readonly code: string; readonly resetsAt?: string; readonly message: string }[];
  readonly replayed: boolean;
}

/** The API of a house that sends mail, and a front end in front of it. */
export interface SignInApi extends TestApi {
  readonly mailbox: Mailbox;
  /** Asks as a front end does: with the key of the host unless another token is given. */
  front(query: string, variables?: object, asking?: Asking): Promise<Answered>;
  /** Asks for a code and reads it out of the mail. */
  codeFor(identity: string, asking?: Asking): Promise<string>;
  signIn(identity: string, code: string, enrol?: object, asking?: Asking): Promise<Signed>;
  refresh(token: string, key: string, asking?: Asking): Promise<Signed>;
  /** The mails that came since the last call. */
  mails(): Promise<Received[]>;
}

export const AGREED = { acceptsTerms: true, termsVersion: '2026-01' };

export async function openSignInApi(options: ApiOptions = {}): Promise<SignInApi> {
  const mailbox = await openMailbox();
  const mail = openMailer(
    { smtpUrl: mailbox.url, from: 'Host <hello@host.example>', isLogged: false },
    openLog('silent'),
  );
  const api = await openTestApi({ ...options, house: { mail, ...options.house } });
  const key = await frontKey(api);
  const front = (query: string, variables: object = {}, asking: Asking = {}) => api.ask(query, variables, { token: key, ...asking }); // prettier-ignore
  const mails = async () => {
    await deliverDue(api.house);
    return mailbox.received.splice(0);
  };
  const payload = (answer: Answered, name: string): Signed => {
    const value = (answer.data as Record<string, Signed> | undefined)?.[name];
    if (!value) throw new Error(JSON.stringify(answer.errors));
    return value;
  };
  return {
    ...api,
    mailbox,
    front,
    mails,
    codeFor: async (identity, asking) => {
      const sent = payload(await front(SEND, { identity }, asking), 'memberCodeSend');
      if (sent.errors.length > 0) throw new Error(JSON.stringify(sent.errors));
      const [mail] = await mails();
      return /\b\d{6}\b/.exec(subjectOf(mail))?.[0] ?? '';
    },
    signIn: async (identity, code, enrol, asking) =>
      payload(await front(SIGN_IN, { credential: { identity, code }, enrol }, asking), 'memberSignIn'),
    refresh: async (token, refreshKey, asking) =>
      payload(await front(REFRESH, { token, key: refreshKey }, asking), 'memberTokenRefresh'),
    close: async () => {
      await api.close();
      await mailbox.close();
    },
  };
}

/** The key a front end of a brand has. */
export function frontKey(api: TestApi, brand?: string): Promise<string> {
  return api.key([], brand, { kind: 'publishable', origins: ['https://shop.example'] });
}

/** The codes of the errors of a payload. */
export function codes(signed: Pick<Signed, 'errors'> | undefined): string[] | undefined {
  return signed?.errors.map(({ code }) => code);
}
