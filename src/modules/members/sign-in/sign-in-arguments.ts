import type { Instant } from '../../../kernel/clock.js';
import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Json, JsonObject } from '../../../kernel/json.js';
import { refuseInput } from '../../../kernel/refusal.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { visitorIdOf } from '../views/join-visitor.js';
import { toEnrolment } from '../member-arguments.js';
import { signInWithOidc } from './oidc.js';
import type { Newcomer, SignedIn } from './sign-in.js';
import { requireBrand, signInWithCode } from './sign-in.js';
import type { SignInCredentialInput, SignInEnrolInput, SignInProvider } from './sign-in.types.js';
import { memberReasons as reasons } from '../members.reasons.js';

/** Signs in with whatever the provider asks for. Refuses INVALID_INPUT where that is not in the credential. */
export function signIn(
  { session, caller, address }: RequestContext,
  provider: keyof typeof SignInProvider,
  credential: SignInCredentialInput,
  enrol: SignInEnrolInput | null | undefined,
  visitorId: string | null | undefined,
): Promise<Written<SignedIn>> {
  requireBrand(caller);
  const { house } = session;
  const asker = { caller, address, visitorId: visitorIdOf(visitorId) };
  const newcomer = enrol ? toNewcomer(enrol, caller.brandId, session.now) : null;
  switch (provider) {
    case 'CODE':
      return signInWithCode(house, asker, { identity: given(credential, 'identity'), code: given(credential, 'code') }, newcomer); // prettier-ignore
    case 'OIDC':
      return signInWithOidc(house, asker, { token: given(credential, 'token'), nonce: credential.nonce ?? null }, newcomer); // prettier-ignore
  }
}

/** The facts of several activities as one outcome: lists of the same kind are joined. */
export function joinedOutcome({ value, results }: Written<SignedIn>): JsonObject {
  const joined: Record<string, Json> = {};
  for (const id of value.activityIds) {
    const recorded = results.get(id);
    const outcome = recorded && 'outcome' in recorded ? recorded.outcome : {};
    for (const [kind, facts] of Object.entries(outcome)) joined[kind] = joinedFacts(joined[kind], facts);
  }
  return joined;
}

function joinedFacts(before: Json | undefined, facts: Json): Json {
  return isList(before) && isList(facts) ? [...before, ...facts] : facts;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function toNewcomer(input: SignInEnrolInput, brandId: string, now: Instant): Newcomer {
  const { acceptsTerms, termsVersion, ...person } = input;
  return {
    enrolment: toEnrolment(person, brandId, now),
    hasAcceptedTerms: acceptsTerms,
    termsVersion,
  };
}

function given(credential: SignInCredentialInput, field: keyof SignInCredentialInput): string {
  const value = credential[field];
  return value || refuseInput(reasons.credentialNeeds(field), ['credential', field]);
}
