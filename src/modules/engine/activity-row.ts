import type { Activity } from '../../kernel/activity.js';
import type { Bound } from '../../kernel/bind.js';
import type { Outcome } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Decision } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';

/** Small enough to store with the activity: what happened, by kind. */
export function outcomeTold(outcomes: readonly Outcome[]): JsonObject {
  const kinds = groupBy(outcomes, ({ kind, status }) => (status === 'skipped' ? 'skipped' : kind));
  return Object.fromEntries(
    [...kinds].map(([kind, group]) => [kind, group.map(({ reason, facts }) => ({ reason, ...facts }))]),
  );
}

/** What a reported activity keeps besides the fact itself. */
export interface Report {
  readonly inputHash: string | null;
  readonly outcome: string;
}

/** The row of an activity in the journal; what was reported also keeps what its reporter sent and was told. */
export function activityRow(
  activity: Activity,
  sequence: number,
  program: Program,
  decisions: readonly Decision[] | undefined,
  report: Report | null,
): Record<string, Bound> {
  return {
    id: activity.id,
    memberId: activity.memberId,
    sequence,
    type: activity.type,
    brandId: activity.brandId,
    externalId: activity.externalId,
    occurredAt: activity.occurredAt,
    occurredOn: activity.occurredOn,
    recordedAt: activity.recordedAt,
    isHistory: activity.isHistory,
    causeId: activity.causeId,
    subjectId: activity.subjectId,
    amountMinor: activity.amountMinor,
    payload: JSON.stringify(activity.payload),
    inputHash: report?.inputHash ?? null,
    programHash: program.hash,
    decisions: decisions ? JSON.stringify(decisions) : null,
    outcome: report?.outcome ?? null,
  };
}
