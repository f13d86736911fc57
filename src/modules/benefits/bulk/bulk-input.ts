import type { RequestContext } from '../../../kernel/graphql/context.js';
import { refuseInput } from '../../../kernel/refusal.js';
import { benefitNamed } from '../claiming.js';
import type { Batch } from './batch.js';
import type { BenefitIssueBulkInput } from './bulk.types.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

const NAME_MAX = 200;

/** A batch as a caller asks for it. Refuses NOT_FOUND, and INVALID_INPUT unless exactly one of segment and members is named. */
export function batchAsked(context: RequestContext, input: BenefitIssueBulkInput, key: string): Batch {
  const { benefitId, segmentId = null, memberIds = null, reason, batch = null } = input;
  if ((segmentId === null) === (memberIds === null)) refuseInput(reasons.oneAudience, ['input', 'segmentId']); // prettier-ignore
  if ((batch?.length ?? 1) < 1 || (batch?.length ?? 0) > NAME_MAX) refuseInput(reasons.batchLength(NAME_MAX), ['input', 'batch']); // prettier-ignore
  const { code } = benefitNamed(context, benefitId);
  return {
    benefit: code,
    reason,
    audience: segmentId !== null ? { segment: segmentId.replace(/^seg_/, '') } : { members: memberIds ?? [] },
    name: batch === null ? `key|${context.caller.brandId}|${key}` : `batch|${batch}`,
  };
}
