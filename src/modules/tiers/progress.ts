import { dayOf } from '../../kernel/calendar.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load, loadWith } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { memberTotals } from '../members/index.js';
import { earnedPoints } from '../points/index.js';
import type { Entry, Ladder } from './ladder.js';
import { nextOf, tierOf } from './ladder.js';
import { tierType } from './tier-type.js';
import type { TierProgressType } from './tiers.types.js';

interface Standing {
  readonly memberId: string;
  readonly ladder: string;
  readonly tier: string;
}

/** Codes of tiers by ladder, of several members; a ladder a member has not moved on is left out. */
export const standings: Loading<string, ReadonlyMap<string, string>> = {
  async read(context, memberIds) {
    const from = `FROM tier_standings WHERE memberId IN ${marks(memberIds)}`;
    const rows = await ask<Standing>(context, { columns: ['memberId', 'ladder', 'tier'], from, params: memberIds });
    const byMember = groupBy(rows, ({ memberId }) => memberId);
    return new Map([...byMember].map(([id, group]) => [id, new Map(group.map(({ ladder, tier }) => [ladder, tier]))]));
  },
};

/**
 * How far a member is from its next tier, by the figures the rule of entry itself is decided on. What every tier of the
 * ladder looks at is read together with where the member stands: a round trip costs more than a figure nobody needs.
 */
export async function progressOf(context: RequestContext, memberId: string, ladder: Ladder): Promise<TierProgressType> {
  const has = new Map<Entry, Promise<number>>();
  for (const { entry } of ladder.tiers) if (entry) has.set(entry, measured(context, memberId, entry));
  const [standing] = await Promise.all([load(context, standings, memberId), ...has.values()]);
  const next = nextOf(ladder, tierOf(ladder, standing?.get(ladder.code)));
  if (!next?.entry) return AT_THE_TOP;
  const { measure: metric, atLeast: target } = next.entry;
  const current = (await has.get(next.entry)) ?? 0;
  const remaining = Math.max(0, target - current);
  return { next: tierType(context, ladder, next), metric, current, target, remaining, validUntil: null };
}

const AT_THE_TOP: TierProgressType = {
  next: null,
  metric: null,
  current: null,
  target: null,
  remaining: null,
  validUntil: null,
};

/** What a member has of the measure of a rule of entry today. */
async function measured(context: RequestContext, memberId: string, entry: Entry): Promise<number> {
  const { now, house } = context.session;
  const over = { today: dayOf(now, house.programs.current().zone), days: entry.days ?? null };
  if (entry.measure === 'points') {
    return (await loadWith(context, earnedPoints, memberId, { wallet: entry.wallet ?? '', ...over })) ?? 0;
  }
  const totals = await loadWith(context, memberTotals, memberId, over);
  return (entry.measure === 'orders' ? totals?.orders : totals?.spendMinor) ?? 0;
}
