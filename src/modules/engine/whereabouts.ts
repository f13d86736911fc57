import type { ActivityFacts } from '../../kernel/activity.js';
import type { Caller } from '../../kernel/caller.js';
import type { Json } from '../../kernel/json.js';
import type { Program } from '../../kernel/program.js';
import { placed, storeOf } from '../brands/index.js';

/** Types whose facts say where they happened. */
const PLACED: readonly string[] = ['purchase', 'refund'];

/**
 * The facts of what a brand reports with where they happened: what a till reports happened in its store. Refuses
 * UNKNOWN_STORE and UNKNOWN_CHANNEL where the brand has named its places, OTHER_STORE for another store than the till's.
 */
export function withPlace(program: Program, caller: Caller, type: string, facts: ActivityFacts): ActivityFacts {
  const isOfTill = storeOf(caller) !== null;
  if (caller.kind !== 'brand' || !(isOfTill || PLACED.includes(type))) return facts;
  const { store, channel } = facts.payload;
  const where = placed(program, caller, { store: textOf(store), channel: PLACED.includes(type) ? textOf(channel) : null });
  return { ...facts, payload: { ...facts.payload, ...where } };
} // prettier-ignore

/** What tills call a store may be a number. */
function textOf(value: Json | undefined): string | null {
  return value == null ? null : typeof value === 'string' ? value : JSON.stringify(value);
}
