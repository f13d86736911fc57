import type { Instant } from '../../../kernel/clock.js';
import type { BenefitsPart } from '../compile.js';
import type { Promised, Use } from '../grants.js';
import { statusAt, usesLeft } from '../grants.js';
import { givesBack } from '../resolve.js';

/** A purchase that may take a use of a grant: of which order it is, when it happened, and when it was told of. */
export interface Taking {
  readonly brandId: string;
  readonly orderId: string | null;
  readonly at: Instant;
  readonly toldAt: Instant;
}

/**
 * The use of a grant that the till has made of this very order, or holds for it: the points of the order are what that is for.
 * One that has multiplied a purchase is of that one, and of no other. A hold that has run out since is good for a purchase
 * that happened before, if nobody has taken what it held.
 */
export function useOfTill(part: BenefitsPart, grant: Promised, taking: Taking): Use | undefined {
  const { brandId, orderId, at } = taking;
  if (orderId === null) return undefined;
  const own = grant.uses.filter((use) => use.orderId === orderId && use.brandId === brandId && use.multipliedId === null);
  const sorted = own.sort((a, b) => a.heldAt - b.heldAt || (a.id > b.id ? 1 : -1));
  const isHeldThen = ({ status, expiresAt }: Use) => (status === 'held' || status === 'expired') && (expiresAt ?? 0) > at;
  return sorted.find(({ status }) => status === 'redeemed') ?? sorted.find((use) => isHeldThen(use) && isLeft(part, grant, use, taking));
} // prettier-ignore

function isLeft(part: BenefitsPart, grant: Promised, { id }: Use, taking: Taking): boolean {
  const there = asTold(part, grant, taking);
  return there.over === null && usesLeft({ ...there, uses: there.uses.filter((use) => use.id !== id) }, taking.toldAt) > 0;
} // prettier-ignore

/** Whether a purchase finds a use of its own: the grant was good when it happened, and there is one left as it is told of. */
export function hasUseFor(part: BenefitsPart, grant: Promised, taking: Taking): boolean {
  const there = asTold(part, grant, taking);
  const wasGood = there.usableFrom <= taking.at && (there.expiresAt ?? Infinity) > taking.at;
  return there.over === null && wasGood && usesLeft(there, taking.toldAt) > 0;
}

/**
 * What has died before a purchase is told of was alive when that happened, unless its unit went back with it: that may be
 * somebody else's by now. It is dead by the clock, whether that is written down yet or not: a replay decides the same.
 */
export function asTold(part: BenefitsPart, grant: Promised, { toldAt }: Pick<Taking, 'toldAt'>): Promised {
  if (statusAt(grant, toldAt) !== 'expired') return grant;
  return { ...grant, over: givesBack(part, grant) ? 'expired' : null };
}
