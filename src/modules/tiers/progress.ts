import { windowOf } from '../../kernel/caller.js';
import type { Day } from '../../kernel/calendar.js';
import { dayOf } from '../../kernel/calendar.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load, loadWith } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { memberTotals, ofSeenMembers } from '../members/index.js';
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
    const seen = ofSeenMembers(context.caller);
    const from = `FROM tier_standings WHERE memberId IN ${marks(memberIds)}${seen.where}`;
    const params = [...memberIds, ...seen.params];
    const rows = await ask<Standing>(context, { columns: ['memberId', 'ladder', 'tier'], from, params });
    const byMember = groupBy(rows, ({ memberId }) => memberId);
    return new Map([...byMember].map(([id, group]) => [id, new Map(group.map(({ ladder, tier }) => [ladder, tier]))]));
  },
};

/**
 * How far a member is from its next tier, by the figures the rule of entry itself is decided on. What every tier of the
 * ladder looks at is read together with where the member stands: a round trip costs more than a figure nobody needs.
 */
export async function progressOf(context: RequestContext, memberId: string, ladder: Ladder): Promise<TierProgressType> {
  const [standing, has] = await figuresOf(context, memberId, ladder);
  const next = nextOf(ladder, tierOf(ladder, standing?.get(ladder.code)));
  if (!next?.entry) return AT_THE_TOP;
  const { measure: metric, atLeast: target } = next.entry;
  if (windowOf(context.caller) !== null)
    return { next: tierType(context, ladder, next), metric, target, ...NO_FIGURES };
  const current = has[ladder.tiers.indexOf(next)] ?? 0;
  const remaining = Math.max(0, target - current);
  return { next: tierType(context, ladder, next), metric, current, target, remaining, validUntil: null };
}

/** Where a member stands and what it has of the measure of each tier. */
export function figuresOf(context: RequestContext, memberId: string, ladder: Ladder) {
  return context.loaders.once(ladder, memberId, () => {
    const { now, house } = context.session;
    const today = dayOf(now, house.programs.current().zone);
    const has = ladder.tiers.map(({ entry }) =>
      entry ? measured(context, memberId, entry, today) : Promise.resolve(0),
    );
    return Promise.all([load(context, standings, memberId), Promise.all(has)]);
  });
}

const NO_FIGURES = { current: null, remaining: null, validUntil: null };
const AT_THE_TOP: TierProgressType = { next: null, metric: null, target: null, ...NO_FIGURES };

/** What a member has of the measure of a rule of entry. */
async function measured(context: RequestContext, memberId: string, entry: Entry, today: Day): Promise<number> {
  const over = { today, days: entry.days ?? null };
  if (entry.measure === 'points') {
    return (await loadWith(context, earnedPoints, memberId, { wallet: entry.wallet ?? '', ...over })) ?? 0;
  }
  const totals = await loadWith(context, memberTotals, memberId, over);
  return (entry.measure === 'orders' ? totals?.orders : totals?.spendMinor) ?? 0;
}
