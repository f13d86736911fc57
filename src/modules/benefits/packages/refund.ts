import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import { reverse } from '../../points/index.js';
import { replacementsOf } from '../obligations/replaced.js';

interface Given {
  readonly memberId: string;
  readonly brandId: string;
  readonly grantId: string;
  readonly reason: string;
}

/** Gives back what was paid for packages that were taken back before, where these grants, which go now, were the last that stayed of them. */
export async function refundPackages(session: WriteSession, gone: readonly Given[]): Promise<void> {
  for (const page of pages(gone)) {
    const ids = page.map(({ grantId }) => grantId);
    const packs = `SELECT packageIssueId FROM grants WHERE id IN ${marks(ids)} AND packageIssueId IS NOT NULL`;
    const rest = `SELECT 1 FROM grants x WHERE x.memberId = p.memberId AND x.packageIssueId = p.id AND x.status IN ('issued', 'claimed', 'held', 'owed') AND x.id NOT IN ${marks(ids)}`;
    const which = `p.id IN (${packs}) AND p.status = 'revoked' AND NOT EXISTS (${rest})`;
    for (const { id, memberId, brandId } of await paidFor(session, which, [...ids, ...ids])) {
      await reverse(session, { memberId, brandId, transferId: id, reason: page.find((each) => each.memberId === memberId)?.reason ?? 'taken back', isProven: true });
    }
  }
} // prettier-ignore

/** The points that were paid for a package of which nothing was used or is held, unless they were given back before. */
export async function paidForWhole(session: WriteSession, memberId: string, packageIssueId: string): Promise<string | undefined> {
  const [spent] = await paidFor(session, "p.id = ? AND p.memberId = ? AND p.status <> 'revoked'", [packageIssueId, memberId]);
  return spent?.id;
} // prettier-ignore

interface Spent {
  readonly id: string;
  readonly memberId: string;
  readonly brandId: string;
  readonly packageIssueId: string;
}

async function paidFor(session: WriteSession, which: string, params: readonly string[]): Promise<Spent[]> {
  const paid = await session.sql.rows<Spent>(
    `SELECT t.id, t.memberId, t.brandId, p.id AS packageIssueId FROM package_issues p JOIN activities a ON a.id = p.causeId AND a.type = 'package.exchanged'
      JOIN point_transfers t ON t.memberId = p.memberId AND t.causeId = a.id AND t.kind = 'spend'
      WHERE ${which}
      AND NOT EXISTS (SELECT 1 FROM point_transfers r WHERE r.reversesId = t.id)
      AND NOT EXISTS (SELECT 1 FROM grants g JOIN redemptions u ON u.grantId = g.id WHERE g.memberId = p.memberId AND g.packageIssueId = p.id
        AND (u.status = 'redeemed' OR (u.status = 'held' AND (u.expiresAt IS NULL OR u.expiresAt > ?))))`,
    [...params, session.now],
  );
  const replaced = await partlyReplaced(session, paid);
  return paid.filter(({ packageIssueId }) => !replaced.has(packageIssueId));
} // prettier-ignore

/** Packages of a part of which, that was owed, the member has something else instead: these points paid for that. */
async function partlyReplaced(session: WriteSession, paid: readonly Spent[]): Promise<ReadonlySet<string>> {
  if (paid.length === 0) return new Set();
  const [memberIds, issueIds] = [[...new Set(paid.map(({ memberId }) => memberId))], paid.map(({ packageIssueId }) => packageIssueId)];
  const text = `SELECT id, packageIssueId FROM grants WHERE memberId IN ${marks(memberIds)} AND packageIssueId IN ${marks(issueIds)} AND status = 'revoked'`;
  const gone = await session.sql.rows<{ id: string; packageIssueId: string }>(text, [...memberIds, ...issueIds]);
  const replacements = await replacementsOf(session, memberIds, gone.map(({ id }) => id));
  return new Set(gone.flatMap(({ id, packageIssueId }) => (replacements.has(id) ? packageIssueId : [])));
} // prettier-ignore
