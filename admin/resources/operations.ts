import { sentenceOf } from '../../src/kernel/graphql/errors.js';
import { Refusal } from '../../src/kernel/refusal.js';
import type { WriteSession } from '../../src/kernel/session.js';
import { write } from '../../src/kernel/unit-of-work.js';
import type { Desk } from '../desk.js';
import type { Done } from './deed.js';

/** Runs an operation in a unit of work of its own, as this operator; what it refuses comes back as a sentence. */
export function operate(desk: Desk, work: (session: WriteSession) => Promise<unknown>): Promise<Done> {
  return refusing(desk, async () => {
    await write(desk.house, { caller: desk.caller, members: [] }, async (session) => {
      await work(session);
      return undefined;
    });
    return { problems: [] };
  });
}

/** What an operation refuses, in the language of the desk and at the field it is about. */
export async function refusing(desk: Desk, work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = sentenceOf(desk.house, desk.locale, error);
    return { problems: [{ message, field: error.path.at(-1) ?? null }] };
  }
}
