import type { RequestContext } from '../../../kernel/graphql/context.js';
import { toMutationError } from '../../../kernel/graphql/errors.js';
import { Refusal, refuseInput } from '../../../kernel/refusal.js';
import type { LineResult } from './fulfil.js';
import { LINES_MAX } from './fulfil.js';
import type { FulfilmentResultType, FulfilmentUpdateInput } from './fulfilments.types.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

/** Refuses INVALID_INPUT for no line, and for more than 500. */
export function requireLines(lines: readonly unknown[]): void {
  if (lines.length < 1 || lines.length > LINES_MAX) refuseInput(reasons.linesAtOnce(LINES_MAX), ['lines']); // prettier-ignore
}

export function resultsOf(
  context: RequestContext,
  lines: readonly FulfilmentUpdateInput[],
  results: readonly LineResult[],
): FulfilmentResultType[] {
  return lines.map(({ fulfilmentId }, at) => {
    const result = results[at];
    if (!(result instanceof Refusal)) return { fulfilmentId, isUnchanged: result?.isUnchanged ?? true, errors: [] };
    const placed = new Refusal(result.code, result.details, ['lines', String(at), ...result.path]);
    return { fulfilmentId, isUnchanged: true, errors: [toMutationError(context, placed)] };
  });
}
