import type { Activity } from '../../kernel/activity.js';
import type { Instant } from '../../kernel/clock.js';
import type { Wish } from '../../kernel/effect.js';
import type { Fragment, Need, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import { membersParticipant, orderKey } from '../members/index.js';
import type { BenefitsPart } from './compile.js';
import { sendingOf } from './fulfilment/sending.js';
import type { Promised, Use } from './grants.js';
import { isHolding, isKept } from './grants.js';
import { orderPackages } from './packages/package-load.js';
import { GRANT_COLUMNS, sliceIn, USE_COLUMNS } from './slice.js';

/** What orders that are refunded have earned, and what was used on them. */
export function orderGrants({ memberIds, activities }: Need): Fragment[] {
  const orders = [...new Set(activities.flatMap(({ type, subjectId }) => (type === 'refund' && subjectId ? subjectId : [])))]; // prettier-ignore
  if (orders.length === 0) return [];
  const own = `memberId IN ${marks(memberIds)} AND orderId IN ${marks(orders)}`;
  const params = [...memberIds, ...orders];
  const of = (ids: string) => ({ grants: `FROM grants WHERE id IN (${ids})`, uses: `FROM redemptions WHERE grantId IN (${ids})` }); // prettier-ignore
  const earned = of(`SELECT id FROM grants WHERE ${own}`);
  const paid = of(`SELECT grantId FROM redemptions WHERE ${own}`);
  return [
    { name: 'earned', member: 'memberId', columns: GRANT_COLUMNS, from: earned.grants, params },
    { name: 'usesEarned', member: 'memberId', columns: USE_COLUMNS, from: earned.uses, params },
    { name: 'paid', member: 'memberId', columns: GRANT_COLUMNS, from: paid.grants, params },
    { name: 'usesPaid', member: 'memberId', columns: USE_COLUMNS, from: paid.uses, params },
    ...orderPackages(own, params, memberIds),
    { name: 'bookings', member: 'memberId', columns: ['useId', 'startsAt'], from: `FROM service_bookings WHERE memberId IN ${marks(memberIds)} AND status = 'booked'`, params: memberIds }, // prettier-ignore
  ];
}

/** When times begin that are booked, by the use that is held for them. */
export function bookingsOfRows(rows: readonly (readonly unknown[])[]): Map<string, Instant> {
  return new Map(rows.map(([useId, startsAt]) => [useId as string, startsAt as Instant]));
}

/**
 * An order that was given back whole takes what it earned with it, as far as that is unused, and gives back what was used on
 * it, but for what has multiplied another purchase by the same order. A package it earned goes as a whole: a card opens no
 * cycle any more. What waits to be shipped is not sent, and a time that is booked is free again, unless it has begun: then
 * somebody says whether the member came.
 */
export function refunded(part: BenefitsPart, state: State, { brandId, subjectId, recordedAt }: Activity): Wish[] {
  if (subjectId === null) return [];
  const order = sliceOf(state, membersParticipant).orders.get(orderKey(brandId, subjectId));
  if (!order || order.refundedMinor < order.amountMinor) return [];
  const { grants: known, packages, bookings } = sliceIn(state);
  const grants = [...known.values()];
  const used = grants.flatMap(({ uses }) => uses).filter((use) => use.status === 'redeemed' && use.orderId === subjectId && use.brandId === brandId && (use.multipliedId ?? order.activityId) === order.activityId);
  const earned = grants.filter((grant) => grant.orderId === subjectId && grant.brandId === brandId);
  const packs = new Set(earned.flatMap(({ packageIssueId }) => (packages.get(packageIssueId ?? '')?.status === 'live' ? (packageIssueId ?? []) : [])));
  const isTaken = ({ packageIssueId }: Promised) => packs.has(packageIssueId ?? '');
  const going = grants.filter((grant) => earned.includes(grant) || isTaken(grant));
  const booked = going.flatMap(({ uses }) => uses.filter((use) => isKept(use) && (bookings.get(use.id) ?? 0) > recordedAt));
  const waiting = going.flatMap(({ benefit, uses }) => (sendingOf(part, benefit) ? uses.filter((use) => isKept(use) && !bookings.has(use.id)) : []));
  const untouched = earned.filter((grant) => isUntouched(grant, [...used, ...waiting, ...booked]) && !isTaken(grant));
  return [
    ...used.map(({ grantId, id }): Wish => ({ kind: 'benefit.reverse', reason: 'refund', intent: { grantId, redemptionId: id, isRefunded: true } })),
    ...waiting.map(({ grantId, id }): Wish => ({ kind: 'benefit.release', reason: 'refund', intent: { grantId, redemptionId: id, isAhead: true } })),
    ...booked.map(({ grantId, id }): Wish => ({ kind: 'benefit.release', reason: 'refund', intent: { grantId, redemptionId: id, isAhead: true, endsBooking: true } })),
    ...[...packs].map((packageIssueId): Wish => ({ kind: 'benefit.unpack', reason: 'refund', intent: { packageIssueId } })),
    ...untouched.map(({ id }): Wish => ({ kind: 'benefit.revoke', reason: 'refund', intent: { grantId: id } })),
  ];
} // prettier-ignore

/** Whether nothing of it is used or held, once these uses have ended. */
function isUntouched({ over, uses }: Promised, ending: readonly Use[]): boolean {
  const isThere = over === null || over === 'owed' || (over === 'used' && uses.some((use) => ending.includes(use)));
  return (
    isThere && uses.every((use) => ending.includes(use) || (use.status !== 'redeemed' && !isHolding(use, Infinity)))
  );
}
