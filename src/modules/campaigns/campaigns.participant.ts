import type { Activity } from '../../kernel/activity.js';
import type { Wish } from '../../kernel/effect.js';
import { compile } from '../../kernel/expression/index.js';
import type { Compiled } from '../../kernel/expression/index.js';
import { groupBy } from '../../kernel/group.js';
import { configId } from '../../kernel/id.js';
import type { RuleScope } from '../../kernel/module.js';
import type { Compiling, Decision, Participant, State } from '../../kernel/participant.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import type { BenefitIntent } from '../benefits/index.js';
import { benefitsParticipant, factorFor, requireHeldBenefits, standingFactorFor } from '../benefits/index.js';
import { memberWants, OCCASIONS_WANTED } from '../members/index.js';
import type { PointsIntent } from '../points/index.js';
import { pointsParticipant } from '../points/index.js';
import { requireSegments, segmentsParticipant } from '../segments/index.js';
import type { CampaignEntry, RuleEntry } from './campaigns.section.js';
import { Earning } from './earning.js';
import type { EarnEffect, Granted } from './rules.js';
import { isValidAt } from './rules.js';

/** A rule as deciding uses it. */
export interface CompiledRule {
  readonly id: string;
  readonly name: LocalisedText;
  readonly on: string;
  readonly when: Compiled<RuleScope> | null;
  readonly isRight: boolean;
  readonly effects: readonly EarnEffect[];
  readonly grants: readonly Granted[];
  readonly validFrom: number | null;
  readonly validUntil: number | null;
}

export interface CampaignsPart {
  readonly zone: string;
  readonly byTrigger: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly rules: ReadonlyMap<string, CompiledRule>;
}

/** Rules: when a fact arrives that they listen to and their condition holds, they wish for their effects. */
export const campaignsParticipant: Participant<CampaignsPart, null> = {
  name: 'campaigns',
  effects: [],
  empty: null,

  compile(program) {
    const entries = (program.section('campaigns') as CampaignEntry[]).flatMap(({ rules }) => rules);
    const rules = entries.map((entry) => compileRule(program, entry));
    return {
      zone: program.zone,
      byTrigger: groupBy(rules, ({ on }) => on),
      rules: new Map(rules.map((rule) => [rule.id, rule])),
    };
  },

  /** Windows in conditions have literal days, so it is known how far back the state must reach. */
  wants({ rules, byTrigger }) {
    const isCelebrating = byTrigger.has('birthday') || byTrigger.has('anniversary');
    return {
      ...memberWants([...rules.values()].flatMap(({ when }) => when ?? [])),
      [OCCASIONS_WANTED]: Number(isCelebrating),
    };
  },

  load: () => [],
  slice: () => null,

  decide(part, state, activity) {
    if (activity.type === 'refund' && activity.subjectId === null) {
      return { wishes: takenBackWithoutOrder(part, state, activity) };
    }
    const wishes: Wish[] = [];
    const decisions: Decision[] = [];
    const earning = new Earning(state, activity, factorFor(state, activity));
    for (const rule of applicable(part, activity.type, activity)) {
      const unmet = unmetClause(rule, scopeOf(part, state, activity));
      if (unmet === undefined) wishes.push(...rule.effects.map((effect) => earning.wish(rule, effect)), ...rule.grants.flatMap((effect) => grantWishes(rule, effect, activity))); // prettier-ignore
      decisions.push({ subjectId: rule.id, hit: unmet === undefined, ...(unmet === undefined ? timesOf(earning, rule) : { unmet }) }); // prettier-ignore
    }
    return { wishes: [...wishes, ...earning.uses()], decisions };
  },
};

/** What a rule is evaluated over, for deciding and for explaining alike. */
export function scopeOf(part: CampaignsPart, state: State, activity: Activity): RuleScope {
  return { state, activity, now: activity.occurredAt, zone: part.zone };
}

function applicable(part: CampaignsPart, trigger: string, activity: Activity): CompiledRule[] {
  const listening = part.byTrigger.get(trigger) ?? [];
  return listening.filter((rule) => isValidAt(rule, activity.occurredAt) && (rule.isRight || !activity.isHistory));
}

function unmetClause(rule: CompiledRule, scope: RuleScope): string | undefined {
  if (!rule.when || rule.when.holds(scope)) return undefined;
  return rule.when.firstUnmet(scope)?.text ?? rule.when.source;
}

/** What is kept of what multiplied the points of a rule; nothing where nothing did. */
function timesOf(earning: Earning, { effects }: CompiledRule): Pick<Decision, 'times'> {
  const times = earning.timesOf(effects);
  return times.length === 0 ? {} : { times };
}

/** What an order earned goes when the order does. */
function grantWishes({ id }: CompiledRule, granted: Granted, { type, subjectId }: Activity): Wish[] {
  const orderId = type === 'purchase' ? subjectId : null;
  const source = type === 'birthday' || type === 'anniversary' ? 'date' : 'rule';
  if ('package' in granted) {
    const intent: BenefitIntent['package'] = { package: granted.package, source, orderId };
    return [{ kind: 'benefit.package', reason: id, intent }];
  }
  const { benefit, quantity } = granted;
  const intent: BenefitIntent['issue'] = { benefit, source, orderId };
  return Array.from({ length: quantity }, () => ({ kind: 'benefit.issue', reason: id, intent }));
} // prettier-ignore

/** A refund that names no order takes back what a purchase of that amount would have earned by rate; fixed gifts stay. */
function takenBackWithoutOrder(part: CampaignsPart, state: State, refund: Activity): Wish<PointsIntent['takeBack']>[] {
  const wishes: Wish<PointsIntent['takeBack']>[] = [];
  const earning = new Earning(state, refund, standingFactorFor(state, refund));
  for (const rule of applicable(part, 'purchase', refund)) {
    if (!rule.isRight || unmetClause(rule, scopeOf(part, state, refund)) !== undefined) continue;
    for (const effect of rule.effects) {
      const amount = effect.perMinor === undefined ? 0 : earning.points(effect);
      const intent = { wallet: effect.wallet, amount, lotId: null };
      if (amount > 0) wishes.push({ kind: 'points.take-back', reason: 'refund', intent });
    }
  }
  return wishes;
}

function compileRule(program: Compiling, entry: RuleEntry): CompiledRule {
  const path = ['campaigns', entry.code];
  if (!program.activityTypes.has(entry.on)) refuse('UNKNOWN_ACTIVITY_TYPE', { type: entry.on }, path);
  for (const { wallet } of entry.earn) {
    if (!program.part(pointsParticipant).wallets.has(wallet)) refuse('UNKNOWN_WALLET', { wallet }, path);
  }
  const { benefits, packages } = program.part(benefitsParticipant);
  for (const granted of entry.grant) {
    if ('package' in granted) {
      if (!packages.has(granted.package)) refuse('UNKNOWN_PACKAGE', { package: granted.package }, path);
    } else if (!benefits.has(granted.benefit)) refuse('UNKNOWN_BENEFIT', { benefit: granted.benefit }, path);
  }
  const when = entry.when === null ? null : compile(program.vocabulary, entry.when);
  requireSegments({ code: entry.code, rule: when }, program.part(segmentsParticipant).audiences, path);
  requireHeldBenefits(when, program.part(benefitsParticipant), path);
  return {
    id: configId('rul', entry.code),
    name: entry.name,
    on: entry.on,
    when,
    isRight: entry.kind === 'right',
    effects: entry.earn,
    grants: entry.grant,
    validFrom: entry.from === null ? null : Date.parse(entry.from),
    validUntil: entry.until === null ? null : Date.parse(entry.until),
  };
}
