import type { Activity } from '../../kernel/activity.js';
import type { Sql } from '../../kernel/database.js';
import { groupBy } from '../../kernel/group.js';
import type { House } from '../../kernel/house.js';
import type { LockedMember, State } from '../../kernel/participant.js';
import { unreportedGrants, withGrants } from '../benefits/index.js';
import { reportedBetween } from './journal.js';
import type { Rules } from './play.js';
import { play, rulesOf, settle } from './play.js';
import type { ReplayDifference } from './replay-view.js';
import { compare, storedViews, viewOf } from './replay-view.js';
import { emptyState } from './state.js';

const MEMBERS_A_PAGE = 500;
const DIFFERENCES_KEPT = 100;

export interface Replayed {
  readonly ok: boolean;
  readonly members: number;
  readonly activities: number;
  /** How many differ; the first hundred are listed. */
  readonly differing: number;
  readonly differences: readonly ReplayDifference[];
}

/**
 * Plays the whole journal through decide and fold in memory, from nothing and without applying, and compares balances,
 * lots, tiers and metrics with what is stored. One snapshot, a page of members at a time.
 */
export async function replay(
  house: House,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<Replayed> {
  const rules = rulesOf(await house.programs.reload(house.database.reader), house.participants);
  const until = house.clock.now();
  return house.database.snapshot(async (sql) => {
    const [count] = await sql.rows<{ n: number }>('SELECT COUNT(*) AS n FROM members');
    const differences: ReplayDifference[] = [];
    let [members, activities, differing, after] = [0, 0, 0, ''];
    for (;;) {
      const page = await membersAfter(sql, after);
      const last = page.at(-1);
      if (!last) break;
      const found = await replayPage(house, sql, rules, page, until);
      members += page.length;
      activities += found.activities;
      differing += found.differences.length;
      differences.push(...found.differences.slice(0, DIFFERENCES_KEPT - differences.length));
      after = last.id;
      onProgress(members, count?.n ?? members);
    }
    return { ok: differing === 0, members, activities, differing, differences };
  });
}

function membersAfter(sql: Sql, after: string): Promise<LockedMember[]> {
  return sql.rows<LockedMember>(
    `SELECT id, number, status, enrolledAt, brandId FROM members WHERE id > ? ORDER BY id LIMIT ${MEMBERS_A_PAGE}`,
    [after],
  );
}

async function replayPage(house: House, sql: Sql, rules: Rules, page: readonly LockedMember[], until: number) {
  const [from, to] = [page[0]?.id ?? '', page.at(-1)?.id ?? ''];
  const journal = groupBy(await reportedBetween(sql, from, to), ({ memberId }) => memberId);
  const stored = await storedViews(sql, from, to);
  const granted = await unreportedGrants(sql, from, to);
  const differences: ReplayDifference[] = [];
  let activities = 0;
  for (const member of page) {
    const facts = journal.get(member.id) ?? [];
    activities += facts.length;
    const start = withGrants(emptyState(rules.participants, rules.program, { ...member, status: 'active' }), granted.get(member.id) ?? []); // prettier-ignore
    const state = playHistory(house, rules, start, facts, until);
    differences.push(...compare(member.id, viewOf(state), stored.get(member.id) ?? new Map<string, string>()));
  }
  return { activities, differences };
}

/** From nothing to now, as the live path did it: history settles up to each fact, everything else up to when it was recorded. */
function playHistory(house: House, rules: Rules, start: State, facts: readonly Activity[], until: number): State {
  let state = start;
  for (const fact of facts) {
    const settledUntil = fact.isHistory ? fact.occurredAt : fact.recordedAt;
    state = play(
      rules,
      state,
      fact,
      house.activityTypes.get(fact.type)?.asks?.(fact.payload) ?? [],
      settledUntil,
    ).state;
    if (!fact.isHistory) state = settle(rules, state, fact.recordedAt, fact.recordedAt).state;
  }
  return settle(rules, state, until, until).state;
}
