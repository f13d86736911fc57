import type { JsonObject } from '../../kernel/json.js';
import { refuseInput } from '../../kernel/refusal.js';
import type { ActivityInput } from './engine.types.js';
import type { MemberRefInput } from '../members/members.types.js';
import type { Report } from './record.js';
import { engineReasons as reasons } from './engine.reasons.js';

/** Types whose facts have an input of their own. */
const TYPED = ['purchase', 'refund'] as const;

/** What a caller sent as the engine takes it. Refuses INVALID_INPUT for facts that do not go with the type. */
export function toReport(member: MemberRefInput | null | undefined, input: ActivityInput): Report {
  const { type, externalId, occurredAt } = input;
  return { member: member ?? {}, type, externalId, occurredAt: occurredAt ?? null, payload: factsOf(input) };
}

/** The one of `purchase`, `refund` and `payload` that goes with the type; the others must be absent. */
function factsOf(input: ActivityInput): JsonObject {
  const field = TYPED.find((typed) => typed === input.type) ?? 'payload';
  for (const other of [...TYPED, 'payload'] as const) {
    if (other !== field && input[other] != null) {
      refuseInput(reasons.factsElsewhere(input.type, field, other), [other]);
    }
  }
  const facts = input[field];
  if (facts == null && field !== 'payload') refuseInput(reasons.factsMissing(field), [field]);
  if (facts != null && (typeof facts !== 'object' || Array.isArray(facts))) {
    refuseInput(reasons.factsObject(field), [field]);
  }
  return present(facts ?? {}) as JsonObject;
}

/** Plain values without what was sent as null: for an input, null and absent are the same. */
function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) =>
      item === null || item === undefined ? [] : [[name, present(item)]],
    ),
  );
}
