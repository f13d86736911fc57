import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS } from '../../kernel/calendar.js';
import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { House } from '../../kernel/house.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { isWorkDue, runDue } from '../../kernel/schedule-runner.js';
import { write } from '../../kernel/unit-of-work.js';
import { sandboxClock } from './only-here.js';
import { holdClock, moveClock } from './sandbox-clock.js';
import { sandboxReasons as reasons } from './sandbox.reasons.js';

const HOUR_MS = 3_600_000;
/** In one go; whoever wants to go further goes twice. */
const STEP_DAYS_MAX = 800;
/** Further than that nothing of it makes sense: an ULID or a calendar may end. */
const YEARS_MAX = 20;
const YEAR_MS = 366 * DAY_MS;
const PATIENCE_MS = 20_000;
const AGAIN_MS = 100;

/** How far: to an instant, or by hours or days; exactly one of them. */
export interface Distance {
  readonly to?: Instant | null | undefined;
  readonly byHours?: number | null | undefined;
  readonly byDays?: number | null | undefined;
}

export interface Advanced {
  readonly now: Instant;
  /** How many things each schedule did, by its name. */
  readonly done: Readonly<Record<string, number>>;
  readonly isReplay: boolean;
}

/**
 * Moves the clock of the sandbox forward and does everything that became due on the way, in its order and each at its own
 * instant: many steps and one jump give the same. The clock goes first, so that an advance that was cut off is finished by
 * whoever works next. Refuses SANDBOX_ONLY, INVALID_INPUT, SANDBOX_BUSY.
 */
export async function advanceClock(house: House, caller: Caller, distance: Distance, key: string): Promise<Advanced> {
  const clock = sandboxClock(house);
  const once = { mutation: 'clockAdvance', key, input: distance };
  const { value, isReplay } = await write(house, { caller, members: [], once }, async ({ sql }) => {
    const ahead = await holdClock(sql); // two who move it by a day at the same moment move it by two
    const now = house.realClock.now() + ahead;
    const until = destinationOf(distance, now);
    if (ahead + until - now > YEARS_MAX * YEAR_MS) refuseInput(reasons.yearsAhead(YEARS_MAX), ['input']);
    await moveClock(sql, ahead + until - now);
    return { until };
  });
  await clock.follow(house.database.reader);
  const until = Math.min(value.until, clock.now()); // after a reset, a repeat must not work in the future
  return { now: clock.now(), done: await settleUntil(house, until), isReplay };
}

function destinationOf({ to, byHours, byDays }: Distance, now: Instant): Instant {
  const given = [to, byHours, byDays].filter((each) => each != null);
  if (given.length !== 1) refuseInput(reasons.oneDistance, ['input']);
  const until = to ?? now + (byHours ?? 0) * HOUR_MS + (byDays ?? 0) * DAY_MS;
  if (!(until > now)) refuseInput(reasons.onlyForward, ['input']);
  if (until - now > STEP_DAYS_MAX * DAY_MS) refuseInput(reasons.daysAtOnce(STEP_DAYS_MAX), ['input']);
  return until;
}

/** While another process does due work, this one waits for it and then looks whether anything is left. */
async function settleUntil(house: House, until: Instant): Promise<Record<string, number>> {
  const deadline = performance.now() + PATIENCE_MS;
  const done: Record<string, number> = {};
  for (;;) {
    for (const [name, count] of Object.entries(await runDue(house, until))) done[name] = (done[name] ?? 0) + count;
    if (!(await isWorkDue(house, until))) return done;
    if (performance.now() > deadline) refuse('SANDBOX_BUSY');
    await sleep(AGAIN_MS);
  }
}
