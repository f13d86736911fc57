import { createHmac } from 'node:crypto';
import type { House } from '../../kernel/house.js';
import { refuse } from '../../kernel/refusal.js';
import { marks, upsertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';

export const WINDOW_MS = 15 * 60_000;
const MINUTE_MS = 60_000;

/** Guesses within a quarter of an hour: of one address at one login, at one login from anywhere, of one address. */
export const GUESSES_MAX = { pair: 5, login: 20, ip: 50 } as const;

type Counted = keyof typeof GUESSES_MAX;

export interface Guess {
  readonly login: string;
  readonly ip: string;
}

/**
 * Takes one guess out of what is left, before any password is looked at, in guarded updates: guesses at the same time on
 * several processes cannot be more than one after the other. Refuses TOO_MANY_ATTEMPTS, the same for logins that exist
 * and for those that do not.
 */
export async function takeGuess(session: WriteSession, guess: Guess): Promise<void> {
  const { now } = session;
  const keys = keysOf(session.house, guess);
  // first there, then counted: many who begin at once wait for one another at the row instead of meeting as duplicates
  const rows = keys.map(([, id]) => ({ id, startedAt: now, attempts: 0 }));
  await upsertRows(session.sql, 'sign_in_attempts', ['id'], rows, { attempts: 'add' });
  for (const [kind, id] of keys) {
    if (!(await count(session, id, GUESSES_MAX[kind]))) await refuseUntilOver(session, id);
  }
}

/** It was no guess but the password: it does not count, and neither do the slips before it. */
export async function giveBack(session: WriteSession, guess: Guess): Promise<void> {
  const [[, pair], ...others] = keysOf(session.house, guess);
  const ids = others.map(([, id]) => id);
  await session.sql.run('UPDATE sign_in_attempts SET attempts = 0 WHERE id = ?', [pair]);
  const less = `UPDATE sign_in_attempts SET attempts = attempts - 1 WHERE attempts > 0 AND id IN ${marks(ids)}`;
  await session.sql.run(less, ids);
}

async function count({ sql, now }: WriteSession, id: string, max: number): Promise<boolean> {
  const counted = 'UPDATE sign_in_attempts SET attempts = attempts + 1 WHERE id = ? AND startedAt > ? AND attempts < ?';
  if ((await sql.run(counted, [id, now - WINDOW_MS, max])) === 1) return true;
  const begun = 'UPDATE sign_in_attempts SET startedAt = ?, attempts = 1 WHERE id = ? AND startedAt <= ?';
  return (await sql.run(begun, [now, id, now - WINDOW_MS])) === 1;
}

async function refuseUntilOver({ sql, now }: WriteSession, id: string): Promise<never> {
  const [row] = await sql.rows<{ startedAt: number }>('SELECT startedAt FROM sign_in_attempts WHERE id = ?', [id]);
  const left = (row?.startedAt ?? now) + WINDOW_MS - now;
  refuse('TOO_MANY_ATTEMPTS', { minutes: Math.max(1, Math.ceil(left / MINUTE_MS)) });
}

/** In an order that is the same for everybody, so that guesses at the same time wait for one another and never in a circle. */
function keysOf(house: House, { login, ip }: Guess): [[Counted, string], ...[Counted, string][]] {
  const place = networkOf(ip);
  return [
    ['pair', hashed(house, `pair ${login} ${place}`)],
    ['login', hashed(house, `login ${login}`)],
    ['ip', hashed(house, `ip ${place}`)],
  ];
}

/** Whoever has one address of IPv6 has as many as it likes: its network counts as one. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - rest.length);
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...rest];
  return all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '').toLowerCase()).join(':'); // prettier-ignore
}

/** Neither logins nor addresses stand in the table themselves. */
export function hashed({ secrets }: Pick<House, 'secrets'>, text: string): string {
  return createHmac('sha256', secrets.keyPepper).update(text).digest('base64url').slice(0, 22);
}
