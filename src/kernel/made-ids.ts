import { isId } from './id.js';
import type { JsonObject } from './json.js';

/** What follows from an activity has its ULID but for the last two signs (`derivedId`). */
const [FROM, TO] = [4, 28];

/** An outcome without the ids of what a dry run would have made: nothing has them, and the next one makes up others. */
export function withoutMadeIds(outcome: JsonObject, activityId: string): JsonObject {
  const root = activityId.slice(FROM, TO);
  const isMade = (value: unknown) => typeof value === 'string' && isId(value) && value.slice(FROM, TO) === root;
  return JSON.parse(JSON.stringify(outcome), (_, value: unknown) => (isMade(value) ? null : value)) as JsonObject;
}
