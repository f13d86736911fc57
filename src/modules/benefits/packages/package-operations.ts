import type { JsonObject } from '../../../kernel/json.js';
import { derivedId } from '../../../kernel/id.js';
import { refuse } from '../../../kernel/refusal.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { reverse } from '../../points/index.js';
import { checkedReason, recordAndAsk } from '../operations.js';
import type { Expected } from '../price.js';
import { isExpected, priceOf, priceTold } from '../price.js';
import type { PackageEntry } from './package-terms.js';

interface Whose {
  readonly memberId: string;
  readonly brandId: string;
}

/**
 * Gives a member a package: all of it, or nothing. Refuses UNKNOWN_PACKAGE, PACKAGE_NOT_LIVE, and as issuing each part alone
 * would: NOT_ELIGIBLE, LIMIT_REACHED, OUT_OF_STOCK. Answers the activity; what was given has its ULID (`packageIssueOf`).
 */
export function issuePackage(session: WriteSession, { code, reason, ...whose }: Whose & { readonly code: string; readonly reason: string }): string {
  return recordAndAsk(session, 'package.given', whose, { package: code, source: 'hand', reason: checkedReason(reason) });
} // prettier-ignore

/**
 * A member pays points for a package: both happen or neither. Refuses PACKAGE_NOT_EXCHANGEABLE, PRICE_CHANGED,
 * INSUFFICIENT_POINTS and as `issuePackage` does.
 */
export function exchangePackage(session: WriteSession, { entry, expected, ...whose }: Whose & { readonly entry: PackageEntry; readonly expected: Expected | null }): string {
  const { code, price, priceMinor } = entry;
  if (!price || priceMinor !== null) refuse('PACKAGE_NOT_EXCHANGEABLE', { package: code }, ['packageId']);
  const isSeen = isExpected(priceOf(entry), expected, session.house.programs.current().currency);
  if (!isSeen) refuse('PRICE_CHANGED', priceTold(entry), ['expectedPrice']);
  const said: JsonObject = { package: code, source: 'exchange', wallet: price.wallet, points: price.points, reason: 'exchange' };
  return recordAndAsk(session, 'package.exchanged', whose, said);
} // prettier-ignore

/**
 * Takes back what of a package was not used; a card ends. Points that were paid for it go back where nothing of it was used,
 * once. Refuses PACKAGE_REVOKED. Answers the activity.
 */
export async function revokePackage(session: WriteSession, { packageIssueId, reason, ...whose }: Whose & { readonly packageIssueId: string; readonly reason: string }): Promise<string> {
  const id = recordAndAsk(session, 'package.revoked', whose, { packageIssueId, reason: checkedReason(reason) });
  const transferId = await paidWith(session, whose.memberId, packageIssueId);
  if (transferId !== undefined) await reverse(session, { ...whose, transferId, reason });
  return id;
} // prettier-ignore

/** What recording `package.given` or `package.exchanged` gives. */
export function packageIssueOf(activityId: string): string {
  return derivedId(activityId, 1, 'pki');
}

interface Given {
  readonly memberId: string;
  readonly brandId: string;
  readonly grantId: string;
  readonly reason: string;
}

/** Gives back what was paid for packages that were taken back before, where these grants were the last that stayed of them. */
export async function refundPackages(session: WriteSession, gone: readonly Given[]): Promise<void> {
  for (const page of pages(gone)) {
    const ids = page.map(({ grantId }) => grantId);
    const packs = `SELECT packageIssueId FROM grants WHERE id IN ${marks(ids)} AND packageIssueId IS NOT NULL`;
    for (const { id, memberId, brandId } of await paidFor(
      session,
      `p.id IN (${packs}) AND p.status = 'revoked'`,
      ids,
    )) {
      await reverse(session, { memberId, brandId, transferId: id, reason: page.find((each) => each.memberId === memberId)?.reason ?? 'taken back', isProven: true }); // prettier-ignore
    }
  }
}

/** The points that were paid for a package of which nothing was used or is held, unless they were given back before. */
async function paidWith(session: WriteSession, memberId: string, packageIssueId: string): Promise<string | undefined> {
  const [spent] = await paidFor(session, "p.id = ? AND p.memberId = ? AND p.status <> 'revoked'", [packageIssueId, memberId]); // prettier-ignore
  return spent?.id;
}

interface Spent {
  readonly id: string;
  readonly memberId: string;
  readonly brandId: string;
}

function paidFor({ sql, now }: WriteSession, which: string, params: readonly string[]): Promise<Spent[]> {
  return sql.rows<Spent>(
    `SELECT t.id, t.memberId, t.brandId FROM package_issues p JOIN activities a ON a.id = p.causeId AND a.type = 'package.exchanged'
      JOIN point_transfers t ON t.memberId = p.memberId AND t.causeId = a.id AND t.kind = 'spend'
      WHERE ${which}
      AND NOT EXISTS (SELECT 1 FROM point_transfers r WHERE r.reversesId = t.id)
      AND NOT EXISTS (SELECT 1 FROM grants g JOIN redemptions u ON u.grantId = g.id WHERE g.memberId = p.memberId AND g.packageIssueId = p.id
        AND (u.status = 'redeemed' OR (u.status = 'held' AND (u.expiresAt IS NULL OR u.expiresAt > ?))))`,
    [...params, now],
  );
} // prettier-ignore
