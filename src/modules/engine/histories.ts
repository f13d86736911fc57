import type { Activity } from '../../kernel/activity.js';
import type { Bound } from '../../kernel/bind.js';
import type { Instant } from '../../kernel/clock.js';
import type { Effect } from '../../kernel/effect.js';
import type { House } from '../../kernel/house.js';
import type { IdPrefix } from '../../kernel/id.js';
import type { Change, LockedMember } from '../../kernel/participant.js';
import { Refusal } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Report } from './activity-row.js';
import { activityRow, outcomeTold } from './activity-row.js';
import { applyAll, sequenceOf } from './drain.js';
import type { Played, Rules } from './play.js';
import { play, rulesOf, settle } from './play.js';
import { emptyState } from './state.js';

/** Something that happened, as it is to be recorded. */
export interface Told {
  readonly activity: Activity;
  readonly inputHash: string | null;
  /** Leaves no trace where the rules refuse it, as a payment does for which there are not enough points. */
  readonly isTried?: boolean;
}

/** Everything that ever happened to one member about whom nothing is stored yet, in the order of its telling. */
export interface History {
  readonly member: LockedMember;
  readonly told: readonly Told[];
  readonly newId: (prefix: IdPrefix) => string;
}

/** A history after the rules have seen it, ready to be written. */
export interface PlayedHistory {
  readonly change: Change;
  readonly rows: readonly Record<string, Bound>[];
  /** What was told and not refused. */
  readonly recorded: readonly Activity[];
}

/** What the engine would have decided had it been there from the beginning, settled up to `until`. No database is asked. */
export function playHistory(house: House, { member, told, newId }: History, until: Instant): PlayedHistory {
  const rules: Rules = { ...rulesOf(house.programs.current(), house.participants), newId };
  const before = emptyState(rules.participants, rules.program, member);
  let state = before;
  let sequence = sequenceOf(before);
  const [activities, effects, recorded]: [Activity[], Effect[], Activity[]] = [[], [], []];
  const rows: Record<string, Bound>[] = [];
  const keep = ({ activities: facts, decisions }: Played, reportOf: (id: string) => Report | null) => {
    for (const fact of facts) {
      sequence += 1;
      rows.push(activityRow(fact, sequence, rules.program, decisions.get(fact.id), reportOf(fact.id)));
    }
  };
  for (const each of told) {
    const { activity, inputHash } = each;
    const asks = house.activityTypes.get(activity.type)?.asks?.(activity.payload) ?? [];
    const wishes = asks.map((wish) => ({ isRequired: true, ...wish }));
    const played = tried(each, () => play(rules, state, activity, wishes, activity.occurredAt));
    if (!played) continue;
    state = played.state;
    recorded.push(activity);
    activities.push(...played.activities);
    effects.push(...played.effects);
    const outcome = JSON.stringify(outcomeTold(played.outcomes));
    keep(played, (id) => (id === activity.id ? { inputHash, outcome } : null));
  }
  const settled = settle(rules, state, until, until);
  activities.push(...settled.activities);
  effects.push(...settled.effects);
  keep(settled, () => null);
  return { change: { memberId: member.id, before, after: settled.state, activities, effects }, rows, recorded };
}

function tried({ isTried }: Told, work: () => Played): Played | null {
  try {
    return work();
  } catch (error) {
    if (isTried && error instanceof Refusal) return null;
    throw error;
  }
}

/** Writes histories of members that were enrolled in this very transaction, set-based: what a drain of them would have written. */
export async function writeHistories(session: WriteSession, played: readonly PlayedHistory[]): Promise<void> {
  const [head] = await session.sql.rows<{ hash: string }>('SELECT hash FROM program_head');
  if (head?.hash !== session.house.programs.current().hash) {
    throw new Error('The program was changed while histories were played by it: start again');
  }
  await applyAll(session, { changes: played.map(({ change }) => change), rows: played.flatMap(({ rows }) => rows) });
}
