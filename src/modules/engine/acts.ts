import type { Activity, ActivityType } from '../../kernel/activity.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Plan } from '../../kernel/expression/index.js';
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

/** A fact that could be recorded. */
interface Fact {
  readonly type: string;
  readonly payload: JsonObject;
}

/** Plays plans in memory, as recording them would: nothing is written. */
export class Acting {
  readonly #types: ReadonlyMap<string, ActivityType>;

  constructor(
    house: Pick<House, 'activityTypes'>,
    readonly rules: Rules,
    readonly state: State,
  ) {
    this.#types = house.activityTypes;
  }

  /** The states a plan leads to when it is carried out at an instant, in each way that differs; undefined when it cannot be. */
  after(plan: Plan, at: Instant): readonly State[] | undefined {
    if (plan.some(({ kind, amount }) => amount > (COUNTED.has(kind) ? TIMES_MAX : AMOUNT_MAX))) return undefined;
    try {
      return this.#waysOf(plan).map((facts) => facts.reduce((state, fact) => this.#play(state, fact, at), this.state));
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  /** An estimate in units of money, good enough to choose among several ways. */
  effort(plan: Plan): number {
    const unit = 10 ** digitsOf(this.rules.program.currency);
    const weight: Readonly<Record<string, number>> = { SPEND: 1 / unit, ORDER: this.#usualOrder() / unit };
    return plan.reduce((sum, { kind, amount }) => sum + amount * (weight[kind] ?? 1), 0);
  }

  /** Orders may come to no more than they have to or to what they usually do, and any kind of interaction counts. */
  #waysOf(plan: Plan): readonly (readonly Fact[])[] {
    const times = (kind: string) => plan.find((step) => step.kind === kind)?.amount ?? 0;
    const kinds = times('INTERACT') > 0 ? this.#interactions() : [''];
    const amounts = times('ORDER') > 0 ? [0, this.#usualOrder()] : [0];
    return Array.from({ length: Math.max(kinds.length, amounts.length) }, (_, at) => [
      ...purchases(plan, times('ORDER'), amounts[at % amounts.length] ?? 0),
      ...Array.from({ length: times('INTERACT') }, () => ({ type: kinds[at % kinds.length] ?? '', payload: {} })),
      ...plan.filter(({ kind }) => kind === 'EARN').map(given),
    ]);
  }

  #interactions(): string[] {
    return [...this.#types.values()].filter(({ origin }) => origin === 'MEMBER').map(({ type }) => type);
  }

  #usualOrder(): number {
    const { orders, spendMinor } = sliceOf(this.state, membersParticipant).figures;
    const average = orders > 0 ? Math.ceil(spendMinor / orders) : 0;
    return Math.max(average, USUAL_ORDER * 10 ** digitsOf(this.rules.program.currency));
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
