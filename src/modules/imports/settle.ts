import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { marks, pages } from '../../kernel/rows.js';
import { runDue } from '../../kernel/schedule-runner.js';
import { read, write } from '../../kernel/unit-of-work.js';
import type { MemberSet } from './member-set.js';

const MEMBERS_A_PAGE = 300;

/**
 * Brings the members of an import up to now: what became due long ago is settled, each thing at its own instant, but a
 * page of members at a time instead of an instant at a time, of which history may have thousands. Then whatever else is due.
 */
export async function settleImported(house: House, caller: Caller, members: MemberSet): Promise<void> {
  const now = house.clock.now();
  if (await isAnythingDue(house, caller, now)) {
    // each page at its own now: a long import goes on after midnight, when the books of the day before are closed
    for (const numbers of pages(members.numbers(), MEMBERS_A_PAGE)) await settlePage(house, caller, numbers, house.clock.now()); // prettier-ignore
  }
  await runDue(house, now);
}

async function isAnythingDue(house: House, caller: Caller, now: number): Promise<boolean> {
  const session = { ...read(house, caller), now };
  for (const schedule of house.schedules) {
    const at = await schedule.nextDueAt(session);
    if (at !== null && at <= now) return true;
  }
  return false;
}

async function settlePage(house: House, caller: Caller, numbers: readonly number[], now: number): Promise<void> {
  const found = await house.database.reader.rows<{ id: string }>(
    `SELECT id FROM members WHERE number IN ${marks(numbers)}`,
    numbers,
  );
  const members = found.map(({ id }) => id);
  await write(house, { caller, members, now }, (session) => {
    for (const memberId of session.members.keys()) session.queue.settle.set(memberId, now);
    return Promise.resolve(undefined);
  });
}
