import type { Caller } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import { toMutationError } from '../../kernel/graphql/errors.js';
import { toOutcomeType } from '../../kernel/graphql/outcome.type.js';
import type { Done } from '../../kernel/graphql/payload.js';
import type { House } from '../../kernel/house.js';
import type { Recorded } from '../../kernel/queue.js';
import { orRefusal, Refusal, refuse } from '../../kernel/refusal.js';
import type { ActivityListRow } from './activity-list.js';
import type {
  ActivityInput,
  ActivityLineInput,
  ActivityRecordResult,
  ActivityType,
  RecordedPayload,
} from './engine.types.js';
import type { LineResult, Report } from './record.js';
import { BATCH_MAX, recordMany } from './record.js';
import { toReport } from './report-input.js';

/** Records the lines of a batch; one whose facts do not go with its type is declined like any other line. */
export async function recordLines(
  house: House,
  caller: Caller,
  inputs: readonly ActivityLineInput[],
  isDryRun: boolean,
): Promise<LineResult[]> {
  if (inputs.length === 0 || inputs.length > BATCH_MAX) refuse('BATCH_TOO_LARGE', { max: BATCH_MAX }, ['inputs']);
  const read = inputs.map(({ member, input }) => orRefusal(() => toReport(member, input)));
  const reports = read.filter((line): line is Report => !(line instanceof Refusal));
  const results = reports.length > 0 ? await recordMany(house, caller, reports, isDryRun) : [];
  let next = 0;
  return read.map((line) => (line instanceof Refusal ? line : (results[next++] as LineResult)));
}

/** What recording a fact came to, as its payload tells it. */
export function resultOf(
  { caller }: RequestContext,
  input: ActivityInput,
  { activityId, memberId, isReplay, outcome }: Recorded,
  isDryRun: boolean,
): Done<RecordedPayload> {
  return {
    activity: isDryRun && !isReplay ? null : knownOf(caller, input, activityId, memberId),
    member: { id: memberId },
    outcome: toOutcomeType(outcome),
    replayed: isReplay,
  };
}

/** The same for a line of a batch, which tells its own refusal. */
export function lineOf(
  context: RequestContext,
  input: ActivityInput,
  result: LineResult | undefined,
  isDryRun: boolean,
): ActivityRecordResult {
  if (result instanceof Refusal) return { errors: [toMutationError(context, result)], replayed: false };
  return { replayed: false, ...resultOf(context, input, result as Recorded, isDryRun), errors: [] };
}

/** What is known of an activity without reading it: a repeat has the same facts, or it would have been refused. */
function knownOf(
  caller: Caller,
  input: ActivityInput,
  id: string,
  memberId: string,
): ActivityType & Partial<ActivityListRow> {
  const { type, externalId, occurredAt } = input;
  const known = { id, type, externalId, memberId, brandId: caller.brandId, causeId: null };
  return occurredAt == null ? known : { ...known, occurredAt };
}
