import { dayOf, startOfDay } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Effect, Wish } from '../../kernel/effect.js';
import { compileForMembers } from '../../kernel/expression/index.js';
import type { Compiled, Vocabulary } from '../../kernel/expression/index.js';
import { configId } from '../../kernel/id.js';
import { digest } from '../../kernel/json.js';
import type { RuleScope } from '../../kernel/module.js';
import type { Compiling, Participant, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import { memberWants } from '../members/index.js';
import type { Audience, Known, Question, Unit } from './audience.js';
import { leveled, questionsOf, refuseCircle, refuseUnknown, selected } from './audience.js';
import { moveMembers } from './moves.js';
import type { RfmMethod } from './rfm/method.js';
import { NO_SEGMENTS } from './segments.section.js';
import type { LayeringEntry, SegmentEntry, SegmentsEntry } from './segments.section.js';
import { requireAllSound } from './strategies/sound.js';

/** What of the state segments need, by the name participants ask for it. */
const SEGMENTS_WANTED = 'segments';
export const RFM_WANTED = 'segments.rfm';
export const BASES_WANTED = 'segments.bases';

export interface Rfm {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

export interface SegmentsSlice {
  /** The segments it is in, and since when. */
  readonly within: ReadonlyMap<string, Instant>;
  readonly rfm: Rfm | null;
  /** Figures over everybody, by name. */
  readonly bases: ReadonlyMap<string, number>;
  /** What facts of this drain made of its taking part; null when none did. */
  readonly isActive: boolean | null;
}

export interface SegmentsPart {
  readonly zone: string;
  /** All that rules decide on, those that ask about others after them. */
  readonly levels: readonly (readonly Unit[])[];
  readonly audiences: ReadonlyMap<string, Audience>;
  readonly layerings: readonly LayeringEntry[];
  readonly rfm: RfmMethod;
}

export interface MoveIntent {
  readonly segment: string;
}

/** Enters and leaves segments as soon as anything about a member changes; rules saw the segments as they stood before. */
export const segmentsParticipant: Participant<SegmentsPart, SegmentsSlice> = {
  name: 'segments',
  effects: ['segments.enter', 'segments.leave'],
  empty: { within: new Map(), rfm: null, bases: new Map(), isActive: null },

  compile(program) {
    const said = program.section('segments') as Partial<SegmentsEntry> | undefined;
    const { segments, layerings, rfm, strategies } = { ...NO_SEGMENTS, ...said }; // an older version says less
    const ruleOf = rulesOf(program);
    const units = [
      ...segments.map((entry) => unitOfSegment(ruleOf, entry)),
      ...layerings.map((entry) => unitOfLayering(ruleOf, entry)),
    ];
    const audiences = new Map(units.flatMap((unit) => unit.audiences.map((each) => [each.code, each] as const)));
    for (const audience of audiences.values()) requireSegments(audience, audiences, ['segments', audience.code]);
    requireAllSound(strategies, (code) => audiences.has(code));
    const ordered = leveled(units.filter(({ audiences: [first] }) => first?.kind !== 'list'));
    if ('circle' in ordered) refuseCircle(ordered.circle, null, ({ audience }) => ['segments', audience.code]);
    return { zone: program.zone, levels: ordered.levels, audiences, layerings, rfm };
  },

  wants({ audiences }) {
    const rules = [...audiences.values()].flatMap(({ rule }) => rule ?? []);
    const asks = (heading: string) => Number(rules.some(({ attributes }) => attributes.some((name) => name.startsWith(heading)))); // prettier-ignore
    return {
      ...memberWants(rules),
      [SEGMENTS_WANTED]: Number(audiences.size > 0),
      [RFM_WANTED]: asks('rfm.'),
      [BASES_WANTED]: asks('base.'),
    };
  },

  load({ memberIds, wants }) {
    const among = marks(memberIds);
    const own = (name: string, table: string, columns: readonly string[]) => ({ name, member: 'memberId', columns, from: `FROM ${table} WHERE memberId IN ${among}`, params: memberIds }); // prettier-ignore
    return [
      ...(wants[SEGMENTS_WANTED] ? [own('within', 'segment_members', ['segment', 'since'])] : []),
      ...(wants[RFM_WANTED] ? [own('rfm', 'member_rfm', ['r', 'f', 'm'])] : []),
      ...(wants[BASES_WANTED]
        ? [{ name: 'bases', member: 'm.id', columns: ['b.name', 'b.value'], from: `FROM members m CROSS JOIN segment_bases b WHERE m.id IN ${among}`, params: memberIds }] // prettier-ignore
        : []),
    ];
  },

  slice(rows) {
    const [scores] = rows('rfm');
    return {
      within: new Map(rows('within') as [string, Instant][]),
      rfm: scores ? ({ r: scores[0], f: scores[1], m: scores[2] } as Rfm) : null,
      bases: new Map(rows('bases') as [string, number][]),
      isActive: null,
    };
  },

  foldActivity(_part, slice, { type, payload, occurredAt }) {
    if (type === 'member.suspended') return { ...slice, isActive: false };
    if (type === 'member.reinstated') return { ...slice, isActive: true };
    if (type !== 'segment.entered' && type !== 'segment.left') return slice;
    const within = new Map(slice.within);
    const segment = payload['segment'] as string;
    if (type === 'segment.left') within.delete(segment);
    else if (!within.has(segment)) within.set(segment, occurredAt);
    return { ...slice, within };
  },

  rest(part, state, now) {
    const { within } = sliceOf(state, segmentsParticipant);
    const should = takesPart(state) ? belonging(part, state, now) : new Set<string>();
    const wishes: Wish<MoveIntent>[] = [];
    for (const segment of within.keys()) {
      if (!should.has(segment) && !isList(part, segment)) wishes.push({ kind: 'segments.leave', reason: 'rule', intent: { segment } }); // prettier-ignore
    }
    for (const segment of should) {
      if (!within.has(segment)) wishes.push({ kind: 'segments.enter', reason: 'rule', intent: { segment } });
    }
    return wishes;
  },

  resolve(_part, _state, effect) {
    const { kind, intent } = effect as Effect<MoveIntent>;
    const type = kind === 'segments.enter' ? 'segment.entered' : 'segment.left';
    const { segment } = intent;
    return { effect, fact: { type, subjectId: configId('seg', segment), payload: { segment } } };
  },

  apply: moveMembers,

  report(effect) {
    const { kind, reason, intent } = effect as Effect<MoveIntent>;
    return { kind, status: 'done', reason, facts: { segment: intent.segment } };
  },
};

/** What segments may ask about: everything but the activity at hand. */
export function aboutMembers(vocabulary: Vocabulary<RuleScope>): Vocabulary<RuleScope> {
  const names = [...vocabulary.attributes, ...vocabulary.functions].map(({ name }) => name);
  return vocabulary.narrow(names.filter((name) => !name.startsWith('activity.')));
}

/** Whether rules may put a member into segments: lists keep whoever was put in. */
export function takesPart(state: State): boolean {
  return sliceOf(state, segmentsParticipant).isActive ?? state.member.status === 'active';
}

/**
 * The segments the rules say a member belongs to. Segments look at whole days: `now` in their rules is the first instant of
 * the day, so that between two midnights only what happens to a member moves it.
 */
export function belonging(part: SegmentsPart, state: State, now: Instant): Set<string> {
  return new Set(asked(part, state, now).found);
}

/** What the rules of segments are asked over: the segments they ask about are those the member belongs to now. */
export function segmentScope(part: SegmentsPart, state: State, now: Instant): RuleScope {
  return asked(part, state, now).scope;
}

function asked(part: SegmentsPart, state: State, now: Instant): { found: string[]; scope: RuleScope } {
  const day = startOfDay(dayOf(now, part.zone), part.zone);
  const within = new Map(sliceOf(state, segmentsParticipant).within);
  for (const [code] of within) if (!isList(part, code)) within.delete(code);
  const slice = { ...sliceOf(state, segmentsParticipant), within };
  const slices = { ...state.slices, [segmentsParticipant.name]: slice };
  const scope = { state: { ...state, slices }, activity: undefined, now: day, zone: part.zone };
  const found: string[] = [];
  for (const level of part.levels) {
    const codes = level.flatMap((unit) => selected(unit, scope)).map(({ code }) => code);
    found.push(...codes);
    for (const code of codes) within.set(code, now);
  }
  return { found, scope };
}

function isList({ audiences }: SegmentsPart, code: string): boolean {
  return audiences.get(code)?.kind === 'list';
}

export function unitOfSegment(ruleOf: RuleOf, entry: SegmentEntry): Unit {
  const { code, name, description, when } = entry;
  const rule = when === null ? null : ruleOf(when);
  const kind = rule ? 'rule' : 'list';
  const audience: Audience = { code, name, description, kind, layering: null, rule, ruleHash: digest([when]) };
  return { code, audiences: [audience], isLayering: false };
}

export function unitOfLayering(ruleOf: RuleOf, { code: layering, layers, rest }: LayeringEntry): Unit {
  const ruleHash = digest([...layers.map(({ code, when }) => [code, when]), rest.code]);
  const shared = { description: null, kind: 'layer', layering, ruleHash } as const;
  const audiences: Audience[] = layers.map(({ code, name, when }) => ({ ...shared, code, name, rule: ruleOf(when) })); // prettier-ignore
  return { code: layering, audiences: [...audiences, { ...shared, ...rest, rule: null }], isLayering: true };
}

type RuleOf = (when: string) => Compiled<RuleScope>;

/** Compiles rules about members; one that cannot become SQL is refused here and not at night. */
export function rulesOf({ vocabulary }: Pick<Compiling, 'vocabulary'>): RuleOf {
  const about = aboutMembers(vocabulary);
  return (when) => compileForMembers(about, when);
}

/** Refuses UNKNOWN_SEGMENT, with the place and what may have been meant, when a rule asks about one that is not known. */
export function requireSegments(asking: Question['audience'], known: Known, path: readonly string[]): void {
  const question = questionsOf(asking).find(({ segment }) => !known.has(segment));
  if (question) refuseUnknown(question.segment, path, { question, known });
}

/** The compiled segments of a program. */
export function segmentsOf(program: { readonly parts: Readonly<Record<string, unknown>> }): SegmentsPart {
  // prettier-ignore
  return program.parts[segmentsParticipant.name] as SegmentsPart;
}
