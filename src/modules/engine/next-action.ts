import type { Activity } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Explainable } from '../../kernel/explaining.js';
import type { Ahead, Compiled, Course, Plan, Value, Vocabulary } from '../../kernel/expression/index.js';
import type { House } from '../../kernel/house.js';
import type { RuleScope } from '../../kernel/module.js';
import type { State } from '../../kernel/participant.js';
import { Acting } from './acts.js';
import type { Patience } from './acts.js';
import { countsUntil } from './counts-until.js';
import { rulesOf } from './play.js';

/** What a member would have to do for a rule to act for it, and until when doing it counts. */
export interface NextActions {
  readonly plan: Plan;
  /** The last instant at which doing it suffices; null when no end is in sight. */
  readonly byAt: Instant | null;
}

/** Whom and what it is about. */
export interface Asked {
  readonly house: House;
  readonly state: State;
  readonly now: Instant;
  /** The activity that was asked about: the member is taken to do the same again. */
  readonly activity: Activity | null;
  readonly patience: Patience;
}

/**
 * The least a member can do now so that a rule acts for it, or that it comes into a segment. What a rule asks of an activity
 * is left open where none was asked about. Nothing when it is so already, is not valid, when only time or somebody else can
 * change the answer, or when it would take too long to find out.
 */
export function nextActions(subject: Explainable, asked: Asked): NextActions | null {
  const { house, state, now, activity, patience } = asked;
  const { when, earlier, validUntil } = subject;
  if (!when || !subject.isValidAt(now)) return null;
  const program = house.programs.current();
  const acting = new Acting(house, rulesOf(program, house.participants), state, patience);
  const scopeAt = (after: State, at: Instant): RuleScope =>
    subject.scopeOf(after, activity ? { ...activity, occurredAt: at, occurredOn: dayOf(at, program.zone) } : undefined, at); // prettier-ignore
  const aheadOf = (at: Instant): Ahead<RuleScope> => ({
    isOpen: (name) => activity === null && name.startsWith('activity.'),
    effort: (plan) => acting.effort(plan),
    after: (plan) => acting.after(plan, at)?.map((course) => asking(course, (after) => scopeAt(after, at))),
  });
  const plan = when.cheapestPlan(scopeAt(state, now), aheadOf(now));
  if (!plan || plan.length === 0 || acting.isExhausted()) return null;
  // What comes earlier may take who does more: such an act does not lead here.
  const isLeftTo = (at: Instant): boolean =>
    earlier.length === 0 ||
    (aheadOf(at).after(plan) ?? [])
      .flatMap(endsOf)
      .every((scope) => scope && subject.standing(scope).verdict === 'YES');
  const suffices = (at: Instant): boolean => subject.isValidAt(at) && when.isEnough(plan, aheadOf(at)) && isLeftTo(at);
  if (!isLeftTo(now)) return null;
  const changes = [when, ...earlier.map((each) => each.when)].flatMap((rule) => changesOf(rule, program.vocabulary));
  if (changes.length === 0 && validUntil === null) return { plan, byAt: null };
  const seenAt = (at: Instant): string | null =>
    changes.includes(null)
      ? null
      : JSON.stringify([subject.isValidAt(at), changes.map((read) => read?.(scopeAt(state, at)))]);
  const byAt = countsUntil(remembering(seenAt, suffices), now, program.zone);
  return acting.isExhausted() ? null : { plan, byAt };
}

function asking<S, T>({ most, at }: Course<S>, scopeOf: (state: S) => T): Course<T> {
  const asked = (degree: number): T | undefined => {
    const state = at(degree);
    return state === undefined ? undefined : scopeOf(state);
  };
  return { most, at: asked };
}

function endsOf<S>({ most, at }: Course<S>): (S | undefined)[] {
  return [at(0), at(most)];
}

type Read = (scope: RuleScope) => Value | undefined;

/** Whatever a rule asks for that time alone changes; null for what asking later does not show. */
function changesOf(when: Compiled<RuleScope>, vocabulary: Vocabulary<RuleScope>): readonly (Read | null)[] {
  const attributes = when.attributes.map((name) => ({ declared: vocabulary.attribute(name), given: [] }));
  const calls = when.calls.map((call) => ({ declared: vocabulary.function(call.name), given: [...call.arguments] }));
  return [...attributes, ...calls].flatMap(({ declared, given }) => {
    if (!declared?.changes) return [];
    return [declared.changes === 'read' ? (scope: RuleScope) => declared.read(scope, ...given) : null];
  });
}

/** Playing a plan takes a while, so it is not played again where nothing it meets has changed. */
function remembering(seenAt: (at: Instant) => string | null, suffices: (at: Instant) => boolean) {
  const known = new Map<string, boolean>();
  return (at: Instant): boolean => {
    const seen = seenAt(at);
    if (seen === null) return suffices(at);
    const answer = known.get(seen) ?? suffices(at);
    known.set(seen, answer);
    return answer;
  };
}
