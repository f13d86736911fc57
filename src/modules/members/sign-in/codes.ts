import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../../kernel/clock.js';
import { enclose, keyFor } from '../../../kernel/envelope.js';
import type { House } from '../../../kernel/house.js';
import type { Locale } from '../../../kernel/refusal.js';
import { refuse } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { read, write } from '../../../kernel/unit-of-work.js';
import { requireRoom, take } from './limits.js';
import { mailboxOf } from './mailbox.js';
import type { Asker } from './sign-in-limits.js';
import { codeLimits } from './sign-in-limits.js';

export const CODE_MS = 10 * 60_000;
export const CODE_TRIES_MAX = 5;
export const CODE_REQUESTED = 'sign-in.code_requested';
/** What the letter about a code is enclosed for. */
export const CODE_LETTER = 'sign-in code letter';

const CODES = 1_000_000;
const TOPIC_LENGTH_MAX = 30;
const RESEND_MS = 60_000;

export interface SentCode {
  readonly expiresAt: Instant;
  /** From when on another may be asked for. */
  readonly resendAt: Instant;
}

/**
 * Sends a code to a mailbox, whether a member is known by it or not: a newcomer needs one as well, so nothing about the
 * answer, and nothing that is done, depends on who is a member. A new code makes the one before worthless. Refuses
 * INVALID_IDENTITY, LIMIT_REACHED, and CODES_NOT_SENT where there is no mail server.
 */
export async function sendCode(
  house: House,
  asker: Asker,
  { identity, locale }: { readonly identity: string; readonly locale: Locale },
): Promise<SentCode> {
  const { caller } = asker;
  const mailbox = mailboxOf(identity);
  if (house.mail === null) refuse('CODES_NOT_SENT');
  const id = codeIdOf(house, caller.brandId, mailbox);
  const limits = codeLimits(asker, id);
  await requireRoom(read(house, caller), limits);
  const { value } = await write(house, { caller, members: [] }, async (session) => {
    await take(session, limits);
    const code = randomInt(CODES).toString().padStart(6, '0');
    const now = house.realClock.now();
    const expiresAt = now + CODE_MS;
    const letter = { mailbox, code, locale, brandId: caller.brandId, expiresAt };
    await keep(session, id, code, expiresAt);
    session.emit({
      type: CODE_REQUESTED,
      topic: id.slice(0, TOPIC_LENGTH_MAX), // a mailbox that takes long holds nobody else
      payload: { enclosed: enclose(house.secrets, CODE_LETTER, letter) },
    });
    return { expiresAt, resendAt: now + RESEND_MS };
  });
  return value;
}

/**
 * Counts a try, then says whether the code is right. The count is in the write itself and is committed before anybody
 * learns the answer, so that parallel guesses have as many tries as others. Takes as long for a mailbox without a code.
 */
export async function isRightCode(session: WriteSession, id: string, code: string): Promise<boolean> {
  const counted = await session.sql.run(
    'UPDATE sign_in_codes SET tries = tries + 1 WHERE id = ? AND tries < ? AND usedAt IS NULL AND expiresAt > ?',
    [id, CODE_TRIES_MAX, session.house.realClock.now()],
  );
  const [row] = await session.sql.rows<{ codeHash: string }>('SELECT codeHash FROM sign_in_codes WHERE id = ?', [id]);
  const stored = Buffer.from(row?.codeHash ?? 'A'.repeat(43), 'base64url');
  const given = Buffer.from(codeHashOf(session.house, id, code), 'base64url');
  return timingSafeEqual(stored, given) && counted === 1;
}

/** Uses a code up, in the transaction of the sign-in itself. Refuses SIGN_IN_FAILED when it was used or replaced meanwhile. */
export async function useCode(session: WriteSession, id: string, code: string): Promise<void> {
  const now = session.house.realClock.now();
  const used = await session.sql.run(
    'UPDATE sign_in_codes SET usedAt = ? WHERE id = ? AND codeHash = ? AND usedAt IS NULL AND expiresAt > ?',
    [now, id, codeHashOf(session.house, id, code), now],
  );
  if (used !== 1) refuse('SIGN_IN_FAILED');
}

/** Where the code of a mailbox is kept: a keyed hash, which says nothing about the address. */
export function codeIdOf({ secrets }: House, brandId: string, mailbox: string): string {
  return createHmac('sha256', keyFor(secrets, 'sign-in mailbox')).update(`${brandId}|${mailbox}`).digest('base64url');
}

function codeHashOf({ secrets }: House, id: string, code: string): string {
  return createHmac('sha256', secrets.keyPepper).update(`sign-in code|${id}|${code}`).digest('base64url');
}

async function keep(session: WriteSession, id: string, code: string, expiresAt: Instant): Promise<void> {
  const row = {
    id,
    brandId: session.caller.brandId,
    codeHash: codeHashOf(session.house, id, code),
    tries: 0,
    expiresAt,
    usedAt: null,
    createdAt: session.house.realClock.now(),
  };
  const replaced = { codeHash: 'replace', tries: 'replace', expiresAt: 'replace', usedAt: 'replace', createdAt: 'replace' } as const; // prettier-ignore
  await upsertRows(session.sql, 'sign_in_codes', ['id'], [row], replaced);
}
