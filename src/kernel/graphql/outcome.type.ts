import { ObjectType } from 'type-graphql';
import type { JsonObject } from '../json.js';
import type { Written } from '../unit-of-work.js';

/**
 * What an activity led to. The class has no fields of its own: each module that lets something happen adds the field
 * that tells of it.
 */
@ObjectType('Outcome', {
  simpleResolvers: true,
  description: 'Everything an activity or a mutation led to, committed already (with `dryRun`: what it would lead to).',
})
export class OutcomeType {
  /** As it is stored with the activity: by kind of effect. */
  readonly facts!: JsonObject;
}

/** The outcome of an activity as the schema tells it. */
export function toOutcomeType(facts: JsonObject): OutcomeType {
  return { facts };
}

/** What a unit of work led to through one of the activities it recorded; null when it recorded none. */
export function outcomeOf({ results }: Written<unknown>, activityId: string | null): OutcomeType | null {
  const recorded = activityId === null ? undefined : results.get(activityId);
  return recorded && 'outcome' in recorded ? toOutcomeType(recorded.outcome) : null;
}
