import type { Bound } from '../../kernel/bind.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import { seenFacts } from '../members/index.js';
import type { GrantSource, GrantStatus } from './grants.js';
import type { GrantFilter, GrantOrder } from './grants.types.js';

/** A grant as it is stored. */
export interface GrantRow {
  readonly id: string;
  readonly memberId: string;
  readonly benefit: string;
  readonly status: GrantStatus;
  readonly code: string | null;
  readonly brandId: string;
  readonly causeId: string;
  readonly source: GrantSource;
  readonly instead: string | null;
  readonly packageIssueId: string | null;
  readonly usesMax: number;
  readonly uses: number;
  readonly valueMinor: number | null;
  readonly usedMinor: number;
  readonly issuedAt: number;
  readonly claimedAt: number | null;
  readonly usableFrom: number;
  readonly expiresAt: number | null;
  readonly endedAt: number | null;
}

interface Asked extends PageArguments {
  readonly filter: GrantFilter | null;
  readonly orderBy: keyof typeof GrantOrder;
}

export const GRANT = ['id', 'memberId', 'brandId', 'benefit', 'status', 'code', 'causeId', 'source', 'instead', 'packageIssueId', 'usesMax', 'uses', 'valueMinor', 'usedMinor', 'issuedAt', 'claimedAt', 'usableFrom', 'expiresAt', 'endedAt', 'diesAt']; // prettier-ignore
/** Later than every date that can be written: where what never dies stands in the order. */
const NEVER = 8_640_000_000_000_000;
export const GRANTS_FROM = `FROM (SELECT g.*, COALESCE(g.expiresAt, ${NEVER}) AS diesAt FROM grants g) grants`;

/** Pages of the grants of several members; a partner sees those it caused. */
export const grantPages: Loading<string, Page<GrantRow>, Asked> = {
  async read(context, memberIds, { filter, orderBy, ...page }) {
    const read = (memberId: string) => readPage<GrantRow>(context, listOf(context, memberId, filter, orderBy), page);
    const found = await Promise.all(memberIds.map(read));
    return new Map(memberIds.map((memberId, at) => [memberId, found[at] as Page<GrantRow>]));
  },
};

/** Grants by id; those the caller may not see are not found. */
export const grants: Loading<string, GrantRow> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `${GRANTS_FROM} WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<GrantRow>(context, { columns: GRANT, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

function listOf(
  context: RequestContext,
  memberId: string,
  filter: GrantFilter | null,
  orderBy: keyof typeof GrantOrder,
): List {
  const seen = seenFacts(context.caller);
  const which = chosen(context, filter ?? {});
  const isByDeath = orderBy === 'EXPIRES_AT_ASC';
  return {
    name: `grants.${memberId}.${orderBy}`,
    columns: GRANT,
    from: `${GRANTS_FROM} WHERE memberId = ?${which.where}${seen.where}`,
    params: [memberId, ...which.params, ...seen.params],
    order: isByDeath ? ['diesAt', 'id'] : ['issuedAt', 'id'],
    isDescending: !isByDeath,
  };
}

const USABLE: readonly GrantStatus[] = ['issued', 'claimed'];

function chosen({ session: { now } }: RequestContext, filter: GrantFilter): { where: string; params: readonly Bound[] } {
  const { usableNow, status, benefitIds } = filter;
  const parts: { where: string; params: readonly Bound[] }[] = [];
  if (usableNow) parts.push({ where: ` AND status IN ${marks(USABLE)} AND usableFrom <= ? AND diesAt > ?`, params: [...USABLE, now, now] }); // prettier-ignore
  if (status) parts.push(among('status', status));
  if (benefitIds) parts.push(among('benefit', benefitIds.map((id) => id.replace(/^bnf_/, '')))); // prettier-ignore
  return { where: parts.map(({ where }) => where).join(''), params: parts.flatMap(({ params }) => params) };
} // prettier-ignore

function among(column: string, values: readonly string[]): { where: string; params: readonly Bound[] } {
  return values.length === 0 ? { where: ' AND 1 = 0', params: [] } : { where: ` AND ${column} IN ${marks(values)}`, params: values }; // prettier-ignore
}
