import { dayOf } from '../../kernel/calendar.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import type { ReadSession } from '../../kernel/session.js';
import { totalsOf } from '../members/index.js';
import { earnedOf } from '../points/index.js';
import type { Entry, Ladder } from './ladder.js';
import { nextOf, tierOf } from './ladder.js';
import { standingsOf } from './tiers.queries.js';
import { ladderOf, tierType } from './tier-type.js';
import type { TierProgressType } from './tiers.types.js';

/** Codes of tiers by ladder, of several members; a ladder a member has not moved on is left out. */
export const standings: Loading<string, ReadonlyMap<string, string>> = {
  async read({ session }, ids) {
    const rows = groupBy(await standingsOf(session, ids), ({ memberId }) => memberId);
    return new Map([...rows].map(([id, group]) => [id, new Map(group.map(({ ladder, tier }) => [ladder, tier]))]));
  },
};

/** How far several members are from their next tiers: a statement for each rule of entry they are before, not for each of them. */
export const progress: Loading<string, TierProgressType, { readonly ladder: string | null }> = {
  async read(context, ids, { ladder: code }) {
    const ladder = ladderOf(context, code);
    if (!ladder) return new Map();
    const stand = await standingOf(context, ladder, ids);
    const byNext = groupBy(ids, (id) => nextOf(ladder, tierOf(ladder, stand.get(id))));
    const found = new Map<string, TierProgressType>();
    for (const [next, members] of byNext) {
      const has = next?.entry ? await measured(context.session, next.entry, members) : new Map<string, number>();
      const type = next && tierType(context, ladder, next);
      for (const id of members) found.set(id, progressOf(type, next?.entry ?? null, has.get(id) ?? 0));
    }
    return found;
  },
};

/** Asked together with the tier itself, so the standings are read once for both. */
async function standingOf(
  context: RequestContext,
  ladder: Ladder,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const loader = context.loaders.of(context, standings, undefined);
  const all = await loader.loadMany([...ids]);
  const pairs = ids.map((id, at) => [id, all[at]] as const);
  return new Map(pairs.flatMap(([id, of]) => (of instanceof Map && of.has(ladder.code) ? [[id, of.get(ladder.code) as string]] : []))); // prettier-ignore
}

function progressOf(next: TierProgressType['next'], entry: Entry | null, current: number): TierProgressType {
  if (!next || !entry)
    return { next: null, metric: null, current: null, target: null, remaining: null, validUntil: null };
  const remaining = Math.max(0, entry.atLeast - current);
  return { next, metric: entry.measure, current, target: entry.atLeast, remaining, validUntil: null };
}

/** What members have of the measure of an entry rule today; the same figures the rule itself is decided on. */
async function measured(session: ReadSession, entry: Entry, ids: readonly string[]): Promise<Map<string, number>> {
  const today = dayOf(session.now, session.house.programs.current().zone);
  if (entry.measure === 'points') return earnedOf(session, ids, entry.wallet ?? '', today, entry.days);
  const totals = await totalsOf(session, ids, today, entry.days);
  const isOrders = entry.measure === 'orders';
  return new Map([...totals].map(([id, { orders, spendMinor }]) => [id, isOrders ? orders : spendMinor]));
}
