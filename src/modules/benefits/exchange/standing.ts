import type { WriteSession } from '../../../kernel/session.js';
import { groupBy } from '../../../kernel/group.js';
import type { BenefitsPart } from '../compile.js';
import type { GrantStatus, RedemptionStatus } from '../grants.js';
import { isHolding, isKept } from '../grants.js';
import { isDeadMultiplier } from '../multiplying/dead.js';

/** Why a grant cannot be taken back with the points that were paid for it. */
export const WHYS = ['PURCHASED', 'USED', 'MULTIPLIED', 'HELD', 'BOOKED', 'TO_SEND', 'SENT', 'REPLACED'] as const;
export type Why = (typeof WHYS)[number];

interface Row {
  readonly id: string;
  readonly benefit: string;
  readonly status: GrantStatus;
  readonly useStatus: RedemptionStatus | null;
  readonly expiresAt: number | null;
  readonly multipliedId: string | null;
  readonly parcel: string | null;
}

/** How a grant stands, with what it is used or held for. */
export interface Standing {
  readonly id: string;
  readonly benefit: string;
  readonly status: GrantStatus;
  readonly why: Why | null;
}

/** Grants of a member as they stand under its lock: one, or those of a package. */
export async function standingsOf({ sql, now }: WriteSession, memberId: string, which: { readonly grantId: string } | { readonly packageIssueId: string }): Promise<Standing[]> {
  const [column, id] = 'grantId' in which ? ['id', which.grantId] : ['packageIssueId', which.packageIssueId];
  const rows = await sql.rows<Row>(
    `SELECT g.id, g.benefit, g.status, u.status AS useStatus, u.expiresAt, u.multipliedId, f.status AS parcel FROM grants g
      LEFT JOIN redemptions u ON u.grantId = g.id AND u.status IN ('held', 'redeemed')
      LEFT JOIN fulfilments f ON f.memberId = g.memberId AND f.grantId = g.id
      WHERE g.${column} = ? AND g.memberId = ? ORDER BY g.id, u.status DESC`, // what was used says more than what is held
    [id, memberId],
  );
  return [...groupBy(rows, (row) => row.id).values()].flatMap((uses) => {
    const [first] = uses;
    return first ? { id: first.id, benefit: first.benefit, status: first.status, why: uses.map((use) => whyOf(use, now)).find((why) => why !== null) ?? null } : [];
  });
} // prettier-ignore

/** What stands in the way of taking it back; null where nothing does. */
export function bothers({ status, why }: Standing): Why | null {
  return status === 'revoked' ? null : why;
}

/** Whether there is something to take back. */
export function isThere(part: BenefitsPart, { benefit, status }: Standing): boolean {
  if (isDeadMultiplier(part, benefit, status)) return true;
  return status !== 'revoked' && status !== 'expired' && status !== 'used';
}

function whyOf({ useStatus, expiresAt, multipliedId, parcel }: Row, now: number): Why | null {
  if (useStatus === 'redeemed' && multipliedId !== null) return 'MULTIPLIED';
  if (useStatus === 'redeemed') return parcel === null ? 'USED' : 'SENT';
  if (useStatus === null || !isHolding({ status: useStatus, expiresAt }, now)) return null;
  if (!isKept({ status: useStatus, expiresAt })) return 'HELD';
  return parcel === null ? 'BOOKED' : 'TO_SEND';
}
