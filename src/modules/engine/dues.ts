import { setImmediate as breathe } from 'node:timers/promises';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import { groupBy } from '../../kernel/group.js';
import type { House } from '../../kernel/house.js';
import type { LockedMember, State } from '../../kernel/participant.js';
import { sliceOf } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import { Refusal } from '../../kernel/refusal.js';
import { marks } from '../../kernel/rows.js';
import { handedOut, promisedBy, withIssued, withStock } from '../benefits/index.js';
import { membersParticipant } from '../members/index.js';
import { belonging, segmentsOf, segmentsParticipant } from '../segments/index.js';
import type { Entry } from './journal.js';
import { entriesOf } from './journal.js';
import type { Played, Rules } from './play.js';
import { play, rulesOf, settle } from './play.js';
import { emptyState, load } from './state.js';
import type { Owing } from './told-promises.js';
import { ASKED, cyclesIn, handedIn, isTelling, toldIn } from './told-promises.js';
import type { Block } from './told-stock.js';
import { blocksOf, isFact, isWithoutStock, stockTold } from './told-stock.js';

/** A benefit that a member was promised, worked out from what happened to it and from no grant. */
export interface Due {
  readonly memberId: string;
  readonly benefit: string;
  /** From when it counts. */
  readonly issuedAt: Instant;
  /** When what it follows from was written down: within a minute it has to be there. */
  readonly dueAt: Instant;
  readonly usesMax: number;
  readonly valueMinor: number | null;
}

interface Span {
  readonly since: Instant;
  readonly until: Instant;
}

/**
 * Plays the journal of some members from the beginning, each fact by the version of the program it was decided under, and
 * answers the benefits they were promised by what was written down from `since` up to `until`: by rules, packs and dates, by
 * what somebody asked for (by hand, by a claim, for points), by packages and the cycles of cards, and by batches. What no stock
 * was left for, and what was handed to many, is told by the journal, and so is what was asked for where the play cannot follow
 * it; profiles, values, scores and means are taken as they are kept.
 */
export async function duesOf(
  house: House,
  sql: Sql,
  memberIds: readonly string[],
  { since, until }: Span,
): Promise<Due[]> {
  if (memberIds.length === 0) return [];
  const members = await sql.rows<LockedMember>(`SELECT id, number, status, enrolledAt, brandId FROM members WHERE id IN ${marks(memberIds)} ORDER BY id`, memberIds); // prettier-ignore
  const journal = groupBy(await entriesOf(sql, memberIds, until), ({ activity }) => activity.memberId);
  const versions = await rulesBy(house, sql, [...journal.values()].flat());
  const kept = await load(sql, house.participants, house.programs.current(), members, { activities: [], wishes: [], until }); // prettier-ignore
  const dues: Due[] = [];
  for (const member of members) {
    const blocks = blocksOf(journal.get(member.id) ?? []);
    dues.push(...new Retelling(house, versions, member, kept.states.get(member.id)).dues(blocks, since));
    await breathe(); // a long life takes a while: requests come in between
  }
  return dues;
}

async function rulesBy(house: House, sql: Sql, entries: readonly Entry[]): Promise<ReadonlyMap<string, Rules>> {
  const hashes = [...new Set(entries.map(({ programHash }) => programHash))];
  const programs = await house.programs.versions(sql, hashes);
  return new Map([...programs].map(([hash, program]) => [hash, rulesOf(program, house.participants)]));
}

/** One member from its first fact on. Mutable only inside. */
class Retelling {
  #state: State | null = null;
  #version = '';
  readonly #handed = new Set<string>();
  /** Grants the journal has told of. */
  readonly #told = new Set<string>();

  constructor(
    private readonly house: House,
    private readonly versions: ReadonlyMap<string, Rules>,
    private readonly member: LockedMember,
    private readonly kept: State | undefined,
  ) {}

  dues(blocks: readonly Block[], since: Instant): Due[] {
    return blocks.flatMap((block) => {
      const effects = this.#follow(block)?.effects ?? [];
      const { recordedAt } = block.head.activity;
      const promised = this.#promised(block, promisedBy(effects));
      if (recordedAt < since) return [];
      return promised.map(({ benefit, issuedAt, usesMax, valueMinor }): Due => ({ memberId: this.member.id, benefit, issuedAt, dueAt: recordedAt, usesMax, valueMinor })); // prettier-ignore
    });
  }

