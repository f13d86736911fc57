import type { Activity } from '../../kernel/activity.js';
import type { Bound } from '../../kernel/bind.js';
import type { Effect } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Change, Denial, LockedMember, Participant, State } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import type { Queued } from '../../kernel/queue.js';
import { Refusal, refuse } from '../../kernel/refusal.js';
import { insertRows } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { Report } from './activity-row.js';
import { activityRow, outcomeTold } from './activity-row.js';
import type { Played, Rules } from './play.js';
import { play, rulesOf, settle } from './play.js';
import type { Loaded } from './state.js';
import { externalKey, load } from './state.js';

/**
 * Decides on everything a session has queued and applies it: one read, decide and fold in memory until quiet, then a few
 * set-based writes. The members are locked, so what was read is what is written to.
 */
export async function drain(session: WriteSession): Promise<void> {
  const { queue } = session;
  if (queue.facts.length === 0 && queue.settle.size === 0) return;
  const { program, loaded } = await loadCurrent(session);
  const { ledger, kept } = await decideAndReserve(session, rulesOf(program, session.house.participants), loaded);
  await applyAll(session, ledger, kept);
}

/** Each round but the last tells somebody that something is gone; there are only so many things a drain can ask for. */
const ROUNDS_MAX = 32;

/** What participants took of what all members share, by their names. */
type Kept = Readonly<Record<string, unknown>>;

/**
 * Decides in memory, then takes what that needs of stock and other shared rows; whoever cannot have it is decided on again
 * knowing so, with everything that follows from it, until everybody has what was decided.
 */
async function decideAndReserve(
  session: WriteSession,
  rules: Rules,
  loaded: Loaded,
): Promise<{ ledger: Ledger; kept: Kept }> {
  let kept: Kept = {};
  const storedBefore = session.queue.stored.length;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    session.queue.stored.length = storedBefore;
    const ledger = decideAll(session, rules, { ...loaded, stored: new Map(loaded.stored) });
    await session.follows;
    const reserved = await reserveAll(session, ledger.changes, kept);
    kept = reserved.kept;
    if (!reserved.isAnyDenied) return { ledger, kept };
    deny(loaded.states, rules.participants, reserved.denials);
  }
  throw new Error('What is shared is never enough: a participant asks anew for what it was denied');
}

async function reserveAll(session: WriteSession, changes: readonly Change[], before: Kept) {
  const kept: Record<string, unknown> = { ...before };
  const denials: Record<string, readonly Denial[]> = {};
  for (const participant of session.house.participants) {
    const { name } = participant;
    if (!participant.reserve || changes.length === 0) continue;
    const reserved = await participant.reserve(session, changes, before[name]);
    kept[name] = reserved.kept;
    if (reserved.denials.length > 0) denials[name] = reserved.denials;
  }
  return { kept, denials, isAnyDenied: Object.keys(denials).length > 0 };
}

function deny(
  states: Map<string, State>,
  participants: readonly Participant[],
  denials: Readonly<Record<string, readonly Denial[]>>,
): void {
  for (const participant of participants) {
    for (const { memberId, what } of denials[participant.name] ?? []) {
      const state = states.get(memberId);
      if (!state || !participant.deny) throw new Error(`${participant.name} denies what it does not know`);
      const slice = participant.deny(state.slices[participant.name], what);
      states.set(memberId, { ...state, slices: { ...state.slices, [participant.name]: slice } });
    }
  }
}

/** The program can only have changed once since it was last looked at; more would mean that its rows contradict each other. */
const RELOADS_MAX = 3;

/** What is to be written, member by member. */
export interface Ledger {
  readonly changes: Change[];
  readonly rows: Record<string, Bound>[];
}

/** The state under the version of the program that is current inside this transaction. */
async function loadCurrent(session: WriteSession): Promise<{ program: Program; loaded: Loaded }> {
  const { house, sql, queue } = session;
  const activities = queue.facts.map(({ activity }) => activity);
  const named = queue.facts.flatMap(({ activity: { memberId }, wishes }) => wishes.map((wish) => ({ memberId, wish })));
  const asked = [...queue.asked].flatMap(([memberId, wishes]) => wishes.map((wish) => ({ memberId, wish })));
  const wishes = [...named, ...asked];
  const members = lockedMembers(session);
  const work = { activities, wishes, until: Math.max(session.now, ...queue.settle.values()) };
  let program = house.programs.current();
  for (let attempt = 0; attempt < RELOADS_MAX; attempt++) {
    const loaded = await load(sql, house.participants, program, members, work);
    if (loaded.programHash === '') refuse('NO_PROGRAM');
    if (loaded.programHash === program.hash) return { program, loaded };
    program = await house.programs.reload(sql);
  }
  throw new Error('The program changes faster than it can be read');
}

