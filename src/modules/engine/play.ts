import type { Activity } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Effect, Outcome, Wish } from '../../kernel/effect.js';
import { derivedId, idAbout, newId } from '../../kernel/id.js';
import type { IdPrefix } from '../../kernel/id.js';
import type { Decision, FollowUp, Participant, Resolved, State } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import { orRefusal, Refusal } from '../../kernel/refusal.js';

/** Facts that lead to facts end here: a program that goes deeper goes in circles. */
export const DEPTH_MAX = 16;

/** At daily checks, this is a century of nothing else. */
const TURNS_MAX = 40_000;

/** What deciding needs besides the state: pure, so the same for the live path, a dry run, explain and simulate. */
export interface Rules {
  readonly program: Program;
  readonly participants: readonly Participant[];
  readonly owners: ReadonlyMap<string, Participant>;
  /** Names what only time brings about; new ids unless a made-up history is to be the same every time. */
  readonly newId?: (prefix: IdPrefix) => string;
}

/** Everything that came of one reported activity. */
export interface Played {
  readonly state: State;
  /** The activity and those it led to, in the order they happened. */
  readonly activities: readonly Activity[];
  readonly effects: readonly Effect[];
  readonly outcomes: readonly Outcome[];
  /** What rules made of each activity, by its id. */
  readonly decisions: ReadonlyMap<string, readonly Decision[]>;
}

export function rulesOf(program: Program, participants: readonly Participant[]): Rules {
  const owners = new Map(
    participants.flatMap((participant) => participant.effects.map((kind) => [kind, participant] as const)),
  );
  return { program, participants, owners };
}

/**
 * Plays one fact: settle what is due, count the fact, let the rules decide, let the state react, then the same for every
 * fact that came of it, until nothing more happens. No database, no clock: answers the new state and what was decided.
 * Throws a Refusal when the fact cannot be, or when a wish that was required cannot be granted.
 */
export function play(rules: Rules, before: State, fact: Activity, wishes: readonly Wish[], until: Instant): Played {
  const turn = new Turn(rules, before, fact);
  turn.settle(until);
  for (const participant of rules.participants) participant.vet?.(partOf(rules, participant), turn.state, fact);
  turn.follow(fact, wishes);
  if (!fact.isHistory) turn.rest(fact.recordedAt);
  return turn.played();
}

/**
 * Settles what time alone has brought about up to `until`, when anything is to be settled, then does what the house asks
 * for by itself, and comes to rest at `now`.
 */
export function settle(
  rules: Rules,
  before: State,
  until: Instant | null,
  now: Instant,
  asked: readonly Wish[] = [],
): Played {
  const turn = new Turn(rules, before, null);
  if (until !== null) turn.settle(until);
  turn.ask(asked, now);
  turn.rest(now);
  return turn.played();
}

/** Mutable only inside: what is collected while one fact is played. */
class Turn {
  readonly activities: Activity[] = [];
  readonly effects: Effect[] = [];
  readonly outcomes: Outcome[] = [];
  readonly decisions = new Map<string, readonly Decision[]>();
  #derived = 0;
  #isFollowing = false;
  /** What is due and has a name, while it is done. */
  #named: { readonly id: string; followed: number } | null = null;
  readonly #waiting: { activity: Activity; depth: number }[] = [];

  constructor(
    readonly rules: Rules,
    public state: State,
    readonly root: Activity | null,
  ) {}

  settle(until: Instant): void {
    let turns = 0;
    for (let at = this.#turnsAt(); at !== null && at <= until; at = this.#turnsAt()) {
      if ((turns += 1) > TURNS_MAX) throw new Error('What is due does not end: it is due again as soon as it is done');
      this.#settleUpTo(at);
    }
    this.#settleUpTo(until);
  }

  ask(wishes: readonly Wish[], now: Instant): void {
    for (const wish of wishes) this.#perform(wish, this.#houseCause(now), 0);
    this.#happenWaiting();
  }

