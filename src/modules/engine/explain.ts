import { windowOf } from '../../kernel/caller.js';
import { DAY_MS } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Activity } from '../../kernel/activity.js';
import type { Earlier, Explainable, Explains, MayTell, Standing, StoredAnswer } from '../../kernel/explaining.js';
import type { ExplainNode } from '../../kernel/expression/index.js';
import type { AccessRule } from '../../kernel/graphql/access.js';
import type { House } from '../../kernel/house.js';
import type { Decision, State, Times } from '../../kernel/participant.js';
import { refuse } from '../../kernel/refusal.js';
import type { ReadSession } from '../../kernel/session.js';
import { needMember } from '../members/index.js';
import type { Patience } from './acts.js';
import { inTurn, newPatience } from './acts.js';
import { DAYS_AHEAD } from './counts-until.js';
import { activityAt, storedActivity } from './journal.js';
import type { Asked, NextActions } from './next-action.js';
import { nextActions } from './next-action.js';
import { stateAsStored } from './state-now.js';

/** What is to be explained: why something is, was or would be so for a member. */
export interface Question {
  readonly memberId: string | null;
  /** A rule or a segment; every rule when absent. */
  readonly subjectId?: string | null;
  /** The id of a recorded activity; without it rules are asked about the member as it stands. */
  readonly activity?: string | null;
  /** The last activity the rule listens to at or before this instant, instead of a named one. */
  readonly at?: Instant | null;
}

/** With what it makes of the member as it stands now. */
export interface Explanation extends Pick<Explainable, 'subjectId' | 'name' | 'kind'>, Standing {
  /** It counts for the time in question. */
  readonly isValid: boolean;
  /** The condition clause by clause; null when there is none. */
  readonly tree: ExplainNode | null;
  /** What comes before it, in order, with what its conditions say. */
  readonly earlier: readonly (Pick<Earlier, 'subjectId' | 'name'> & { readonly tree: ExplainNode })[];
  /** What was decided when the activity was recorded; null when nothing was or it is no longer kept. */
  readonly decided: { readonly hit: boolean; readonly unmet: string | null; readonly times: readonly Times[] } | null;
  readonly note: 'NOW' | 'KEPT' | 'NOT_KEPT' | 'NO_ACTIVITY';
  /** Worked out when it is asked for: null where nothing the member does would help, or the caller may not know. */
  readonly next: () => NextActions | null;
  /** Waits until it is the turn of this one to be worked out. */
  readonly turn: () => Promise<unknown>;
  /** What is stored of it, beside what the conditions say now; null where nothing is, or the caller may not know. */
  readonly stored: () => Promise<StoredAnswer | null>;
}

/**
 * Answers why or why not, for one rule or segment or for all rules. Segments are asked about the member as it stands now.
 * Refuses NOT_FOUND for a rule, segment, member or activity that is not there or not the caller's.
 */
export async function explanations(session: ReadSession, question: Question): Promise<Explanation[]> {
  const tells = tellingOf(session);
  const subjects = await subjectsOf(session, question.subjectId ?? null, tells);
  const memberId = await needMember(session.sql, session.caller, { id: question.memberId });
  const state = await stateOf(session, memberId);
  const named = question.activity ? await namedActivity(session, memberId, question.activity) : null;
  const latest = question.at == null || named ? null : await latestByType(session, memberId, subjects, question.at);
  const asking: Asking = { session, state, question, tells, patience: newPatience() };
  return subjects.map((subject) => {
    const stored = subject.on === null ? null : (named ?? latest?.get(subject.on) ?? null);
    return explain(asking, subject, stored);
  });
}

/** Who may ask about a subject beyond who may ask why at all, by its id. */
export function accessTo({ modules }: House, subjectId: string | null): AccessRule | null {
  return kindOf(modules, subjectId)?.access ?? null;
}

interface Stored {
  readonly activity: Activity;
  readonly decisions: readonly Decision[] | null;
}

interface Asking {
  readonly session: ReadSession;
  readonly state: State;
  readonly question: Question;
  readonly tells: MayTell | undefined;
  readonly patience: Patience;
}

