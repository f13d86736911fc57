import { Refusal, refuse, refuseInput } from '../../kernel/refusal.js';
import type { Caller } from '../../kernel/caller.js';
import { configId } from '../../kernel/id.js';
import type { Said } from './benefit-input.js';
import type { StoredBenefit } from './benefits.section.js';
import type { BenefitEntry } from './terms.js';
import { benefitEntry } from './terms.js';
import { refuseWrong } from '../../kernel/wrong-value.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

/** A benefit as the program has it, of what was said. Refuses INVALID_INPUT with the place in what was sent. */
export function entryOf(said: Said): BenefitEntry {
  const result = benefitEntry.safeParse(said);
  if (result.success) return result.data;
  refuseWrong(result.error.issues, sentAs);
}

/** The benefit after what was said: what was taken back is as nothing was ever said of it. */
export function entryAfter(before: BenefitEntry, said: Said): BenefitEntry {
  const all: Said = { ...(before as unknown as Said), ...said };
  return entryOf(Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== null || !(name in said))));
}

/** What members hold one of, or how they came by it, stays what it is. Refuses INVALID_INPUT. */
export function requireSteady(before: BenefitEntry, after: BenefitEntry): void {
  if (before.status === 'draft') return;
  const moved = before.stock.kind !== after.stock.kind ? 'stock' : before.isStanding !== after.isStanding ? 'isStanding' : (before.delivery === null) !== (after.delivery === null) ? 'delivery' : null; // prettier-ignore
  if (moved) refuseInput(reasons.staysOfKind(moved), ['input', moved]); // prettier-ignore
}

/** A benefit of somebody else is not there for a partner. */
export function isOwn(caller: Caller, { brand }: Pick<BenefitEntry, 'brand'>): boolean {
  return !isPartner(caller) || (brand !== null && configId('brd', brand) === caller.brandId);
}

export function isPartner({ kind, isHost }: Caller): boolean {
  return kind === 'brand' && !isHost;
}

/**
 * A partner speaks for itself: its benefits are its own, good at its own, paid by it, and stand in for one another only. It
 * does not ask about members either, or what it refused somebody for would tell it what that member is to others.
 */
export function requireOwnTerms(caller: Caller, entry: BenefitEntry, stored: readonly StoredBenefit[]): void {
  if (!isPartner(caller)) return;
  const foreign = (code: string) => configId('brd', code) !== caller.brandId;
  if (!isOwn(caller, entry)) refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brand']);
  if (entry.brands.some(foreign)) refuse('NOT_FOUND', { what: 'brand' }, ['input', 'brands']);
  if (entry.funders.some(({ brand }) => foreign(brand))) refuse('NOT_FOUND', { what: 'brand' }, ['input', 'funders']);
  if (entry.eligibility !== null) refuseInput(reasons.hostRuleOnly, ['input', 'eligibility']); // prettier-ignore
  const own = new Set(stored.filter((each) => isOwn(caller, each.entry)).map((each) => each.entry.code));
  const isForeign = entry.otherwise.some((step) => 'benefit' in step && !own.has(step.benefit) && step.benefit !== entry.code); // prettier-ignore
  if (isForeign) refuse('NOT_FOUND', { what: 'benefit' }, ['input', 'otherwise']);
}

/** The place in the program as a place in what was sent: `benefits.3.otherwise` of this one is `input.otherwise`. */
export function inInput(error: unknown, at: number): unknown {
  if (!(error instanceof Refusal) || error.path[0] !== 'benefits') return error;
  const { code, details, path } = error;
  if (code === 'STOCK_TAKEN') return new Refusal(code, details, ['input', 'stock', 'units']);
  const place = path[1] === String(at) ? path.slice(2) : [];
  return new Refusal(code, details, ['input', ...place.map(sentAs)]);
}

/** Texts are sent under other names than the file has for their languages. */
export function sentAs(part: PropertyKey): string {
  return { 'zh-CN': 'zhCN', 'zh-TW': 'zhTW' }[String(part)] ?? String(part);
}
