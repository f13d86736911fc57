import type { Instant } from '../../kernel/clock.js';
import { configId, idAbout } from '../../kernel/id.js';
import type { BenefitsPart, Offered } from './compile.js';
import type { Promised } from './grants.js';
import { isHolding, moneyLeft, statusAt, usesLeft } from './grants.js';
import { isWithin, nextWithin } from './hours.js';
import type { Refused } from './issue.js';

/** Where something is to be used: at a brand, and in one of its stores or online. */
export interface Place {
  readonly brandId: string;
  readonly storeId: string | null;
}

/** Why nothing of a grant can be used at an instant, wherever that is; undefined when it can. */
export function whyNotUsable(grant: Promised, at: Instant): Refused | undefined {
  const status = statusAt(grant, at);
  const { expiresAt, usableFrom } = grant;
  const isDead = status === 'expired' || (expiresAt !== null && expiresAt <= at);
  if (status === 'held') return { code: 'GRANT_HELD', details: { until: heldUntil(grant, at) } };
  if (status !== 'issued' && status !== 'claimed' && status !== 'expired') return { code: 'GRANT_ENDED', details: { status } }; // prettier-ignore
  if (isDead) return { code: 'GRANT_EXPIRED', details: { status: 'expired', ...(expiresAt === null ? {} : { expiredAt: told(expiresAt) }) } }; // prettier-ignore
  if (usableFrom > at) return { code: 'GRANT_NOT_YET', details: { usableFrom: told(usableFrom) } };
  if (left(grant, at) <= 0) return { code: 'GRANT_HELD', details: { until: heldUntil(grant, at) } };
}

/** Why a grant cannot be used at a place at an instant: it is good elsewhere, or at other hours. */
export function whyNotHere(part: BenefitsPart, grant: Pick<Promised, 'benefit' | 'brandId'>, place: Place, at: Instant): Refused | undefined {
  const benefit = part.benefits.get(grant.benefit);
  if (benefit?.delivery) return { code: 'SENT_NOT_USED', details: {} };
  if (!isGoodAt(part, grant, place.brandId) || !isGoodIn(benefit, place)) return { code: 'NOT_GOOD_HERE', details: {} };
  const hours = benefit?.face.hours ?? [];
  if (!isWithin(hours, at, part.zone)) return { code: 'NOT_AT_THIS_HOUR', details: { from: told(nextWithin(hours, at, part.zone)) } }; // prettier-ignore
} // prettier-ignore

/** Whether a brand takes a grant: one of those the benefit names, or the one that offers it. What the program no longer knows is honoured by whoever issued it. */
export function isGoodAt({ benefits, hostBrandId }: BenefitsPart, grant: Pick<Promised, 'benefit' | 'brandId'>, brandId: string): boolean {
  const benefit = benefits.get(grant.benefit);
  if (!benefit) return brandId === grant.brandId;
  const { brands, brand } = benefit;
  if (brands.length > 0) return brands.some((code) => configId('brd', code) === brandId);
  return brandId === (brand === null ? hostBrandId : configId('brd', brand));
} // prettier-ignore

function isGoodIn(benefit: Offered | undefined, { brandId, storeId }: Place): boolean {
  const stores = benefit?.stores ?? [];
  return stores.length === 0 || stores.some((code) => idAbout('sto', brandId, code) === storeId);
}

/** Uses, or money, that are neither made nor held. */
function left(grant: Promised, at: Instant): number {
  return moneyLeft(grant, at) ?? usesLeft(grant, at);
}

function heldUntil({ uses }: Promised, at: Instant): string {
  const ends = uses.filter((use) => isHolding(use, at)).flatMap(({ expiresAt }) => expiresAt ?? []);
  return ends.length === 0 ? '' : told(Math.min(...ends));
}

function told(at: Instant): string {
  return new Date(at).toISOString();
}
