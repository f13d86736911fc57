import type { JsonObject } from '../../../kernel/json.js';
import { refuse } from '../../../kernel/refusal.js';
import type { Undoing, Undone } from '../../../kernel/undoing.js';
import { derivedId } from '../../../kernel/id.js';
import type { WriteSession } from '../../../kernel/session.js';
import { benefitsOf } from '../benefit-type.js';
import type { BenefitsPart } from '../compile.js';
import { isDeadMultiplier } from '../multiplying/dead.js';
import { replacementsOf } from '../obligations/replaced.js';
import { recordAndAsk } from '../operations.js';
import { bothers, isThere, standingsOf } from './standing.js';
import type { Standing, Why } from './standing.js';

/**
 * What points paid for is taken back when their spending is reversed by hand: unused, it goes with its unit and its room
 * under the limits; else that is refused with what has to be done first. What has died unused, or was taken back before, is
 * nothing to anybody: only the points go back. A multiplier that died goes too, for it multiplies what is told of late. Refuses PAID_FOR_BENEFIT.
 */
export const paidForUndoing: Undoing = {
  of: 'trf',
  async takeBack(session, undone) {
    const spent = await spentBy(session, undone);
    if (!spent) return;
    const { type, causeId } = spent;
    if (type === 'benefit.exchanged') return takeGrant(session, undone, derivedId(causeId, 1, 'grt'));
    if (type === 'package.exchanged') return takePackage(session, undone, derivedId(causeId, 1, 'pki'));
    return requireNotBought(session, undone, spent);
  },
};

interface Spent {
  readonly type: string;
  readonly causeId: string;
  readonly holdId: string | null;
}

async function spentBy({ sql }: WriteSession, { id, memberId }: Undone): Promise<Spent | undefined> {
  const [spent] = await sql.rows<Spent>(
    "SELECT a.type, t.causeId, t.holdId FROM point_transfers t JOIN activities a ON a.id = t.causeId WHERE t.id = ? AND t.memberId = ? AND t.kind = 'spend'",
    [id, memberId],
  );
  return spent;
}

async function takeGrant(session: WriteSession, { memberId, brandId, reason }: Undone, grantId: string): Promise<void> {
  const [grant] = await standingsOf(session, memberId, { grantId });
  if (!grant) return;
  const why = bothers(grant);
  if (why !== null) refusePaid(why, { grantId });
  await requireNotReplaced(session, memberId, grant);
  if (isThere(partOf(session), grant))
    recordAndAsk(session, 'benefit.revoked', { memberId, brandId }, { grantId, reason });
}

async function takePackage(session: WriteSession, { memberId, brandId, reason }: Undone, packageIssueId: string): Promise<void> {
  const [issue] = await session.sql.rows<{ status: string }>('SELECT status FROM package_issues WHERE id = ? AND memberId = ?', [packageIssueId, memberId]);
  if (!issue) return;
  const parts = await standingsOf(session, memberId, { packageIssueId });
  const kept = parts.find((part) => bothers(part) !== null);
  if (kept) refusePaid(bothers(kept) ?? 'USED', { grantId: kept.id, packageIssueId });
  const [replaced] = (await replacementsOf(session, [memberId], parts.flatMap(({ id, status }) => (status === 'revoked' ? id : [])))).values();
  if (replaced !== undefined) refusePaid('REPLACED', { grantId: replaced, packageIssueId });
  const payload: JsonObject = { packageIssueId, reason };
  if (issue.status !== 'revoked') return void recordAndAsk(session, 'package.revoked', { memberId, brandId }, payload);
  for (const { id: grantId } of parts.filter((each) => isThere(partOf(session), each))) recordAndAsk(session, 'benefit.revoked', { memberId, brandId }, { grantId, reason }); // a use of it was reversed since
} // prettier-ignore

interface Bought {
  readonly id: string;
  readonly grantId: string;
  readonly status: string;
}

/** Money was paid as well: its brand gives back both, or nothing. What was not paid for yet, or is refunded, keeps nobody. */
async function requireNotBought(session: WriteSession, undone: Undone, { causeId, holdId }: Spent): Promise<void> {
  const { memberId } = undone;
  const [bought] = await session.sql.rows<Bought>(
    'SELECT id, grantId, status FROM benefit_purchases WHERE memberId = ? AND (paidCauseId = ? OR holdId = ?)',
    [memberId, causeId, holdId],
  );
  if (bought?.status !== 'paid' && bought?.status !== 'late') return;
  const { id: purchaseId, grantId } = bought;
  const [grant] = await standingsOf(session, memberId, { grantId });
  const why = grant ? bothers(grant) : null;
  if (grant?.status === 'expired' && why === null) {
    takeDead(session, undone, grant);
    return;
  }
  if (grant) await requireNotReplaced(session, memberId, grant);
  refusePaid(why === 'USED' || why === 'MULTIPLIED' ? why : 'PURCHASED', { grantId, purchaseId });
}

/** What still multiplies what is told of late goes; the money it was bought for stays paid. */
function takeDead(session: WriteSession, { memberId, brandId, reason }: Undone, { id: grantId, benefit, status }: Standing): void {
  if (isDeadMultiplier(partOf(session), benefit, status)) recordAndAsk(session, 'benefit.revoked', { memberId, brandId }, { grantId, reason, isLost: true });
} // prettier-ignore

function partOf({ house }: WriteSession): BenefitsPart {
  return benefitsOf(house.programs.current());
}

/** Somebody settled what was owed with something else, which the member still has. */
async function requireNotReplaced(session: WriteSession, memberId: string, { id, status }: Standing): Promise<void> {
  if (status !== 'revoked') return;
  const grantId = (await replacementsOf(session, [memberId], [id])).get(id);
  if (grantId !== undefined) refusePaid('REPLACED', { grantId });
}

interface Named {
  readonly grantId: string | null;
  readonly purchaseId?: string | null;
  readonly packageIssueId?: string | null;
}

function refusePaid(why: Why, { grantId, purchaseId = null, packageIssueId = null }: Named): never {
  return refuse('PAID_FOR_BENEFIT', { why, grantId, purchaseId, packageIssueId }, ['transferId']);
}
