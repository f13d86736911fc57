import type { Bound } from '../../../kernel/bind.js';
import type { Fragment, Need } from '../../../kernel/participant.js';
import { marks } from '../../../kernel/rows.js';
import { GRANT_COLUMNS, USE_COLUMNS } from '../slice.js';
import { HELD_COLUMNS } from './held.js';

/** Packages that are named, and their parts where they are taken back. */
export function namedPackages({ memberIds, wishes }: Need): Fragment[] {
  const ids = namedBy(wishes, ['benefit.cycle', 'benefit.unpack']);
  if (ids.length === 0) return [];
  const own = `memberId IN ${marks(memberIds)}`;
  const packages: Fragment = { name: 'packages', member: 'memberId', columns: HELD_COLUMNS, from: `FROM package_issues WHERE id IN ${marks(ids)} AND ${own}`, params: [...ids, ...memberIds] }; // prettier-ignore
  const taken = namedBy(wishes, ['benefit.unpack']);
  if (taken.length === 0) return [packages];
  const parts = `${own} AND packageIssueId IN ${marks(taken)}`;
  const params = [...memberIds, ...taken];
  return [
    packages,
    { name: 'parts', member: 'memberId', columns: GRANT_COLUMNS, from: `FROM grants WHERE ${parts}`, params },
    { name: 'usesParts', member: 'memberId', columns: USE_COLUMNS, from: `FROM redemptions WHERE grantId IN (SELECT id FROM grants WHERE ${parts})`, params }, // prettier-ignore
  ];
}

/** Packages that orders have earned, with all that came of them: of a card, what later cycles brought as well. */
export function orderPackages(own: string, params: readonly Bound[], memberIds: readonly string[]): Fragment[] {
  const ids = `SELECT packageIssueId FROM grants WHERE ${own}`;
  const parts = `FROM grants WHERE memberId IN ${marks(memberIds)} AND packageIssueId IN (${ids})`;
  const all = [...memberIds, ...params];
  return [
    { name: 'orderPackages', member: 'memberId', columns: HELD_COLUMNS, from: `FROM package_issues WHERE id IN (${ids})`, params },
    { name: 'orderParts', member: 'memberId', columns: GRANT_COLUMNS, from: parts, params: all },
    { name: 'usesOrderParts', member: 'memberId', columns: USE_COLUMNS, from: `FROM redemptions WHERE grantId IN (SELECT id ${parts})`, params: all },
  ];
} // prettier-ignore

function namedBy(wishes: Need['wishes'], kinds: readonly string[]): string[] {
  const named = wishes.filter(({ kind }) => kinds.includes(kind));
  return [...new Set(named.map(({ intent }) => (intent as { packageIssueId: string }).packageIssueId))];
}