  /** By the play; what was asked for, and handed to many, also by the journal where the play does not know it. */
  #promised(block: Block, played: ReturnType<typeof promisedBy>): Owing[] {
    const program = this.#program(block);
    const isAsked = played.some(({ source }) => ASKED.has(source));
    const told = isAsked ? [] : toldIn(block, program, this.#told);
    const handed = this.#told.has(block.head.activity.payload['grantId'] as string) ? [] : handedIn(block, program);
    for (const { activity } of block.rows.filter(isTelling)) this.#told.add(activity.payload['grantId'] as string);
    return [...played.filter(isWithoutStock(block, program)), ...told, ...handed];
  }

  #program({ head }: Block): Program | undefined {
    return this.versions.get(head.programHash)?.program;
  }

  /** A version nobody kept leaves what it decided out. */
  #follow(block: Block): Played | undefined {
    const rules = this.versions.get(block.head.programHash);
    if (!rules) return undefined;
    const before = withStock(this.#under(rules, block), stockTold(block));
    const { activity } = block.head;
    const { recordedAt } = activity;
    const isReported = isFact(block.head);
    const played = isReported ? this.#reported(rules, before, block) : undefined;
    const after = this.#withHandedOut(played?.state ?? before, block);
    const cycles = cyclesIn(block);
    const isSettled = block.isLast || !isReported || cycles.length > 0;
    const settled = isSettled ? settle(rules, after, recordedAt, recordedAt, cycles) : undefined;
    this.#state = settled?.state ?? after;
    const effects = [...(played?.effects ?? []), ...(settled?.effects ?? [])];
    return { state: this.#state, activities: [], effects, outcomes: [], decisions: new Map() };
  }

  /** What was handed to many is known from the journal alone; once, also where it was owed first. */
  #withHandedOut(state: State, { head: { activity } }: Block): State {
    const handed = handedOut(activity);
    if (!handed || this.#handed.has(handed.grantId)) return state;
    this.#handed.add(handed.grantId);
    return withIssued(state, handed.benefit, activity.occurredAt);
  }

  /** What was written down has happened: where what it asked for cannot be followed, it happened all the same. */
  #reported(rules: Rules, before: State, { head: { activity } }: Block): Played | undefined {
    const { isHistory, occurredAt, recordedAt, type, payload } = activity;
    const until = isHistory ? occurredAt : recordedAt;
    const asked = this.house.activityTypes.get(type)?.asks?.(payload) ?? [];
    const wishes = asked.map((wish) => ({ ...wish, isRequired: true }));
    return tried(() => play(rules, before, activity, wishes, until)) ?? tried(() => play(rules, before, activity, [], until)); // prettier-ignore
  }

  /** The state as a version of the program looks at it. Who is in which segment by new rules was worked out without a word. */
  #under({ program, participants }: Rules, { head }: Block): State {
    const state = this.#state ?? withKept(emptyState(participants, program, { ...this.member, status: 'active' }), this.kept); // prettier-ignore
    if (this.#version === head.programHash) return state;
    const isFirst = this.#version === '';
    this.#version = head.programHash;
    const here = { ...state, parts: program.parts };
    return isFirst ? here : regrouped(here, program, head.activity.recordedAt);
  }
}

function tried(work: () => Played): Played | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** What no activity tells of is as it is kept. */
function withKept(state: State, kept: State | undefined): State {
  if (!kept) return state;
  const { profile, values } = sliceOf(kept, membersParticipant);
  const { rfm, bases } = sliceOf(kept, segmentsParticipant);
  const members = { ...sliceOf(state, membersParticipant), profile, values };
  const segments = { ...sliceOf(state, segmentsParticipant), rfm, bases };
  return { ...state, slices: { ...state.slices, [membersParticipant.name]: members, [segmentsParticipant.name]: segments } }; // prettier-ignore
}

function regrouped(state: State, program: Program, at: Instant): State {
  const part = segmentsOf(program);
  const slice = sliceOf(state, segmentsParticipant);
  const lists = [...slice.within].filter(([code]) => part.audiences.get(code)?.kind === 'list');
  const ruled = [...belonging(part, state, at)].map((code) => [code, slice.within.get(code) ?? at] as const);
  const within = new Map([...lists, ...ruled]);
  return { ...state, slices: { ...state.slices, [segmentsParticipant.name]: { ...slice, within } } };
}