function lockedMembers({ members, queue }: WriteSession): LockedMember[] {
  const touched = new Set([...queue.facts.map(({ activity }) => activity.memberId), ...queue.settle.keys()]);
  return [...touched].flatMap((memberId) => members.get(memberId) ?? []);
}

function decideAll(session: WriteSession, rules: Rules, loaded: Loaded): Ledger {
  const ledger: Ledger = { changes: [], rows: [] };
  const byMember = groupBy(session.queue.facts, ({ activity }) => activity.memberId);
  const memberIds = new Set([...byMember.keys(), ...session.queue.settle.keys()]);
  for (const memberId of memberIds) {
    const before = loaded.states.get(memberId);
    if (!before) throw new Error(`Member ${memberId} is locked but has no state`);
    decideMember(session, rules, loaded, ledger, before, byMember.get(memberId) ?? []);
  }
  return ledger;
}

/** Plays one member's facts in the order they were queued; a refused line leaves no trace but its refusal. */
function decideMember(
  session: WriteSession,
  rules: Rules,
  loaded: Loaded,
  ledger: Ledger,
  before: State,
  facts: readonly Queued[],
): void {
  let state = before;
  let sequence = sequenceOf(before);
  const activities: Activity[] = [];
  const effects: Effect[] = [];
  const keep = ({ activities: played, decisions }: Played, reportOf: (id: string) => Report | null) => {
    for (const each of played) {
      sequence += 1;
      session.queue.stored.push({ activity: each, sequence });
      ledger.rows.push(activityRow(each, sequence, rules.program, decisions.get(each.id), reportOf(each.id)));
    }
  };
  for (const queued of facts) {
    const { activity } = queued;
    if (isRepeat(session, loaded, queued)) continue;
    const played = attempt(session, queued, () =>
      play(rules, state, activity, queued.wishes, activity.isHistory ? activity.occurredAt : session.now),
    );
    if (!played) continue;
    state = played.state;
    activities.push(...played.activities);
    effects.push(...played.effects);
    const outcome = outcomeTold(played.outcomes);
    session.queue.results.set(activity.id, {
      activityId: activity.id,
      memberId: activity.memberId,
      isReplay: false,
      outcome,
    });
    const told = JSON.stringify(outcome);
    remember(loaded, queued, told);
    keep(played, (id) => (id === activity.id ? { inputHash: queued.inputHash, outcome: told } : null));
  }
  const isLive = activities.some(({ isHistory }) => !isHistory);
  const settledUntil = session.queue.settle.get(before.member.id) ?? (isLive ? session.now : null);
  if (settledUntil !== null || activities.length > 0) {
    const asked = session.queue.asked.get(before.member.id);
    const settled = settle(rules, state, settledUntil, session.now, asked);
    state = settled.state;
    activities.push(...settled.activities);
    effects.push(...settled.effects);
    keep(settled, () => null);
  }
  session.queue.after.set(before.member.id, state);
  if (state !== before) ledger.changes.push({ memberId: before.member.id, before, after: state, activities, effects });
}

/** A repeat answers what the first one answered; the same id for another fact is refused. */
function isRepeat(session: WriteSession, loaded: Loaded, queued: Queued): boolean {
  const { activity, inputHash } = queued;
  if (activity.externalId === null) return false;
  const stored = loaded.stored.get(externalKey(activity.brandId, activity.externalId));
  if (!stored) return false;
  const isSame = stored.memberId === activity.memberId && stored.inputHash === inputHash;
  if (isSame) {
    const outcome = JSON.parse(stored.outcome ?? '{}') as JsonObject;
    session.queue.results.set(activity.id, {
      activityId: stored.id,
      memberId: activity.memberId,
      isReplay: true,
      outcome,
    });
  } else {
    attempt(session, queued, () => refuse('IDEMPOTENCY_KEY_REUSED', {}, ['externalId']));
  }
  return true;
}

/** The same id twice within one batch is a repeat as well. */
function remember(loaded: Loaded, { activity, inputHash }: Queued, outcome: string): void {
  if (activity.externalId === null) return;
  const { id, memberId } = activity;
  loaded.stored.set(externalKey(activity.brandId, activity.externalId), { id, memberId, inputHash, outcome });
}

/** A line of a batch keeps its refusal to itself; anything else fails the transaction. */
function attempt<T>(session: WriteSession, queued: Queued, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!queued.isLine || !(error instanceof Refusal)) throw error;
    session.queue.results.set(queued.activity.id, error);
    return undefined;
  }
}

/** Writes what was decided: every participant its part, then the journal. */
export async function applyAll(session: WriteSession, { changes, rows }: Ledger, kept: Kept = {}): Promise<void> {
  for (const participant of session.house.participants) {
    if (participant.apply && changes.length > 0) await participant.apply(session, changes, kept[participant.name]);
  }
  await insertRows(session.sql, 'activities', rows);
}

export function sequenceOf(state: State): number {
  return (state.slices['members'] as { figures: { sequence: number } }).figures.sequence;
}
