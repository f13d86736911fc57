import type { Activity } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Ahead, Plan } from '../../kernel/expression/index.js';
import type { House } from '../../kernel/house.js';
import type { RuleScope } from '../../kernel/module.js';
import type { State } from '../../kernel/participant.js';
import type { CompiledRule } from '../campaigns/index.js';
import { isValidAt } from '../campaigns/index.js';
import { Acting } from './acts.js';
import { countsUntil } from './counts-until.js';
import { rulesOf } from './play.js';

/** What a member would have to do for a rule to act for it, and until when doing it counts. */
export interface NextActions {
  readonly plan: Plan;
  /** The last instant at which doing it suffices; null when no end is in sight. */
  readonly byAt: Instant | null;
}

/** Whom and what it is about. */
export interface Standing {
  readonly house: House;
  readonly state: State;
  readonly now: Instant;
  /** The activity that was asked about: the member is taken to do the same again. */
  readonly activity: Activity | null;
}

/**
 * The least a member can do now so that a rule acts for it. What a rule asks of an activity is left open where none was
 * asked about. Nothing when it acts already, is not valid, or when only time or somebody else can change the answer.
 */
export function nextActions(rule: CompiledRule, standing: Standing): NextActions | null {
  const { house, state, now, activity } = standing;
  if (!rule.when || !isValidAt(rule, now)) return null;
  const program = house.programs.current();
  const acting = new Acting(house, rulesOf(program, house.participants), state);
  const scopeAt = (after: State, at: Instant): RuleScope => ({
    state: after,
    activity: activity ? { ...activity, occurredAt: at, occurredOn: dayOf(at, program.zone) } : undefined,
    now: at,
    zone: program.zone,
  });
  const aheadOf = (at: Instant): Ahead<RuleScope> => ({
    isOpen: (name) => activity === null && name.startsWith('activity.'),
    effort: (plan) => acting.effort(plan),
    after: (plan) => acting.after(plan, at)?.map((after) => scopeAt(after, at)),
  });
  const { when } = rule;
  const plan = when.cheapestPlan(scopeAt(state, now), aheadOf(now));
  if (!plan || plan.length === 0) return null;
  const suffices = (at: Instant): boolean => isValidAt(rule, at) && when.isEnough(plan, aheadOf(at));
  const isEnding = rule.validUntil !== null || isTimely(rule, house);
  return { plan, byAt: isEnding ? countsUntil(suffices, now, program.zone) : null };
}

function isTimely({ when }: CompiledRule, house: House): boolean {
  const { vocabulary } = house.programs.current();
  return (
    when?.attributes.some((name) => vocabulary.attribute(name)?.isTimely) === true ||
    when?.functions.some((name) => vocabulary.function(name)?.isTimely) === true
  );
}