  #turnsAt(): Instant | null {
    let first: Instant | null = null;
    for (const participant of this.rules.participants) {
      const at = participant.turnsAt?.(this.state.slices[participant.name]) ?? null;
      if (at !== null && (first === null || at < first)) first = at;
    }
    return first;
  }

  #settleUpTo(until: Instant): void {
    for (const participant of this.rules.participants) {
      const slice = this.state.slices[participant.name];
      const due = participant.due?.(partOf(this.rules, participant), slice, until) ?? [];
      for (const wish of due) {
        const cause = this.#houseCause(wish.at ?? until, wish.key);
        if (wish.key !== undefined) this.#named = { id: cause.id, followed: 0 };
        this.#perform(wish, cause, 0);
        this.#happenWaiting();
        this.#named = null;
      }
    }
  }

  /** Asks what the state brings about once nothing more happens, until that is nothing. */
  rest(now: Instant): void {
    const cause = this.root ?? this.#houseCause(now);
    for (let round = 0; round <= DEPTH_MAX; round++) {
      let isQuiet = true;
      for (const participant of this.rules.participants) {
        const wishes = participant.rest?.(partOf(this.rules, participant), this.state, now) ?? [];
        for (const wish of wishes) this.#perform(wish, cause, 0);
        if (wishes.length > 0) isQuiet = false;
      }
      if (isQuiet) return;
      this.#happenWaiting();
    }
    throw new Error('The state does not come to rest: its facts undo each other');
  }

  follow(fact: Activity, wishes: readonly Wish[]): void {
    this.#isFollowing = true;
    this.#happen(fact, wishes, 0);
    this.#happenWaiting();
  }

  played(): Played {
    const { state, activities, effects, outcomes, decisions } = this;
    return { state, activities, effects, outcomes, decisions };
  }

  #happenWaiting(): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      this.#happen(next.activity, [], next.depth);
  }

  #happen(activity: Activity, wishes: readonly Wish[], depth: number): void {
    if (depth > DEPTH_MAX)
      throw new Error(
        `${activity.type} is more than ${DEPTH_MAX} facts away from its cause: the program goes in circles`,
      );
    this.activities.push(activity);
    this.#foldActivity(activity);
    for (const wish of wishes) this.#perform(wish, activity, depth);
    for (const participant of this.rules.participants) {
      const decided = participant.decide?.(partOf(this.rules, participant), this.state, activity);
      if (decided?.decisions?.length) this.#keep(activity, decided.decisions);
      for (const wish of decided?.wishes ?? []) this.#perform(wish, activity, depth);
    }
    this.#react(activity, depth);
  }

  #keep(activity: Activity, decisions: readonly Decision[]): void {
    this.decisions.set(activity.id, [...(this.decisions.get(activity.id) ?? []), ...decisions]);
  }

  #react(activity: Activity, depth: number): void {
    for (let round = 0; round <= DEPTH_MAX; round++) {
      let isQuiet = true;
      for (const participant of this.rules.participants) {
        const wishes = participant.react?.(partOf(this.rules, participant), this.state, activity) ?? [];
        for (const wish of wishes) this.#perform(wish, activity, depth);
        if (wishes.length > 0) isQuiet = false;
      }
      if (isQuiet) return;
    }
    throw new Error(`The state does not come to rest after ${activity.type}: two participants undo each other`);
  }

  #perform(wish: Wish, cause: Activity, depth: number): void {
    const owner = this.rules.owners.get(wish.kind);
    if (!owner?.resolve) throw new Error(`Nobody owns effects of kind ${wish.kind}`);
    const effect: Effect = {
      id: this.#idOf('eff'),
      kind: wish.kind,
      memberId: this.state.member.id,
      causeId: cause.id,
      rootId: this.#isFollowing && this.root ? this.root.id : cause.id,
      brandId: cause.brandId,
      at: wish.at ?? cause.occurredAt,
      reason: wish.reason,
      isRequired: wish.isRequired ?? false,
      intent: wish.intent,
    };
    const resolve = owner.resolve.bind(owner, partOf(this.rules, owner), this.state, effect);
    const resolved = effect.isRequired ? resolve() : unlessRefused(resolve);
    if ('skipped' in resolved) {
      this.outcomes.push({
        kind: wish.kind,
        status: 'skipped',
        reason: resolved.skipped,
        facts: { because: wish.reason },
      });
      return;
    }
    this.effects.push(resolved.effect);
    this.#foldEffect(owner, resolved.effect);
    const outcome = owner.report?.(resolved.effect);
    if (outcome) this.outcomes.push(outcome);
    if (resolved.fact) this.#waiting.push({ activity: this.#factOf(resolved.fact, cause), depth: depth + 1 });
  }

  #foldActivity(activity: Activity): void {
    let slices = this.state.slices;
    for (const participant of this.rules.participants) {
      if (!participant.foldActivity) continue;
      const slice = participant.foldActivity(partOf(this.rules, participant), slices[participant.name], activity);
      slices = { ...slices, [participant.name]: slice };
    }
    this.state = { ...this.state, slices };
  }

  #foldEffect(owner: Participant, effect: Effect): void {
    if (!owner.foldEffect) return;
    const slice = owner.foldEffect(partOf(this.rules, owner), this.state.slices[owner.name], effect);
    this.state = { ...this.state, slices: { ...this.state.slices, [owner.name]: slice } };
  }

  #factOf(fact: FollowUp, cause: Activity): Activity {
    return {
      ...cause,
      id: this.#idOf('act'),
      type: fact.type,
      brandId: fact.brandId ?? cause.brandId,
      externalId: null,
      causeId: cause.id,
      subjectId: fact.subjectId,
      amountMinor: null,
      payload: fact.payload,
      isHistory: fact.isHistory ?? cause.isHistory,
    };
  }

  /** What follows from a reported activity has ids that follow from its id; what only time brings about has new ones, unless it has a name. */
  #idOf(prefix: IdPrefix): string {
    if (this.#named) return derivedId(this.#named.id, (this.#named.followed += 1), prefix);
    if (!this.root || !this.#isFollowing) return this.#newId(prefix);
    this.#derived += 1;
    return derivedId(this.root.id, this.#derived, prefix);
  }

  #newId(prefix: IdPrefix): string {
    return (this.rules.newId ?? newId)(prefix);
  }

  /** What is due has no activity behind it: the effect itself stands as its own cause. */
  #houseCause(at: Instant, key?: string): Activity {
    return {
      id: key === undefined ? this.#newId('eff') : idAbout('eff', this.state.member.id, key),
      type: 'due',
      memberId: this.state.member.id,
      brandId: this.rules.program.hostBrandId,
      externalId: null,
      occurredAt: at,
      occurredOn: dayOf(at, this.rules.program.zone),
      recordedAt: at,
      isHistory: this.root?.isHistory ?? false,
      causeId: null,
      subjectId: null,
      amountMinor: null,
      payload: {},
    };
  }
}

function partOf(rules: Rules, participant: Participant): never {
  return rules.program.parts[participant.name] as never;
}

/** Only what somebody asked for is refused; what rules, time or a history under another program want is left out. */
function unlessRefused(resolve: () => Resolved): Resolved {
  const resolved = orRefusal(resolve);
  return resolved instanceof Refusal ? { skipped: resolved.code } : resolved;
}
