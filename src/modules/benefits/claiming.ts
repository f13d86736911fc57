import type { RequestContext } from '../../kernel/graphql/context.js';
import { refuse } from '../../kernel/refusal.js';
import { isSeen, offeredIn } from './benefit-type.js';
import type { Offered } from './compile.js';

/** The benefit a caller names. Refuses NOT_FOUND for one that is not there or not for it to see. */
export function benefitNamed(context: RequestContext, benefitId: string): Offered {
  const offered = benefitId.startsWith('bnf_') ? offeredIn(context, benefitId.slice('bnf_'.length)) : undefined;
  return offered && isSeen(context, offered) ? offered : refuse('NOT_FOUND', { what: 'benefit' }, ['benefitId']);
}

/** What is to be taken: a benefit members may take by themselves, or a grant. Refuses NOT_CLAIMABLE, and INVALID_INPUT unless exactly one is named. */
export function claimable(
  context: RequestContext,
  benefitId: string | null,
  grantId: string | null,
): { readonly benefit: string } | { readonly grantId: string } {
  if ((benefitId === null) === (grantId === null)) refuse('INVALID_INPUT', { reason: 'exactly one of benefitId and grantId says what is taken' }, ['benefitId']); // prettier-ignore
  if (grantId !== null) return { grantId };
  const { code, isClaimable } = benefitNamed(context, benefitId ?? '');
  if (!isClaimable) refuse('NOT_CLAIMABLE', { benefit: code }, ['benefitId']);
  return { benefit: code };
}

/** The benefit a member takes by itself, if that is what it takes. Refuses NOT_FOUND, NOT_CLAIMABLE. */
export function openBenefit(context: RequestContext, benefitId: string | null): Offered | null {
  if (benefitId === null) return null;
  const offered = benefitNamed(context, benefitId);
  return offered.isClaimable ? offered : refuse('NOT_CLAIMABLE', { benefit: offered.code }, ['benefitId']);
}
