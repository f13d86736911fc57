import { windowOf } from '../../kernel/caller.js';
import { daysBetween } from '../../kernel/calendar.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask, load, loadWith } from '../../kernel/graphql/loaders.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import { memberTotals, ofSeenMembers } from '../members/index.js';
import { earnedPoints } from '../points/index.js';
import type { Entry, Ladder, Requirement } from './ladder.js';
import { isCondition, keepOf, nextOf, tierOf } from './ladder.js';
import { asOf, enrolledOf } from './measure.js';
import { keepAsOf } from './standing.js';
import { tierType } from './tier-type.js';
import type { TierKeepProgressType, TierProgressType } from './tiers.types.js';
import type { AsOf } from './windows.js';
import { rangeOf } from './windows.js';

interface Standing {
  readonly memberId: string;
  readonly ladder: string;
  readonly tier: string;
  readonly since: number;
  readonly validUntil: number | null;
  readonly graceUntil: number | null;
  readonly setUntil: number | null;
  readonly isSet: number;
}

const STANDING = ['memberId', 'ladder', 'tier', 'since', 'validUntil', 'graceUntil', 'setUntil', 'CASE WHEN heldBefore IS NULL THEN 0 ELSE 1 END AS isSet']; // prettier-ignore

/** Standings by ladder, of several members; a ladder a member has not moved on is left out. */
export const standings: Loading<string, ReadonlyMap<string, Standing>> = {
  async read(context, memberIds) {
    const seen = ofSeenMembers(context.caller);
    const from = `FROM tier_standings WHERE memberId IN ${marks(memberIds)}${seen.where}`;
    const params = [...memberIds, ...seen.params];
    const rows = await ask<Standing>(context, { columns: STANDING, from, params });
    const byMember = groupBy(rows, ({ memberId }) => memberId);
    return new Map([...byMember].map(([id, group]) => [id, new Map(group.map((each) => [each.ladder, each]))]));
  },
};

/** When members joined: asked only where a year of membership counts. */
const enrolments: Loading<string, number> = {
  async read(context, memberIds) {
    const seen = ofSeenMembers(context.caller, 'id');
    const from = `FROM members WHERE id IN ${marks(memberIds)}${seen.where}`;
    const params = [...memberIds, ...seen.params];
    const rows = await ask<{ id: string; enrolledAt: number }>(context, {
      columns: ['id', 'enrolledAt'],
      from,
      params,
    });
    return new Map(rows.map(({ id, enrolledAt }) => [id, enrolledAt]));
  },
};

/**
 * How far a member is from its next tier, by the figures the rule of entry itself is decided on. What every tier of the
 * ladder looks at is read together with where the member stands: a round trip costs more than a figure nobody needs.
 */
export async function progressOf(context: RequestContext, memberId: string, ladder: Ladder): Promise<TierProgressType> {
  const [standing, has] = await figuresOf(context, memberId, ladder);
  const own = standing?.get(ladder.code);
  const next = nextOf(ladder, tierOf(ladder, own?.tier));
  const isSet = own?.isSet === 1;
  const stands = {
    validUntil: (isSet ? own.setUntil : own?.validUntil) ?? null,
    graceUntil: own?.graceUntil ?? null,
    isSet,
    memberId,
    ladder,
  };
  const nextTier = next && tierType(context, ladder, next);
  if (!next?.entry || isCondition(next.entry)) return { next: nextTier, metric: null, ...NO_FIGURES, target: null, ...stands }; // prettier-ignore
  const { measure: metric, atLeast: target } = next.entry;
  if (windowOf(context.caller) !== null) return { next: nextTier, metric, target, ...NO_FIGURES, ...stands };
  const current = has[ladder.tiers.indexOf(next)] ?? 0;
  const remaining = Math.max(0, target - current);
  return { next: nextTier, metric, current, target, remaining, ...stands };
}

/** How far it is from keeping the tier it stands on; null where nothing is asked for that. */
export async function keepProgressOf(context: RequestContext, memberId: string, ladder: Ladder): Promise<TierKeepProgressType | null> {
  const standing = (await load(context, standings, memberId))?.get(ladder.code);
  if (!standing || standing.isSet === 1) return null;
  const rule = keepOf(tierOf(ladder, standing.tier));
  const when = keepAsOf(standing, zoneOf(context));
  const until = standing.graceUntil ?? standing.validUntil;
  if (!rule || !when || until === null) return null;
  if (isCondition(rule)) return { metric: null, target: null, ...NO_FIGURES, until };
  const { measure: metric, atLeast: target } = rule;
  if (windowOf(context.caller) !== null) return { metric, target, ...NO_FIGURES, until };
  const current = await measured(context, memberId, rule, when);
  return { metric, target, current, remaining: Math.max(0, target - current), until };
} // prettier-ignore

/** Where a member stands and what it has of the measure of each tier; null of one whose rule is a condition. */
export function figuresOf(context: RequestContext, memberId: string, ladder: Ladder) {
  return context.loaders.once(ladder, memberId, () => {
    const today = asOf(context.session.now, zoneOf(context));
    const has = ladder.tiers.map(({ entry }) => counted(context, memberId, entry, today));
    return Promise.all([load(context, standings, memberId), Promise.all(has)]);
  });
}

const NO_FIGURES = { current: null, remaining: null };

function zoneOf({ session }: RequestContext): string {
  return session.house.programs.current().zone;
}

function counted(context: RequestContext, memberId: string, entry: Requirement | null, today: AsOf) {
  if (entry === null) return Promise.resolve(0);
  return isCondition(entry) ? Promise.resolve(null) : measured(context, memberId, entry, today);
}

/** What a member has of a measure, as of a day. */
async function measured(context: RequestContext, memberId: string, entry: Entry, when: AsOf): Promise<number> {
  const enrolledAt = entry.year === 'membership' ? ((await load(context, enrolments, memberId)) ?? when.at) : when.at;
  const { after, to: today } = rangeOf(entry, when, enrolledOf({ enrolledAt }, zoneOf(context)).enrolledOn);
  const over = { today, days: after === null ? null : daysBetween(after, today) };
  if (entry.measure === 'points') {
    return (await loadWith(context, earnedPoints, memberId, { wallet: entry.wallet ?? '', ...over })) ?? 0;
  }
  const totals = await loadWith(context, memberTotals, memberId, over);
  return (entry.measure === 'orders' ? totals?.orders : totals?.spendMinor) ?? 0;
}
