import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { List, Page, PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { marks } from '../../kernel/rows.js';
import { seenFacts } from '../members/index.js';
import type { HoldStatus } from './points.entity.js';

/** A hold as it is stored. */
export interface HoldRow {
  readonly id: string;
  readonly memberId: string;
  readonly wallet: string;
  readonly status: HoldStatus;
  readonly amount: number;
  readonly captured: number;
  readonly released: number;
  readonly reason: string;
  readonly subjectId: string | null;
  readonly occurredAt: number;
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly causeId: string;
}

interface Asked extends PageArguments {
  readonly isOpen: boolean | null;
}

const HOLD = ['id', 'memberId', 'brandId', 'wallet', 'status', 'amount', 'captured', 'released', 'reason', 'subjectId', 'occurredAt', 'expiresAt', 'endedAt', 'causeId']; // prettier-ignore

/** Pages of the holds of several members; a partner sees its own. */
export const holdPages: Loading<string, Page<HoldRow>, Asked> = {
  async read(context, memberIds, { isOpen, ...page }) {
    const read = (memberId: string) => readPage<HoldRow>(context, listOf(context, memberId, isOpen), page);
    const pages = await Promise.all(memberIds.map(read));
    return new Map(memberIds.map((memberId, at) => [memberId, pages[at] as Page<HoldRow>]));
  },
};

/** Holds by id; those the caller may not see are not found. */
export const holds: Loading<string, HoldRow> = {
  async read(context, ids) {
    const seen = seenFacts(context.caller);
    const from = `FROM point_holds WHERE id IN ${marks(ids)}${seen.where}`;
    const rows = await ask<HoldRow>(context, { columns: HOLD, from, params: [...ids, ...seen.params] });
    return new Map(rows.map((row) => [row.id, row]));
  },
};

function listOf({ caller }: RequestContext, memberId: string, isOpen: boolean | null): List {
  const seen = seenFacts(caller);
  const which = isOpen === null ? '' : ` AND status ${isOpen ? '=' : '<>'} 'held'`;
  return {
    name: `holds.${memberId}`,
    columns: HOLD,
    from: `FROM point_holds WHERE memberId = ?${which}${seen.where}`,
    params: [memberId, ...seen.params],
    order: ['occurredAt', 'id'],
    isDescending: true,
  };
}
