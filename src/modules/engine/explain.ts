import { windowOf } from '../../kernel/caller.js';
import { DAY_MS, dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Activity } from '../../kernel/activity.js';
import type { ExplainNode } from '../../kernel/expression/index.js';
import type { Decision, State } from '../../kernel/participant.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import type { CampaignsPart, CompiledRule } from '../campaigns/index.js';
import { campaignsParticipant, isValidAt, scopeOf } from '../campaigns/index.js';
import { needMember, peekMember } from '../members/index.js';
import { DAYS_AHEAD } from './counts-until.js';
import { activityAt, storedActivity } from './journal.js';
import type { NextActions, Standing } from './next-action.js';
import { nextActions } from './next-action.js';
import { load } from './state.js';

/** What is to be explained: why a rule does, or did, or would act for a member. */
export interface Question {
  readonly memberId: string | null;
  /** A rule; every rule when absent. */
  readonly subjectId?: string | null;
  /** The id of a recorded activity; without it rules are asked about the member as it stands. */
  readonly activity?: string | null;
  /** The last activity the rule listens to at or before this instant, instead of a named one. */
  readonly at?: Instant | null;
}

export interface Explanation {
  readonly subjectId: string;
  readonly name: LocalisedText;
  /** What the condition says of the member as it stands now. */
  readonly verdict: 'YES' | 'NO' | 'UNKNOWN';
  /** The rule counts for the time in question. */
  readonly isValid: boolean;
  /** The condition clause by clause; null when there is none and the rule always acts. */
  readonly tree: ExplainNode | null;
  /** What was decided when the activity was recorded; null when nothing was or it is no longer kept. */
  readonly decided: { readonly hit: boolean; readonly unmet: string | null } | null;
  readonly note: 'NOW' | 'KEPT' | 'NOT_KEPT' | 'NO_ACTIVITY';
  /** Worked out when it is asked for: null where nothing the member does would help, or the caller may not know. */
  readonly next: () => NextActions | null;
}

/** Answers why or why not, for one rule or for all. Refuses NOT_FOUND for a rule, member or activity that is not there or not the caller's. */
export async function explainRules(session: ReadSession, question: Question): Promise<Explanation[]> {
  const program = session.house.programs.current();
  const part = program.parts[campaignsParticipant.name] as CampaignsPart;
  const rules = question.subjectId
    ? [part.rules.get(question.subjectId) ?? notFound('rule', 'subjectId')]
    : [...part.rules.values()];
  const memberId = await needMember(session.sql, session.caller, { id: question.memberId });
  const state = await stateNow(session, memberId);
  const explanations: Explanation[] = [];
  const named = question.activity ? await namedActivity(session, memberId, question.activity) : null;
  const latest = question.at == null || named ? null : await latestByType(session, memberId, rules, question.at);
  for (const rule of rules)
    explanations.push(explain(session, part, state, rule, question, named ?? latest?.get(rule.on) ?? null));
  return explanations;
}

interface Stored {
  readonly activity: Activity;
  readonly decisions: readonly Decision[] | null;
}

function explain(
  session: ReadSession,
  part: CampaignsPart,
  state: State,
  rule: CompiledRule,
  question: Question,
  stored: Stored | null,
): Explanation {
  const at = stored?.activity.occurredAt ?? question.at ?? session.now;
  const scope = stored
    ? scopeOf(part, state, stored.activity)
    : { state, activity: undefined, now: session.now, zone: part.zone };
  const tells = tellingOf(session);
  const tree = rule.when?.explain(scope, tells) ?? null;
  const decision = stored?.decisions?.find(({ subjectId }) => subjectId === rule.id);
  return {
    subjectId: rule.id,
    name: rule.name,
    verdict: verdictOf(tree),
    isValid: isValidAt(rule, at),
    tree,
    decided: decision ? { hit: decision.hit, unmet: decision.unmet ?? null } : null,
    note: noteOf(question, stored, decision),
    next: () => (isWhollyTold(rule, tells) ? nextActions(rule, standingOf(session, state, stored)) : null),
  };
}

function standingOf({ house, now }: ReadSession, state: State, stored: Stored | null): Standing {
  return { house, state, now, activity: stored?.activity ?? null };
}

/** How much is missing tells what there is. */
function isWhollyTold({ when }: CompiledRule, tells: ((name: string) => boolean) | undefined): boolean {
  return !tells || [...(when?.attributes ?? []), ...(when?.functions ?? [])].every(tells);
}

/** What a partner may be told of; undefined for who may know everything. */
function tellingOf({ caller, house }: ReadSession): ((name: string) => boolean) | undefined {
  if (windowOf(caller) === null) return undefined;
  const declared = house.modules.flatMap(({ attributes = [], functions = [] }) => [...attributes, ...functions]);
  const told = new Set(declared.flatMap(({ name, isForPartners }) => (isForPartners ? [name] : [])));
  return (name) => told.has(name);
}

function verdictOf(tree: ExplainNode | null): Explanation['verdict'] {
  if (!tree || tree.result === 'yes') return 'YES';
  return tree.result === 'no' ? 'NO' : 'UNKNOWN';
}

function noteOf(question: Question, stored: Stored | null, decision: Decision | undefined): Explanation['note'] {
  if (!question.activity && question.at == null) return 'NOW';
  if (!stored) return 'NO_ACTIVITY';
  return decision ? 'KEPT' : 'NOT_KEPT';
}

async function stateNow(session: ReadSession, memberId: string): Promise<State> {
  const member = await peekMember(session.sql, memberId);
  if (!member) return notFound('member', 'memberId');
  const { house, sql, now } = session;
  const program = house.programs.current();
  const today: Activity = {
    id: '', type: '', memberId, brandId: '', externalId: null, occurredAt: now, occurredOn: dayOf(now, program.zone), recordedAt: now, isHistory: false, causeId: null, subjectId: null, amountMinor: null, payload: {},
  }; // prettier-ignore
  const { states } = await load(sql, house.participants, program, [member], {
    activities: [today],
    wishes: [],
    until: now + (DAYS_AHEAD + 1) * DAY_MS, // what becomes due ends what a member can still do
  });
  return states.get(memberId) ?? notFound('member', 'memberId');
}

async function namedActivity(session: ReadSession, memberId: string, activityId: string): Promise<Stored> {
  return (await storedActivity(session, memberId, activityId)) ?? notFound('activity', 'activity');
}

/** The last activity of each type the rules listen to, in one statement. */
async function latestByType(
  session: ReadSession,
  memberId: string,
  rules: readonly CompiledRule[],
  at: Instant,
): Promise<Map<string, Stored>> {
  const stored = await activityAt(session, memberId, [...new Set(rules.map(({ on }) => on))], at);
  return new Map(stored.map((each) => [each.activity.type, each]));
}

function notFound(what: string, path: string): never {
  return refuse('NOT_FOUND', { what }, [path]);
}
