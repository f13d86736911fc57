import type { Effect, Wish } from '../../kernel/effect.js';
import type { Participant, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import type { PointsIntent } from '../points/index.js';
import type { TiersPart } from './compile.js';
import { compileLadders, widthsOf } from './compile.js';
import type { ChangeIntent, Intent } from './effects.js';
import { resolveEffect, standingOf } from './effects.js';
import { isInGrace, keeps } from './checks.js';
import type { Ladder, PackItem } from './ladder.js';
import { isBenefit, isCondition, isPackage, nextOf, passed, reached, tierOf } from './ladder.js';
import { asOf, measured, meetsAsOf } from './measure.js';
import type { Standing } from './standing.js';
import { keepAsOf } from './standing.js';
import { COLUMNS, standingOfRow, writeStandings } from './standings.js';

/** Where a member stands, by ladder. */
export type TiersSlice = ReadonlyMap<string, Standing>;

/** Upgrades in the same transaction as the activity that earned them; the pack of the tier follows in the next round. */
export const tiersParticipant: Participant<TiersPart, TiersSlice> = {
  name: 'tiers',
  effects: ['tiers.change', 'tiers.check', 'tiers.near', 'tiers.set', 'tiers.recalculate'],
  empty: new Map(),

  compile: compileLadders,
  wants: widthsOf,

  load({ memberIds }) {
    return [{ name: 'standings', member: 'memberId', columns: COLUMNS, from: `FROM tier_standings WHERE memberId IN ${marks(memberIds)}`, params: memberIds }]; // prettier-ignore
  },

  slice: (rows) => new Map(rows('standings').map(standingOfRow)),

  turnsAt(slice) {
    const due = [...slice.values()].flatMap(({ nextCheckAt }) => nextCheckAt ?? []);
    return due.length > 0 ? Math.min(...due) : null;
  },

  due(_part, slice, until) {
    return [...slice].flatMap(([ladder, standing]): Wish<Intent>[] => {
      const { nextCheckAt: at } = standing;
      if (at === null || at > until) return [];
      return [{ kind: 'tiers.check', reason: 'due', at, intent: { ladder }, key: checkKey(ladder, standing) }];
    });
  },

  foldEffect(_part, slice, effect) {
    const { ladder, standing } = (effect as Effect<ChangeIntent>).intent;
    return new Map(slice).set(ladder, standing);
  },

  /** Nobody gets the pack of a tier it was given, or of one it only comes back to. */
  decide(part, _state, { type, payload }) {
    if (type !== 'tier.changed' || payload['cause'] === 'set') return { wishes: [] };
    const ladder = part.ladders.find(({ code }) => code === payload['ladder']);
    const from = (payload['formerly'] ?? payload['from']) as string;
    const tiers = ladder ? passed(ladder, from, payload['to'] as string) : [];
    return { wishes: tiers.flatMap(({ upgradePack }) => upgradePack.flatMap(packWishes)) };
  },

  react(part, state, activity) {
    return part.ladders.flatMap((ladder): Wish<Intent>[] => {
      const standing = sliceOf(state, tiersParticipant).get(ladder.code);
      if (standing?.before) return [];
      const meets = meetsAsOf(part, state, asOf(activity.occurredAt, part.zone));
      const best = reached(ladder, meets);
      const intent = { ladder: ladder.code };
      if (best.rank > tierOf(ladder, standing?.tier).rank) {
        return [{ kind: 'tiers.change', reason: 'upgrade', intent: { ...intent, tier: best.code } }];
      }
      if (standing && isKeptInGrace(part, state, ladder, standing)) {
        return [{ kind: 'tiers.check', reason: 'kept', intent }];
      }
      const isNear = !activity.isHistory && isNearing(part, state, ladder, activity.occurredAt);
      return isNear ? [{ kind: 'tiers.near', reason: 'near', intent }] : [];
    });
  },

  resolve: resolveEffect,
  apply: writeStandings,

  report(effect) {
    const { ladder, from, to } = (effect as Effect<ChangeIntent>).intent;
    if (from === to) return undefined;
    return { kind: 'tiers.change', status: 'done', reason: effect.reason, facts: { ladder, from, to } };
  },
};

/** A standing is looked at once as it is. */
function checkKey(ladder: string, standing: Standing): string {
  const { tier, since, validUntil, graceUntil, setUntil, endingTold, nextCheckAt } = standing;
  return ['tiers', ladder, tier, since, validUntil, graceUntil, setUntil, endingTold, nextCheckAt].join('|');
}

function isKeptInGrace(part: TiersPart, state: State, ladder: Ladder, standing: Standing): boolean {
  const when = isInGrace(standing) ? keepAsOf(standing, part.zone) : null;
  return when !== null && keeps({ part, state, ladder, standing, at: when.at, causeId: '' }, when);
}

/** Whether so much of what the next tier takes is there that the member has not been told of yet. */
function isNearing(part: TiersPart, state: State, ladder: Ladder, at: number): boolean {
  if (ladder.nearPercent === null) return false;
  const standing = standingOf(part, state, ladder);
  const next = nextOf(ladder, tierOf(ladder, standing.tier));
  if (!next?.entry || isCondition(next.entry) || standing.nearTold === next.code) return false;
  const had = measured(part, state, next.entry, asOf(at, part.zone));
  return BigInt(Math.max(0, had)) * 100n >= BigInt(next.entry.atLeast) * BigInt(ladder.nearPercent);
}

const PACK = 'upgrade pack';

/** A benefit or package that is there no more, or of which none is left, is left out and told of: nobody is kept from a tier by it. */
function packWishes(item: PackItem): Wish[] {
  if (isBenefit(item)) {
    const wish: Wish = { kind: 'benefit.issue', reason: PACK, intent: { benefit: item.benefit, source: 'pack' } };
    return Array.from({ length: item.quantity }, () => wish);
  }
  if (isPackage(item))
    return [{ kind: 'benefit.package', reason: PACK, intent: { package: item.package, source: 'pack' } }];
  const intent: PointsIntent['earn'] = { wallet: item.wallet, amount: item.points, source: 'pack' };
  return [{ kind: 'points.earn', reason: PACK, intent }];
}
