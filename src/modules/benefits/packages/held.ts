import type { Instant } from '../../../kernel/clock.js';
import type { GrantSource } from '../grants.js';
import type { PackageKind } from './package-terms.js';

export type PackageIssueStatus = 'live' | 'ended' | 'revoked';

/** A package that a member was given, as deciding sees it; of a card, the cycle that is under way. */
export interface Held {
  readonly id: string;
  readonly package: string;
  readonly kind: PackageKind;
  readonly brandId: string;
  readonly causeId: string;
  readonly source: GrantSource;
  /** Why: a rule's id or what somebody said. */
  readonly reason: string;
  readonly status: PackageIssueStatus;
  readonly issuedAt: Instant;
  /** When the card ends; null of a bundle, whose parts live on their own. */
  readonly until: Instant | null;
  /** Which cycle is under way, the first being 0, and from when until when. */
  readonly cycle: number;
  readonly cycleFrom: Instant | null;
  readonly cycleUntil: Instant | null;
  /** When the next cycle opens, or the card ends. */
  readonly dueAt: Instant | null;
  /** When the member is to hear of what it has not used of this cycle. */
  readonly noticeAt: Instant | null;
  readonly endedAt: Instant | null;
}

export const HELD_COLUMNS = ['id', 'package', 'kind', 'brandId', 'causeId', 'source', 'reason', 'status', 'issuedAt', 'until', 'cycle', 'cycleFrom', 'cycleUntil', 'dueAt', 'noticeAt', 'endedAt'] as const; // prettier-ignore

/** From the rows of the state query. */
export function heldOfRows(rows: readonly (readonly unknown[])[]): Map<string, Held> {
  const held = rows.map((row) => Object.fromEntries(HELD_COLUMNS.map((column, at) => [column, row[at]])) as unknown as Held); // prettier-ignore
  return new Map(held.map((each) => [each.id, each]));
}
