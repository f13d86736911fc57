import type { JsonObject } from '../../../kernel/json.js';
import { derivedId } from '../../../kernel/id.js';
import { refuse } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { reverse } from '../../points/index.js';
import { checkedReason, recordAndAsk } from '../operations.js';
import type { Expected } from '../price.js';
import { isExpected, priceOf, priceTold } from '../price.js';
import type { PackageEntry } from './package-terms.js';
import { paidForWhole } from './refund.js';

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
 * Takes back what of a package was not used; a card ends. Points that were paid for it go back where nothing of it was used
 * and nothing was given instead of a part, once. Refuses PACKAGE_REVOKED. Answers the activity.
 */
export async function revokePackage(session: WriteSession, { packageIssueId, reason, ...whose }: Whose & { readonly packageIssueId: string; readonly reason: string }): Promise<string> {
  const id = recordAndAsk(session, 'package.revoked', whose, { packageIssueId, reason: checkedReason(reason) });
  const transferId = await paidForWhole(session, whose.memberId, packageIssueId);
  if (transferId !== undefined) await reverse(session, { ...whose, transferId, reason });
  return id;
} // prettier-ignore

/** What recording `package.given` or `package.exchanged` gives. */
export function packageIssueOf(activityId: string): string {
  return derivedId(activityId, 1, 'pki');
}
