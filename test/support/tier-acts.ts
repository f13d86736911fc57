import { DAY_MS } from '../../src/kernel/calendar.js';
import type { Written } from '../../src/kernel/unit-of-work.js';
import { write } from '../../src/kernel/unit-of-work.js';
import * as tiers from '../../src/modules/tiers/index.js';
import type { JsonObject } from '../../src/kernel/json.js';
import type { TestHouse } from './house.js';

/** The row of where a member stands on a ladder. */
export async function standingOf({ house }: TestHouse, memberId: string, ladder = 'main') {
  const [row] = await house.database.reader.rows<Record<string, string | number | null>>(
    'SELECT tier, since, validUntil, graceUntil, setUntil, nextCheckAt FROM tier_standings WHERE memberId = ? AND ladder = ?',
    [memberId, ladder],
  );
  return row;
}

/** What activities of a type say, in the order they were recorded. */
export async function payloadsOf({ house }: TestHouse, memberId: string, type: string): Promise<JsonObject[]> {
  const rows = await house.database.reader.rows<{ payload: string }>(
    'SELECT payload FROM activities WHERE memberId = ? AND type = ? ORDER BY sequence',
    [memberId, type],
  );
  return rows.map(({ payload }) => JSON.parse(payload) as JsonObject);
}

/** From which tier to which, and when. */
export async function movesOf({ house }: TestHouse, memberId: string): Promise<unknown[][]> {
  const rows = await house.database.reader.rows<{ payload: string; occurredAt: number }>(
    "SELECT payload, occurredAt FROM activities WHERE memberId = ? AND type = 'tier.changed' ORDER BY sequence",
    [memberId],
  );
  return rows.map(({ payload, occurredAt }) => {
    const { from, to } = JSON.parse(payload) as JsonObject;
    return [from, to, occurredAt];
  });
}

/** Sets a tier as the API does; `days` null for good. */
export function setTier(
  { house, caller, clock }: TestHouse,
  memberId: string,
  tier: string,
  {
    days = 30,
    reason = 'a test',
    ladder = null,
  }: { days?: number | null; reason?: string; ladder?: string | null } = {},
): Promise<Written<string>> {
  const until = days === null ? null : clock.now() + days * DAY_MS;
  return write(house, { caller, members: [memberId] }, (session) =>
    Promise.resolve(tiers.setTier(session, { memberId, ladder, tier, reason, until })),
  );
}
