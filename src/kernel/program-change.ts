import type { Caller } from './caller.js';
import type { House } from './house.js';
import type { Once } from './idempotency.js';
import type { Json } from './json.js';
import { refuse } from './refusal.js';
import type { WriteSession } from './session.js';
import { write } from './unit-of-work.js';

/** One change of the program at a time: whoever comes next waits here until this transaction is over. */
export async function takeTurn({ sql }: WriteSession): Promise<void> {
  await sql.run('UPDATE program_head SET appliedAt = appliedAt WHERE id = 1');
}

/** Changes the program in one transaction, one change at a time, and follows it from then on. Refuses LIVE_ONLY in the sandbox. */
export async function changeProgram<T extends Json | undefined>(
  house: House,
  caller: Caller,
  once: Once,
  change: (session: WriteSession) => Promise<T>,
): Promise<{ readonly value: T; readonly isReplay: boolean }> {
  if (house.mode !== 'live') refuse('LIVE_ONLY');
  const { value, isReplay } = await write(house, { caller, members: [], once }, async (session) => {
    await takeTurn(session);
    return change(session);
  });
  await house.programs.reload(house.database.reader);
  return { value, isReplay };
}
