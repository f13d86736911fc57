import type { RequestContext } from '../../../kernel/graphql/context.js';
import type { Loading } from '../../../kernel/graphql/loaders.js';
import { ask } from '../../../kernel/graphql/loaders.js';
import { groupBy } from '../../../kernel/group.js';
import { marks } from '../../../kernel/rows.js';
import { refuse } from '../../../kernel/refusal.js';
import { memberLocked, seenFacts } from '../../members/index.js';
import type { GrantRow } from '../grant-list.js';
import { GRANT, GRANTS_FROM } from '../grant-list.js';
import type { GrantSource } from '../grants.js';
import type { Finding } from '../promise.js';
import type { PackageIssueStatus } from './held.js';
import type { PackageKind } from './package-terms.js';

/** A package that was given, as it is stored. */
export interface PackageIssueRow {
  readonly id: string;
  readonly memberId: string;
  readonly package: string;
  readonly kind: PackageKind;
  readonly status: PackageIssueStatus;
  readonly source: GrantSource;
  readonly issuedAt: number;
  readonly until: number | null;
  readonly cycle: number;
  readonly cycleFrom: number | null;
  readonly cycleUntil: number | null;
  readonly endedAt: number | null;
}

const COLUMNS = ['id', 'memberId', 'package', 'kind', 'status', 'source', 'issuedAt', 'until', 'cycle', 'cycleFrom', 'cycleUntil', 'endedAt']; // prettier-ignore
/** More cards than this nobody shows at once. */
const CARDS_MAX = 50;

/** By id; those the caller may not see are not found. */
export const packageIssues: Loading<string, PackageIssueRow> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `FROM package_issues WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<PackageIssueRow>(context, { columns: COLUMNS, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

/** The cards of members, the newest first; a partner sees those it gave. */
export const memberCards: Loading<string, readonly PackageIssueRow[], readonly PackageIssueStatus[]> = {
  async read(context, memberIds, said) {
    const status = [...new Set(said)];
    if (status.length === 0) return new Map(memberIds.map((memberId) => [memberId, []]));
    const seen = seenFacts(context.caller);
    const from = `FROM package_issues WHERE memberId IN ${marks(memberIds)} AND kind = 'card' AND status IN ${marks(status)}${seen.where}`;
    const rows = await ask<PackageIssueRow>(context, { columns: COLUMNS, from, params: [...memberIds, ...status, ...seen.params] }); // prettier-ignore
    const byMember = groupBy(rows, ({ memberId }) => memberId);
    const newest = (list: readonly PackageIssueRow[]) => list.toSorted((a, b) => b.issuedAt - a.issuedAt || (a.id < b.id ? 1 : -1)).slice(0, CARDS_MAX); // prettier-ignore
    return new Map(memberIds.map((memberId) => [memberId, newest(byMember.get(memberId) ?? [])]));
  },
};

/** The grants of packages by `memberId|packageIssueId`, in the order in which they came. */
export const packageGrants: Loading<string, readonly GrantRow[]> = {
  async read(context, keys) {
    const seen = seenFacts(context.caller);
    const [members, ids] = [0, 1].map((at) => [...new Set(keys.map((key) => key.split('|')[at] ?? ''))]) as [string[], string[]]; // prettier-ignore
    const from = `${GRANTS_FROM} WHERE memberId IN ${marks(members)} AND packageIssueId IN ${marks(ids)}${seen.where}`;
    const rows = await ask<GrantRow>(context, { columns: GRANT, from, params: [...members, ...ids, ...seen.params] });
    const byKey = groupBy(rows, ({ memberId, packageIssueId }) => `${memberId}|${packageIssueId ?? ''}`);
    const inOrder = (list: readonly GrantRow[]) => list.toSorted((a, b) => a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1)); // prettier-ignore
    return new Map(keys.map((key) => [key, inOrder(byKey.get(key) ?? [])]));
  },
};

/** Finds the member a package was given to and locks it. Refuses NOT_FOUND, also for what is not the caller's to see. */
export function holder({ caller }: RequestContext, packageIssueId: string): Finding {
  return async (sql) => {
    const seen = seenFacts(caller);
    const text = `SELECT id, memberId FROM package_issues WHERE id = ?${seen.where}`;
    const [row] = await sql.rows<{ id: string; memberId: string }>(text, [packageIssueId, ...seen.params]);
    if (row?.id !== packageIssueId) refuse('NOT_FOUND', { what: 'package issue' }, ['packageIssueId']);
    return memberLocked(caller, { id: row.memberId })(sql);
  };
}
