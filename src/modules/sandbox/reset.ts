import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import { CounterRow, LeaseRow, ProgramVersionRow } from '../../kernel/house.entity.js';
import type { House } from '../../kernel/house.js';
import type { WriteSession } from '../../kernel/session.js';
import { write } from '../../kernel/unit-of-work.js';
import { applyProgram } from '../engine/index.js';
import { sandboxClock } from './only-here.js';
import { moveClock } from './sandbox-clock.js';

/**
 * Empties the sandbox: members, their activities and all that followed. What stays are its keys and the program, which it
 * follows anew, and its clock shows the real time again. Refuses SANDBOX_ONLY.
 */
export async function resetSandbox(house: House, caller: Caller): Promise<Instant> {
  const clock = sandboxClock(house);
  await write(house, { caller, members: [] }, async (session) => {
    const { sections } = await house.programs.reload(session.sql);
    await empty(session);
    await moveClock(session.sql, 0);
    await applyProgram(session, sections);
    return undefined;
  });
  await house.files.removeBelow(house.mode);
  await clock.follow(house.database.reader);
  await house.programs.reload(house.database.reader);
  house.revoked.give(); // tokens of members who are gone
  return clock.now();
}

/**
 * In one transaction. The number of the next member and then the members go first: whoever is at work on one finishes
 * before, and whoever comes later finds none, so that nothing is left behind of either.
 */
async function empty(session: WriteSession): Promise<void> {
  const { database } = session.house;
  const kept = keptTables(session.house);
  const tables = database.source.entityMetadatas.map(({ tableName }) => tableName).filter((name) => !kept.has(name));
  await session.sql.run('UPDATE counters SET value = 0');
  for (const table of ['members', ...tables.filter((name) => name !== 'members')]) {
    await session.sql.run(`DELETE FROM ${table}`);
  }
}

function keptTables({ database, modules }: House): ReadonlySet<string> {
  const kept = [CounterRow, LeaseRow, ProgramVersionRow, ...modules.flatMap(({ keptOnReset = [] }) => keptOnReset)];
  return new Set(kept.map((entity) => database.source.getMetadata(entity).tableName));
}
