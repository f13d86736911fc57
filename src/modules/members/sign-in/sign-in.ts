import type { Caller } from '../../../kernel/caller.js';
import type { Sql } from '../../../kernel/database.js';
import type { House } from '../../../kernel/house.js';
import { Refusal, refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Written } from '../../../kernel/unit-of-work.js';
import { read, write } from '../../../kernel/unit-of-work.js';
import { setConsents } from '../consents/consents.js';
import type { Enrolment } from '../enrol.js';
import { enrol } from '../enrol.js';
import type { Identity } from '../identities.js';
import { joinVisitor } from '../views/join-visitor.js';
import { codeIdOf, isRightCode, useCode } from './codes.js';
import { giveBack, requireRoom, take } from './limits.js';
import { mailboxOf } from './mailbox.js';
import type { Tokens } from './sessions.js';
import { openSession } from './sessions.js';
import type { Asker } from './sign-in-limits.js';
import { tryLimits } from './sign-in-limits.js';

/** What somebody says who may be new: how to enrol it, and that it agrees to the terms. */
export interface Newcomer {
  readonly enrolment: Omit<Enrolment, 'identities' | 'brandId'>;
  readonly hasAcceptedTerms: boolean;
  /** Which text it agreed to. */
  readonly termsVersion: string;
}

export interface SignedIn extends Tokens {
  readonly isNew: boolean;
  /** The activities it led to: `member.enrolled` of a newcomer, `member.signed_in`. */
  readonly activityIds: readonly string[];
}

/** Who somebody proved to be, and what else the transaction of the sign-in does about the proof. */
export interface Proof {
  readonly provider: 'code' | 'oidc';
  /** Whether the try was counted among the failures before it was looked at. */
  readonly isCounted: boolean;
  /** The member it is, as far as the brand knows it; null for a newcomer. */
  find(sql: Sql): Promise<string | null>;
  /** Uses the proof up, so that it is good once. Refuses SIGN_IN_FAILED. */
  use(session: WriteSession): Promise<void>;
  /** Keeps what was learned about a member who was known. */
  learn?(session: WriteSession, memberId: string): Promise<void>;
  /** By what a newcomer is known from now on. */
  readonly identities: readonly Identity[];
}

const CODE = /^\d{6}$/;

/**
 * Signs a member in with the code that was sent to its mailbox. Refuses SIGN_IN_FAILED for a code that is wrong, expired,
 * used or was never sent, and for somebody who is no member and does not enrol: from outside they are the same.
 */
export async function signInWithCode(
  house: House,
  asker: Asker,
  given: { readonly identity: string; readonly code: string },
  newcomer: Newcomer | null,
): Promise<Written<SignedIn>> {
  const { brandId } = asker.caller;
  const mailbox = mailboxOf(given.identity);
  const code = given.code.slice(0, 20).normalize('NFKC').replace(/\s/g, '');
  requireTerms(newcomer);
  const id = codeIdOf(house, brandId, mailbox);
  const isRight = await tried(house, asker, (session) => isRightCode(session, id, CODE.test(code) ? code : ''));
  if (!isRight) refuse('SIGN_IN_FAILED');
  const identity: Identity = { kind: 'email', value: mailbox };
  return enter(house, asker, newcomer, {
    provider: 'code',
    isCounted: true,
    identities: [identity],
    find: (sql) => memberKnownBy(sql, house, brandId, identity),
    use: (session) => useCode(session, id, code),
  });
}

/** Counts a try among the failures before it is looked at; `enter` takes it off again. Refuses LIMIT_REACHED. */
export async function tried(
  house: House,
  asker: Asker,
  look: (session: WriteSession) => Promise<boolean>,
): Promise<boolean> {
  const { caller } = asker;
  await requireRoom(read(house, caller), tryLimits(asker));
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    await take(session, tryLimits(asker));
    return look(session);
  });
  return value;
}

/** Lets somebody in who proved who it is. Refuses MEMBER_NOT_ACTIVE, which only whoever has the proof gets to see. */
export function enter(house: House, asker: Asker, newcomer: Newcomer | null, proof: Proof): Promise<Written<SignedIn>> {
  const { caller } = asker;
  const members = async (sql: Sql) => {
    const id = await proof.find(sql);
    return id === null ? [] : [id];
  };
  return write(house, { caller, members }, async (session) => {
    await proof.use(session);
    const [known] = session.members.keys();
    const enrolled = known === undefined ? await enrolNewcomer(session, newcomer, proof) : null;
    const memberId = enrolled?.memberId ?? known ?? '';
    const tokens = await openSession(session, { memberId, provider: proof.provider });
    if (known !== undefined) await proof.learn?.(session, known);
    if (asker.visitorId) await joinVisitor(session, { brandId: caller.brandId, visitorId: asker.visitorId, memberId });
    const payload = { provider: proof.provider };
    const signedIn = session.record({ type: 'member.signed_in', memberId, brandId: caller.brandId, payload });
    if (proof.isCounted) await giveBack(session, tryLimits(asker));
    const activityIds = enrolled ? [enrolled.activityId, signedIn] : [signedIn];
    return { ...tokens, isNew: enrolled !== null, activityIds };
  });
}

/** Nobody is enrolled without agreeing. Said before anything is looked up. Refuses TERMS_NOT_ACCEPTED. */
export function requireTerms(newcomer: Newcomer | null): void {
  if (newcomer && !newcomer.hasAcceptedTerms) refuse('TERMS_NOT_ACCEPTED', {}, ['enrol', 'acceptsTerms']);
}

/** The member a brand knows by an identity; a partner only while the member is linked to it. */
export async function memberKnownBy(
  sql: Sql,
  house: House,
  brandId: string,
  { kind, value }: Identity,
): Promise<string | null> {
  const isHost = brandId === house.programs.current().hostBrandId;
  const linked = ' AND EXISTS (SELECT 1 FROM member_links l WHERE l.memberId = i.memberId AND l.brandId = i.brandId)';
  const [row] = await sql.rows<{ memberId: string }>(
    `SELECT i.memberId FROM member_identities i WHERE i.brandId = ? AND i.kind = ? AND i.value = ?${isHost ? '' : linked}`,
    [brandId, kind, value],
  );
  return row?.memberId ?? null;
}

async function enrolNewcomer(session: WriteSession, newcomer: Newcomer | null, { identities }: Proof) {
  if (newcomer === null) refuse('SIGN_IN_FAILED');
  const { brandId } = session.caller;
  try {
    const enrolled = await enrol(session, { ...newcomer.enrolment, brandId, identities });
    const agreed = { channel: 'none', purpose: 'service', state: 'granted', source: 'sign-in' } as const;
    const words = [{ ...agreed, textVersion: newcomer.termsVersion }];
    await setConsents(session, { memberId: enrolled.memberId, brandId, words });
    return enrolled;
  } catch (error) {
    const isTaken = error instanceof Refusal && error.code === 'ALREADY_ENROLLED'; // by somebody who is not to be told
    throw isTaken ? new Refusal('SIGN_IN_FAILED') : error;
  }
}

/** Members sign in with a brand. Refuses KEY_NEEDED for somebody who sent no key. */
export function requireBrand({ brandId, keyId }: Caller): void {
  if (brandId === '' || keyId === null) refuse('KEY_NEEDED');
}
