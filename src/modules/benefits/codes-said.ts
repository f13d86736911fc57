import type { RequestContext } from '../../kernel/graphql/context.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { brandIdOf } from './benefit-list.js';
import { benefitNamed } from './claiming.js';
import type { Offered } from './compile.js';
import type { CodeLine } from './pool.js';
import { codeLinesOf } from './pool.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

/** A benefit the caller offers itself; the host sees to all of them. */
export function ownBenefit(context: RequestContext, benefitId: string): Offered {
  const offered = benefitNamed(context, benefitId);
  const { isHost, brandId } = context.caller;
  return isHost || brandIdOf(context, offered) === brandId ? offered : refuse('NOT_FOUND', { what: 'benefit' }, ['benefitId']); // prettier-ignore
}

/** The codes, as a file or one by one. Refuses INVALID_INPUT unless it is exactly one of them. */
export function linesSaid(csv: string | null, codes: readonly string[] | null): CodeLine[] {
  if ((csv === null) === (codes === null)) refuseInput(reasons.csvOrCodes, ['csv']); // prettier-ignore
  return csv === null ? (codes ?? []).map((code, at) => ({ line: at + 1, code: code.trim() })) : codeLinesOf(csv);
}