function explain(
  { session, state, question, tells, patience }: Asking,
  subject: Explainable,
  stored: Stored | null,
): Explanation {
  const { subjectId, name, kind, when, earlier } = subject;
  const at = stored?.activity.occurredAt ?? question.at ?? session.now;
  const scope = subject.scopeOf(state, stored?.activity, session.now);
  const decision = stored?.decisions?.find((each) => each.subjectId === subjectId);
  return {
    subjectId,
    name,
    kind,
    ...subject.standing(scope),
    isValid: subject.isValidAt(at),
    tree: when?.explain(scope, tells) ?? null,
    earlier: earlier.map((each) => ({ subjectId: each.subjectId, name: each.name, tree: each.when.explain(scope, tells) })),
    decided: decision ? { hit: decision.hit, unmet: decision.unmet ?? null, times: decision.times ?? [] } : null,
    note: noteOf(subject, question, stored, decision),
    next: () => (isWhollyTold(subject, tells) ? nextActions(subject, standingOf(session, state, stored, patience)) : null),
    turn: () => inTurn(patience),
    stored: () => subject.stored(session, state.member.id),
  };
} // prettier-ignore

async function subjectsOf(
  session: ReadSession,
  subjectId: string | null,
  tells: MayTell | undefined,
): Promise<readonly Explainable[]> {
  const { house } = session;
  if (subjectId === null) return house.modules.flatMap(({ explains = [] }) => explains.flatMap((each) => each.all?.(house) ?? [])); // prettier-ignore
  const kind = kindOf(house.modules, subjectId);
  const subject = await kind?.find(session, subjectId, tells);
  return subject ? [subject] : notFound(kind?.noun ?? 'rule', 'subjectId');
}

function kindOf(modules: House['modules'], subjectId: string | null): Explains | undefined {
  const prefix = subjectId?.split('_', 1)[0];
  return modules.flatMap(({ explains = [] }) => explains).find((each) => each.prefix === prefix);
}

function standingOf({ house, now }: ReadSession, state: State, stored: Stored | null, patience: Patience): Asked {
  return { house, state, now, activity: stored?.activity ?? null, patience };
}

/** How much is missing tells what there is. */
function isWhollyTold({ when, earlier }: Explainable, tells: MayTell | undefined): boolean {
  const rules = [...(when ? [when] : []), ...earlier.map((each) => each.when)];
  return !tells || rules.every(({ attributes, functions }) => [...attributes, ...functions].every(tells));
}

/** What a partner may be told of; undefined for who may know everything. */
function tellingOf({ caller, house }: ReadSession): MayTell | undefined {
  if (windowOf(caller) === null) return undefined;
  const declared = house.modules.flatMap(({ attributes = [], functions = [] }) => [...attributes, ...functions]);
  const told = new Set(declared.flatMap(({ name, isForPartners }) => (isForPartners ? [name] : [])));
  return (name) => told.has(name);
}

function noteOf(
  { on }: Explainable,
  question: Question,
  stored: Stored | null,
  decision: Decision | undefined,
): Explanation['note'] {
  if (on === null || (!question.activity && question.at == null)) return 'NOW';
  if (!stored) return 'NO_ACTIVITY';
  return decision ? 'KEPT' : 'NOT_KEPT';
}

async function stateOf(session: ReadSession, memberId: string): Promise<State> {
  const until = session.now + (DAYS_AHEAD + 1) * DAY_MS; // what becomes due ends what a member can still do
  return (await stateAsStored(session, memberId, until)) ?? notFound('member', 'memberId');
}

async function namedActivity(session: ReadSession, memberId: string, activityId: string): Promise<Stored> {
  return (await storedActivity(session, memberId, activityId)) ?? notFound('activity', 'activity');
}

/** The last activity of each type the rules listen to, in one statement. */
async function latestByType(
  session: ReadSession,
  memberId: string,
  subjects: readonly Explainable[],
  at: Instant,
): Promise<Map<string, Stored>> {
  const types = [...new Set(subjects.flatMap(({ on }) => on ?? []))];
  const stored = types.length === 0 ? [] : await activityAt(session, memberId, types, at);
  return new Map(stored.map((each) => [each.activity.type, each]));
}

function notFound(what: string, path: string): never {
  return refuse('NOT_FOUND', { what }, [path]);
}
