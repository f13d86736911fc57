import type { Fragment, Need, Wants } from '../../../kernel/participant.js';
import { marks } from '../../../kernel/rows.js';
import { GRANT_COLUMNS, USE_COLUMNS } from '../slice.js';

const WANTED = 'benefits.multiplier:';

/** The benefits that may multiply points once they are granted, by name: `load` knows no program. */
export function multiplierWants(multipliers: readonly { readonly code: string }[]): Wants {
  return Object.fromEntries(multipliers.map(({ code }) => [`${WANTED}${code}`, 1]));
}

/**
 * What members who have bought something hold of benefits that multiply points: what is there, what died since a purchase
 * that is told of late, and what was used on the very order. Nothing is read where the program has no such benefit.
 */
export function multiplyingGrants({ memberIds, activities, wants }: Need): Fragment[] {
  const benefits = Object.keys(wants).flatMap((name) => (name.startsWith(WANTED) ? name.slice(WANTED.length) : []));
  const bought = activities.filter(({ type, isHistory }) => type === 'purchase' && !isHistory);
  if (benefits.length === 0 || bought.length === 0) return [];
  const members = memberIds.filter((id) => bought.some(({ memberId }) => memberId === id));
  const orders = [...new Set(bought.flatMap(({ subjectId }) => subjectId ?? []))];
  const own = `memberId IN ${marks(members)}`;
  const used = orders.length === 0 ? '' : ` OR id IN (SELECT grantId FROM redemptions WHERE ${own} AND orderId IN ${marks(orders)})`;
  const from = `FROM grants WHERE ${own} AND benefit IN ${marks(benefits)} AND (status IN ('issued', 'claimed', 'held') OR (status = 'expired' AND expiresAt > ?)${used})`;
  const earliest = Math.min(...bought.map(({ occurredAt }) => occurredAt));
  const params = [...members, ...benefits, earliest, ...(used === '' ? [] : [...members, ...orders])];
  return [
    { name: 'multiplying', member: 'memberId', columns: GRANT_COLUMNS, from, params },
    { name: 'usesMultiplying', member: 'memberId', columns: USE_COLUMNS, from: `FROM redemptions WHERE grantId IN (SELECT id ${from})`, params },
  ];
} // prettier-ignore
