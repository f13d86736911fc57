import { addDays, dayOf, daysBetween } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Compiled } from '../../kernel/expression/index.js';
import type { JsonObject } from '../../kernel/json.js';
import type { RuleScope } from '../../kernel/module.js';
import type { LockedMember, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { membersParticipant, ordersWithin, spendWithin } from '../members/index.js';
import { accountOf, earnedWithin, pointsParticipant } from '../points/index.js';
import type { Entry, Meets, Requirement } from './ladder.js';
import { isCondition } from './ladder.js';
import type { AsOf, Enrolled } from './windows.js';
import { rangeOf } from './windows.js';

/** What measuring needs of the program. */
export interface Measuring {
  readonly zone: string;
  /** Conditions of the ladders, by their text. */
  readonly conditions: ReadonlyMap<string, Compiled<RuleScope>>;
}

/** Asked about the day of an instant: what rules of entry look at. */
export function asOf(at: Instant, zone: string): AsOf {
  const on = dayOf(at, zone);
  return { anchor: on, to: on, at };
}

export function enrolledOf({ enrolledAt }: Pick<LockedMember, 'enrolledAt'>, zone: string): Enrolled {
  return { enrolledOn: dayOf(enrolledAt, zone), zone };
}

/** Whether a member meets rules, as of a day. What cannot be known is not met. */
export function meetsAsOf(part: Measuring, state: State, when: AsOf): Meets {
  return (requirement) => {
    if (!isCondition(requirement)) return measured(part, state, requirement, when) >= requirement.atLeast;
    const scope = { state, activity: undefined, now: when.at, zone: part.zone };
    return part.conditions.get(requirement.when)?.holds(scope) ?? false;
  };
}

/** What a member has of a measure, as of a day. */
export function measured({ zone }: Pick<Measuring, 'zone'>, state: State, entry: Entry, when: AsOf): number {
  const { after, to } = rangeOf(entry, when, enrolledOf(state.member, zone).enrolledOn);
  const metrics = sliceOf(state, membersParticipant);
  const points = sliceOf(state, pointsParticipant);
  const days = after === null ? null : daysBetween(after, to);
  switch (entry.measure) {
    case 'orders':
      return days === null ? metrics.figures.orders : ordersWithin(metrics, days, to);
    case 'spend':
      return days === null ? metrics.figures.spendMinor : spendWithin(metrics, days, to);
    case 'points': {
      const wallet = entry.wallet ?? '';
      return days === null ? accountOf(points, wallet).earned : earnedWithin(points, wallet, days, to);
    }
  }
}

/** The numbers a rule was decided on, for the history: what was counted, over which days, what was there and what was needed. */
export function numbersOf(part: Measuring, state: State, requirement: Requirement | null, when: AsOf): JsonObject {
  if (requirement === null) return {};
  if (isCondition(requirement)) return { measure: 'rule', rule: requirement.when };
  const { after, to } = rangeOf(requirement, when, enrolledOf(state.member, part.zone).enrolledOn);
  return {
    measure: requirement.measure,
    ...(requirement.wallet === undefined ? {} : { wallet: requirement.wallet }),
    had: measured(part, state, requirement, when),
    needed: requirement.atLeast,
    ...(after === null ? {} : { windowFrom: addDays(after, 1), windowTo: to }),
  };
}
