import type { Instant } from '../../../kernel/clock.js';
import type { GrantRow } from '../grant-list.js';
import type { PackageEntry } from './package-terms.js';

/** What a cycle brought of one benefit, in uses. */
export interface CardPart {
  readonly benefit: string;
  readonly quota: number;
  readonly used: number;
  readonly remaining: number;
}

/** What came with the cycle of a card that began at `from`, and what is left of it: what it replaces has died by then. */
export function cardParts(entry: PackageEntry | undefined, grants: readonly GrantRow[], from: Instant, now: Instant): CardPart[] {
  const own = grants.filter(({ status, expiresAt }) => status !== 'revoked' && (expiresAt ?? Infinity) > from);
  const codes = new Set([...(entry?.parts ?? []).map(({ benefit }) => benefit), ...own.map(partOf)]);
  return [...codes].map((benefit) => {
    const of = own.filter((grant) => partOf(grant) === benefit);
    const sum = (count: (grant: GrantRow) => number) => of.reduce((total, grant) => total + count(grant), 0);
    return { benefit, quota: sum(usesIn), used: sum(usedOf), remaining: sum((grant) => leftOf(grant, now)) };
  });
} // prettier-ignore

/** What stands in for a part counts as the part. */
function partOf({ benefit, instead }: GrantRow): string {
  return instead ?? benefit;
}

/** Money that is used bit by bit is one use, over when all of it is. */
function usesIn({ valueMinor, usesMax }: GrantRow): number {
  return valueMinor === null ? usesMax : 1;
}

function usedOf({ valueMinor, uses, status }: GrantRow): number {
  return valueMinor === null ? uses : Number(status === 'used');
}

function leftOf(grant: GrantRow, now: Instant): number {
  const isThere = grant.status === 'issued' || grant.status === 'claimed' || grant.status === 'held';
  return isThere && (grant.expiresAt ?? Infinity) > now ? usesIn(grant) - usedOf(grant) : 0;
}
