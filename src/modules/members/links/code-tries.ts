import type { Caller } from '../../../kernel/caller.js';
import { callerKey } from '../../../kernel/caller.js';
import type { Instant } from '../../../kernel/clock.js';
import type { House } from '../../../kernel/house.js';
import { refuse } from '../../../kernel/refusal.js';
import { upsertRows } from '../../../kernel/rows.js';
import { write } from '../../../kernel/unit-of-work.js';

/** Wrong codes a key may send in a minute. Slips of the finger are not among them: the check sign finds those. */
export const TRIES_MAX = 30;

const WINDOW_MS = 60_000;

/** A try that was taken: counted as wrong until it is given back. */
export interface Try {
  readonly caller: string;
  readonly windowAt: Instant;
}

/**
 * Counts a try before anybody looks at its code, in a transaction of its own, so that a thousand at once are counted as
 * a thousand. Refuses TOO_MANY_TRIES, for right codes as well, until the minute is over.
 */
export async function takeTry(house: House, caller: Caller): Promise<Try> {
  const key = callerKey(caller);
  const windowAt = Math.floor(house.clock.now() / WINDOW_MS) * WINDOW_MS;
  await write(house, { caller, members: [] }, async ({ sql, now }) => {
    const row = { caller: key, windowAt, tries: 1 };
    await upsertRows(sql, 'member_code_tries', ['caller', 'windowAt'], [row], { tries: 'add' });
    await sql.run('DELETE FROM member_code_tries WHERE caller = ? AND windowAt < ?', [key, windowAt]);
    const [counted] = await sql.rows<{ tries: number }>(
      'SELECT tries FROM member_code_tries WHERE caller = ? AND windowAt = ?',
      [key, windowAt],
    );
    const seconds = Math.ceil((windowAt + WINDOW_MS - now) / 1_000);
    if ((counted?.tries ?? 0) > TRIES_MAX) refuse('TOO_MANY_TRIES', { seconds });
    return undefined;
  });
  return { caller: key, windowAt };
}

/** The code was not wrong: it does not count. */
export async function giveBack(house: House, caller: Caller, taken: Try): Promise<void> {
  const text = 'UPDATE member_code_tries SET tries = tries - 1 WHERE caller = ? AND windowAt = ? AND tries > 0';
  await write(house, { caller, members: [] }, async ({ sql }) => {
    await sql.run(text, [taken.caller, taken.windowAt]);
    return undefined;
  });
}
