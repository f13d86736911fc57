import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import { newId } from '../../../kernel/id.js';
import type { Vouched } from '../../../kernel/issuers.js';
import { IssuerAway } from '../../../kernel/issuers.js';
import { refuse } from '../../../kernel/refusal.js';
import { insertRows } from '../../../kernel/rows.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { read } from '../../../kernel/unit-of-work.js';
import type { Identity } from '../identities.js';
import { requireRoom, takeOnce } from './limits.js';
import { mailboxIn } from './mailbox.js';
import { hashOf } from './refresh-token.js';
import type { Newcomer, SignedIn } from './sign-in.js';
import { enter, memberKnownBy, requireTerms, tried } from './sign-in.js';
import type { Asker } from './sign-in-limits.js';
import { tryLimits } from './sign-in-limits.js';

const SUBJECT_KEPT_MAX = 150;

/**
 * Signs a member in with the ID token of a provider its brand trusts: known by the provider's subject, or, the first time,
 * by an e-mail address the provider has verified. Each token is good once. Refuses SIGN_IN_FAILED for everything that is
 * no good, and ISSUER_AWAY when the keys of the provider cannot be read.
 */
export async function signInWithOidc(
  house: House,
  asker: Asker,
  given: { readonly token: string; readonly nonce: string | null },
  newcomer: Newcomer | null,
): Promise<Written<SignedIn>> {
  const { caller } = asker;
  requireTerms(newcomer);
  await requireRoom(read(house, caller), tryLimits(asker));
  const vouched = await vouch(house, caller.brandId, given);
  if (vouched === null) {
    await tried(house, asker, () => Promise.resolve(false));
    refuse('SIGN_IN_FAILED');
  }
  const subject = subjectOf(vouched);
  const mailbox = vouched.email === null ? null : mailboxIn(vouched.email);
  const email: Identity | null = mailbox === null ? null : { kind: 'email', value: mailbox };
  return enter(house, asker, newcomer, {
    provider: 'oidc',
    isCounted: false,
    identities: email ? [subject, email] : [subject],
    find: async (sql) =>
      (await memberKnownBy(sql, house, caller.brandId, subject)) ??
      (email && (await memberToLink(sql, house, caller.brandId, { email, issuer: vouched.issuer.name }))),
    // what was signed, and not the signature: of some kinds of signature anybody can make a second one
    use: (session) => takeOnce(session, 'token', hashOf(given.token.replace(/\.[^.]*$/, '')), vouched.expiresAt),
    learn: async (session, memberId) => {
      if ((await memberKnownBy(session.sql, house, caller.brandId, subject)) !== null) return;
      const row = { id: newId('idn'), memberId, brandId: caller.brandId, ...subject, createdAt: session.now };
      await insertRows(session.sql, 'member_identities', [row]);
    },
  });
}

async function vouch(
  house: House,
  brandId: string,
  { token, nonce }: { readonly token: string; readonly nonce: string | null },
): Promise<Vouched | null> {
  try {
    return await house.issuers.vouch(brandId, token, nonce, house.realClock.now());
  } catch (error) {
    if (!(error instanceof IssuerAway)) throw error;
    house.log.warn({ brandId, error: String(error.cause) }, error.message);
    refuse('ISSUER_AWAY');
  }
}

/** A person at a provider: one name there is one person, whatever its addresses are later. */
function subjectOf({ issuer, subject }: Vouched): Identity {
  const kept = subject.length > SUBJECT_KEPT_MAX ? `sha256:${hashOf(subject)}` : subject;
  return { kind: 'oidc', value: `${issuer.name}|${kept}` };
}

/**
 * The member with a verified address, unless it is known already as another person at the same provider: then the address
 * has changed hands, and who has it now is somebody else.
 */
async function memberToLink(
  sql: Sql,
  house: House,
  brandId: string,
  { email, issuer }: { readonly email: Identity; readonly issuer: string },
): Promise<string | null> {
  const memberId = await memberKnownBy(sql, house, brandId, email);
  if (memberId === null) return null;
  const others = await sql.rows<{ value: string }>(
    "SELECT value FROM member_identities WHERE memberId = ? AND brandId = ? AND kind = 'oidc'",
    [memberId, brandId],
  );
  return others.some(({ value }) => value.startsWith(`${issuer}|`)) ? null : memberId;
}
