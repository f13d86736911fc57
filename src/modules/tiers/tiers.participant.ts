import type { Effect, Wish } from '../../kernel/effect.js';
import type { Participant, State, Wants } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import { marks, upsertRows } from '../../kernel/rows.js';
import { DAYS_WANTED, membersParticipant, ordersWithin, spendWithin } from '../members/index.js';
import type { PointsIntent } from '../points/index.js';
import { accountOf, EARNED_DAYS_WANTED, earnedWithin, pointsParticipant } from '../points/index.js';
import type { Entry, Ladder, Measure } from './ladder.js';
import { passed, reached, tierOf } from './ladder.js';
import type { LadderEntry } from './tiers.section.js';

export interface Standing {
  readonly tier: string;
  readonly since: number;
  readonly causeId: string;
}

/** Where a member stands, by ladder. */
export type TiersSlice = ReadonlyMap<string, Standing>;

export interface TiersPart {
  readonly ladders: readonly Ladder[];
}

interface ChangeIntent {
  readonly ladder: string;
  readonly to: string;
  readonly from: string;
}

/** Upgrades in the same transaction as the activity that earned them; the pack of the tier follows in the next round. */
export const tiersParticipant: Participant<TiersPart, TiersSlice> = {
  name: 'tiers',
  effects: ['tiers.change'],
  empty: new Map(),

  compile(program) {
    const ladders = program.section('ladders') as LadderEntry[];
    const wallets = program.part(pointsParticipant).wallets;
    for (const wallet of walletsNamed(ladders)) {
      if (!wallets.has(wallet)) refuse('UNKNOWN_WALLET', { wallet }, ['ladders']);
    }
    return { ladders };
  },

  wants({ ladders }) {
    const entries = ladders.flatMap(({ tiers }) => tiers.map(({ entry }) => entry)).filter((entry) => entry !== null);
    return {
      [DAYS_WANTED]: widest(entries.filter(({ measure }) => measure !== 'points')),
      [EARNED_DAYS_WANTED]: widest(entries.filter(({ measure }) => measure === 'points')),
    } satisfies Wants;
  },

  load({ memberIds }) {
    const columns = ['ladder', 'tier', 'since', 'causeId'];
    return [{ name: 'standings', member: 'memberId', columns, from: `FROM tier_standings WHERE memberId IN ${marks(memberIds)}`, params: memberIds }]; // prettier-ignore
  },

  slice(rows) {
    return new Map(
      rows('standings').map(([ladder, tier, since, causeId]) => [
        ladder as string,
        { tier, since, causeId } as Standing,
      ]),
    );
  },

  foldEffect(_part, slice, effect) {
    const { ladder, to } = (effect as Effect<ChangeIntent>).intent;
    return new Map(slice).set(ladder, { tier: to, since: effect.at, causeId: effect.causeId });
  },

  decide(part, _state, activity) {
    if (activity.type !== 'tier.changed') return { wishes: [] };
    const { ladder: code, from, to } = activity.payload as unknown as ChangeIntent;
    const ladder = part.ladders.find((each) => each.code === code);
    return { wishes: ladder ? passed(ladder, from, to).flatMap(({ upgradePack }) => upgradePack.map(packWish)) : [] };
  },

  react(part, state, activity) {
    return part.ladders.flatMap((ladder): Wish<ChangeIntent>[] => {
      const now = tierOf(ladder, sliceOf(state, tiersParticipant).get(ladder.code)?.tier);
      const best = reached(ladder, measuring(state), activity.occurredOn);
      if (best.rank <= now.rank) return [];
      const intent = { ladder: ladder.code, from: now.code, to: best.code };
      return [{ kind: 'tiers.change', reason: 'upgrade', intent }];
    });
  },

  resolve(_part, _state, effect) {
    const { ladder, from, to } = (effect as Effect<ChangeIntent>).intent;
    return { effect, fact: { type: 'tier.changed', subjectId: ladder, payload: { ladder, from, to } } };
  },

  async apply(session, changes) {
    const rows = changes.flatMap(({ memberId, before, after }) =>
      [...(after.slices['tiers'] as TiersSlice)]
        .filter(([ladder, standing]) => (before.slices['tiers'] as TiersSlice).get(ladder) !== standing)
        .map(([ladder, standing]) => ({ memberId, ladder, ...standing })),
    );
    const update = { tier: 'replace', since: 'replace', causeId: 'replace' } as const;
    await upsertRows(session.sql, 'tier_standings', ['memberId', 'ladder'], rows, update);
  },

  report(effect) {
    const { ladder, from, to } = (effect as Effect<ChangeIntent>).intent;
    return { kind: effect.kind, status: 'done', reason: effect.reason, facts: { ladder, from, to } };
  },
};

/** Measures each thing once, however many tiers ask for it as of one day. */
function measuring(state: State): Measure {
  const known = new Map<string, number>();
  return (entry, on) => {
    const key = `${entry.measure}|${entry.wallet ?? ''}|${entry.days ?? ''}`;
    const value = known.get(key) ?? measure(state, entry, on);
    known.set(key, value);
    return value;
  };
}

/** What a member has of the measure of an entry rule, as of a day. */
export function measure(state: State, entry: Entry, on: string): number {
  const metrics = sliceOf(state, membersParticipant);
  const points = sliceOf(state, pointsParticipant);
  switch (entry.measure) {
    case 'orders':
      return entry.days ? ordersWithin(metrics, entry.days, on) : metrics.figures.orders;
    case 'spend':
      return entry.days ? spendWithin(metrics, entry.days, on) : metrics.figures.spendMinor;
    case 'points': {
      const wallet = entry.wallet ?? '';
      return entry.days ? earnedWithin(points, wallet, entry.days, on) : accountOf(points, wallet).earned;
    }
  }
}

function packWish({ wallet, points }: { wallet: string; points: number }): Wish<PointsIntent['earn']> {
  return { kind: 'points.earn', reason: 'upgrade pack', intent: { wallet, amount: points, source: 'pack' } };
}

function widest(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.map(({ days }) => days ?? 0));
}

function walletsNamed(ladders: readonly LadderEntry[]): string[] {
  return ladders.flatMap(({ tiers }) =>
    tiers.flatMap(({ entry, upgradePack }) => [
      ...(entry?.wallet ? [entry.wallet] : []),
      ...upgradePack.map(({ wallet }) => wallet),
    ]),
  );
}
