import type { Instant } from '../../kernel/clock.js';
import { configId } from '../../kernel/id.js';
import { refuse, refuseInput } from '../../kernel/refusal.js';
import { OPEN } from './offers.js';
import type { BenefitEntry } from './terms.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

/** How a benefit goes: what takes its place, or why nothing does, and until when it is honoured. */
export interface Retiring {
  readonly replacementId: string | null;
  readonly withoutReplacement: boolean;
  readonly honourUntil: Instant | null;
  readonly reason: string | null;
}

/** A benefit on its way out. Nobody was promised a draft: it is over at once. */
export function retired(before: BenefitEntry, others: readonly BenefitEntry[], retiring: Retiring, now: Instant): BenefitEntry {
  const { code, status } = before;
  if (status === 'draft') return { ...before, status: 'retired' };
  if (!OPEN.includes(status)) refuse('BENEFIT_RETIRED', { benefit: code, status }, ['benefitId']);
  const replacement = replacementIn(others, code, retiring);
  return { ...before, status: 'retiring', replacement, honourUntil: endOf(retiring, now) };
} // prettier-ignore

function replacementIn(others: readonly BenefitEntry[], code: string, { replacementId, withoutReplacement, reason }: Retiring): string | null {
  if (replacementId === null) {
    if (!withoutReplacement) refuse('REPLACEMENT_MISSING', { benefit: code }, ['replacementId']);
    if ((reason ?? '').trim() === '') refuse('REASON_MISSING', {}, ['reason']);
    return null;
  }
  if (withoutReplacement) refuseInput(reasons.replacementOrNone, ['withoutReplacement']);
  const other = others.find((each) => configId('bnf', each.code) === replacementId && each.code !== code);
  if (!other) refuse('NOT_FOUND', { what: 'benefit' }, ['replacementId']);
  if (!OPEN.includes(other.status)) refuse('BENEFIT_NOT_LIVE', { benefit: other.code, status: other.status }, ['replacementId']);
  return other.code;
} // prettier-ignore

function endOf({ honourUntil }: Retiring, now: Instant): string {
  if (honourUntil === null) refuseInput(reasons.honourUntilNeeded, ['honourUntil']); // prettier-ignore
  if (honourUntil <= now) refuseInput(reasons.honourUntilAhead, ['honourUntil']);
  return new Date(honourUntil).toISOString();
}
