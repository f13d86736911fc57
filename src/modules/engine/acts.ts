import { setImmediate as breathe } from 'node:timers/promises';
import type { Activity, ActivityType } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Course, Plan } from '../../kernel/expression/index.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { digitsOf } from '../../kernel/money.js';
import type { State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { Refusal } from '../../kernel/refusal.js';
import { membersParticipant } from '../members/index.js';
import type { Rules } from './play.js';
import { play, settle } from './play.js';

/** What members can be told to do, by the kinds that attributes and functions declare. */
export const ACTS = ['SPEND', 'ORDER', 'INTERACT', 'EARN'] as const;

/** Nobody is told to do anything more often than that. */
const TIMES_MAX = 20;
/** What an order may well come to, in units of money, whatever a member has bought so far. */
const USUAL_ORDER = 100;

/** Acts played for one question: some hundreds are usual, and a rule made of dozens of clauses must not hold the process up. */
const PLAYED_MAX = 5_000;

/** How many acts may still be played for one question, whatever it asks about: its subjects share them, one after the other. */
export interface Patience {
  left: number;
  turn: Promise<unknown>;
}

const PLAYED_A_QUESTION_MAX = 4 * PLAYED_MAX;

export function newPatience(): Patience {
  return { left: PLAYED_A_QUESTION_MAX, turn: Promise.resolve() };
}

/** Waits for a turn: a subject may take a second, so other requests come between two of them. */
export function inTurn(patience: Patience): Promise<unknown> {
  patience.turn = patience.turn.then(() => breathe());
  return patience.turn;
}

/** A fact that could be recorded. */
interface Fact {
  readonly type: string;
  readonly payload: JsonObject;
}

/** Plays plans in memory, as recording them would: nothing is written. */
export class Acting {
  readonly #types: ReadonlyMap<string, ActivityType>;
  /** Minor units in a unit of the currency. */
  readonly #unit: number;
  #left = PLAYED_MAX;

  constructor(
    house: Pick<House, 'activityTypes'>,
    readonly rules: Rules,
    readonly state: State,
    readonly patience: Patience,
  ) {
    this.#types = house.activityTypes;
    this.#unit = 10 ** digitsOf(rules.program.currency);
  }

  /**
   * The states a plan leads to when it is carried out at an instant, in each way that differs: any kind of interaction counts,
   * and orders come to as little as they may, to what they usually do, or to anything between. Undefined when it cannot be.
   */
  after(plan: Plan, at: Instant): readonly Course<State>[] | undefined {
    if (plan.some(({ kind, amount }) => amount > (COUNTED.has(kind) ? TIMES_MAX : AMOUNT_MAX))) return undefined;
    const kinds = isAsked(plan, 'INTERACT') ? this.#interactions() : [''];
    const most = isAsked(plan, 'ORDER') ? this.#usualOrder() : 0;
    return kinds.map((kind) => ({ most, at: (orderMinor) => this.#playAll(factsOf(plan, kind, orderMinor), at) }));
  }

  /** So much was played that nothing more is: what was found out since is not known. */
  isExhausted(): boolean {
    return this.#left < 0 || this.patience.left < 0;
  }

  /** An estimate in units of money, good enough to choose among several ways. */
  effort(plan: Plan): number {
    const weight: Readonly<Record<string, number>> = { SPEND: 1 / this.#unit, ORDER: this.#usualOrder() / this.#unit };
    return plan.reduce((sum, { kind, amount }) => sum + amount * (weight[kind] ?? 1), 0);
  }

  #interactions(): string[] {
    return [...this.#types.values()].filter(({ origin }) => origin === 'MEMBER').map(({ type }) => type);
  }

  #usualOrder(): number {
    const { orders, spendMinor } = sliceOf(this.state, membersParticipant).figures;
    const average = orders > 0 ? Math.ceil(spendMinor / orders) : 0;
    return Math.max(average, USUAL_ORDER * this.#unit);
  }

  #playAll(facts: readonly Fact[], at: Instant): State | undefined {
    this.#left -= facts.length;
    this.patience.left -= facts.length;
    if (this.isExhausted()) return undefined;
    try {
      return facts.reduce((state, fact) => this.#play(state, fact, at), this.state);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  #play(state: State, { type, payload }: Fact, at: Instant): State {
    const { program } = this.rules;
    const declared = this.#types.get(type);
    const facts = declared?.read?.(payload, program) ?? { subjectId: null, amountMinor: null, payload };
    const id = newId('act');
    const fact: Activity = {
      id, type, memberId: state.member.id, brandId: program.hostBrandId, externalId: declared?.origin === 'HOUSE' ? null : id, occurredAt: at, occurredOn: dayOf(at, program.zone), recordedAt: at, isHistory: false, causeId: null, ...facts,
    }; // prettier-ignore
    const wishes = (declared?.asks?.(payload) ?? []).map((wish) => ({ isRequired: true, ...wish }));
    return settle(this.rules, play(this.rules, state, fact, wishes, at).state, at, at).state;
  }
}

const COUNTED: ReadonlySet<string> = new Set(['ORDER', 'INTERACT']);
const AMOUNT_MAX = 1e12;

/** A plan carried out with one kind of interaction, and orders of so much where it does not say how much. */
function factsOf(plan: Plan, interaction: string, orderMinor: number): readonly Fact[] {
  return [
    ...purchases(plan, timesOf(plan, 'ORDER'), orderMinor),
    ...Array.from({ length: timesOf(plan, 'INTERACT') }, () => ({ type: interaction, payload: {} })),
    ...plan.filter(({ kind }) => kind === 'EARN').map(given),
  ];
}

function timesOf(plan: Plan, kind: string): number {
  return plan.find((step) => step.kind === kind)?.amount ?? 0;
}

function isAsked(plan: Plan, kind: string): boolean {
  return timesOf(plan, kind) > 0;
}

/** One order for the money, with a line a category, and as many more as are asked for. */
function purchases(plan: Plan, orders: number, usualMinor: number): Fact[] {
  const spends = plan.filter(({ kind }) => kind === 'SPEND');
  const lines = spends.flatMap(({ about, amount }) =>
    about === null ? [] : { sku: about, category: about, amountMinor: amount },
  );
  const ofLines = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const spent = Math.max(ofLines, ...spends.filter(({ about }) => about === null).map(({ amount }) => amount));
  const count = Math.max(orders, spends.length > 0 ? 1 : 0);
  return Array.from({ length: count }, (_, at) => {
    const isPaid = at === 0 && spends.length > 0;
    const order = { orderId: newId('act'), amountMinor: isPaid ? Math.max(spent, usualMinor) : usualMinor };
    return { type: 'purchase', payload: isPaid && lines.length > 0 ? { ...order, lines } : order };
  });
}

function given({ about, amount }: Plan[number]): Fact {
  return { type: 'points.given', payload: { wallet: about, amount, reason: 'explained' } };
}
