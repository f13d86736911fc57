import type { Activity } from '../../kernel/activity.js';
import type { Bound } from '../../kernel/bind.js';
import { dayOf } from '../../kernel/calendar.js';
import type { Instant } from '../../kernel/clock.js';
import type { Sql } from '../../kernel/database.js';
import type { Wish } from '../../kernel/effect.js';
import { groupBy } from '../../kernel/group.js';
import type { Fragment, LockedMember, Need, Participant, Rows, State } from '../../kernel/participant.js';
import type { Program } from '../../kernel/program.js';
import { marks } from '../../kernel/rows.js';

/** Members read per state query: enough to make round trips cheap, few enough to bind. */
const MEMBERS_PER_QUERY = 300;

/** An activity that is stored already under the external id of one that is to be recorded. */
export interface StoredActivity {
  readonly id: string;
  readonly memberId: string;
  readonly inputHash: string | null;
  readonly outcome: string | null;
}

/** What somebody asks for a member. */
export interface Wished {
  readonly memberId: string;
  readonly wish: Wish;
}

export interface Loaded {
  readonly states: Map<string, State>;
  /** By `externalKey`. */
  readonly stored: Map<string, StoredActivity>;
  readonly programHash: string;
}

export function externalKey(brandId: string, externalId: string): string {
  return `${brandId}|${externalId}`;
}

/**
 * Reads everything a drain needs of its members in one statement (one a few hundred members): a UNION of what each
 * participant asks for, the current version of the program, and activities stored under the same external ids. Of members
 * about whom something is decided as of a day that has passed, a second statement reads what lies further back.
 */
export async function load(
  sql: Sql,
  participants: readonly Participant[],
  program: Program,
  members: readonly LockedMember[],
  work: { readonly activities: readonly Activity[]; readonly wishes: readonly Wished[]; readonly until: Instant },
): Promise<Loaded> {
  const states = new Map<string, State>();
  const stored = new Map<string, StoredActivity>();
  let programHash = '';
  for (let at = 0; at < members.length; at += MEMBERS_PER_QUERY) {
    const page = members.slice(at, at + MEMBERS_PER_QUERY);
    const memberIds = page.map(({ id }) => id);
    const isAll = page.length === members.length;
    const among = new Set(memberIds);
    const activities = isAll ? work.activities : work.activities.filter(({ memberId }) => among.has(memberId));
    const today = dayOf(work.until, program.zone);
    const own = isAll ? work.wishes : work.wishes.filter(({ memberId }) => among.has(memberId));
    const wishes = own.map(({ wish }) => wish);
    const need: Need = { ...work, memberIds, activities, wishes, today, wants: program.wants };
    const answer = await stateQuery(sql, participants, need);
    programHash = answer.programHash;
    for (const [key, activity] of answer.stored) stored.set(key, activity);
    const read = (member: LockedMember) => stateOf(participants, program, member, need, answer.rows);
    for (const member of page) states.set(member.id, read(member));
    const overdue = page.filter(({ id }) => isOverdue(participants, states.get(id), work.until));
    await readPast(sql, participants, { ...need, memberIds: overdue.map(({ id }) => id) }, answer.rows);
    for (const member of overdue) states.set(member.id, read(member));
  }
  return { states, stored, programHash };
}

/** Whether anybody decides on a member as it stood at an instant that lies before the one everything is settled up to. */
function isOverdue(participants: readonly Participant[], state: State | undefined, until: Instant): boolean {
  return participants.some((each) => (each.turnsAt?.(state?.slices[each.name]) ?? Infinity) <= until);
}

/** Adds the rows that only members about whom something is overdue need: few, and seldom. */
async function readPast(sql: Sql, participants: readonly Participant[], need: Need, rows: RowsOf): Promise<void> {
  if (need.memberIds.length === 0) return;
  const past = participants.flatMap((participant) =>
    (participant.loadPast?.(need) ?? []).map((fragment) => selectOf(`${participant.name}.${fragment.name}`, fragment)),
  );
  if (past.length > 0) sortInto({ rows, stored: new Map(), programHash: '' }, await union(sql, past));
}

/** The state of a member about whom nothing is stored. */
export function emptyState(participants: readonly Participant[], program: Program, member: LockedMember): State {
  const slices = Object.fromEntries(participants.map(({ name, empty }) => [name, empty]));
  return { member, slices, parts: program.parts };
}

type RowsOf = Map<string, (readonly unknown[])[]>;

interface Answer {
  readonly rows: RowsOf;
  readonly stored: Map<string, StoredActivity>;
  programHash: string;
}

async function stateQuery(sql: Sql, participants: readonly Participant[], need: Need): Promise<Answer> {
  const selects: Select[] = [PROGRAM];
  for (const participant of participants) {
    for (const fragment of participant.load(need)) {
      selects.push(selectOf(`${participant.name}.${fragment.name}`, fragment));
    }
  }
  for (const fragment of replayFragments(need.activities)) selects.push(selectOf('replay', fragment));
  const answer: Answer = { rows: new Map(), stored: new Map(), programHash: '' };
  sortInto(answer, await union(sql, selects));
  return answer;
}

interface Select {
  readonly text: string;
  readonly params: readonly Bound[];
}

const PROGRAM: Select = {
  text: `SELECT 'program' AS part, '' AS memberId, json_array(hash) AS body FROM program_head`,
  params: [],
};

function selectOf(part: string, { member, columns, from, params }: Fragment): Select {
  return { text: `SELECT '${part}' AS part, ${member} AS memberId, json_array(${columns.join(', ')}) AS body ${from}`, params }; // prettier-ignore
}

interface Found {
  readonly part: string;
  readonly memberId: string;
  readonly body: string;
}

function union(sql: Sql, selects: readonly Select[]): Promise<Found[]> {
  const text = selects.map((select) => select.text).join(' UNION ALL ');
  return sql.rows<Found>(text, selects.flatMap(({ params }) => params)); // prettier-ignore
}

/** Activities with the external ids that are about to be recorded, whoever's they are. */
function replayFragments(activities: readonly Activity[]): Fragment[] {
  return [...groupBy(activities, ({ brandId }) => brandId)].flatMap(([brandId, group]) => {
    const externalIds = group.flatMap(({ externalId }) => externalId ?? []);
    if (externalIds.length === 0) return [];
    return {
      name: 'replay',
      member: 'memberId',
      columns: ['id', 'brandId', 'externalId', 'inputHash', 'outcome'],
      from: `FROM activities WHERE brandId = ? AND externalId IN ${marks(externalIds)}`,
      params: [brandId, ...externalIds],
    };
  });
}

function sortInto(answer: Answer, found: readonly Found[]): void {
  const { rows, stored } = answer;
  for (const { part, memberId, body } of found) {
    const values = JSON.parse(body) as unknown[];
    if (part === 'program') answer.programHash = values[0] as string;
    else if (part === 'replay') {
      const [id, brandId, externalId, inputHash, outcome] = values as [string, string, string, string, string];
      stored.set(externalKey(brandId, externalId), { id, memberId, inputHash, outcome });
    } else {
      const key = `${part}|${memberId}`;
      const list = rows.get(key);
      if (list) list.push(values);
      else rows.set(key, [values]);
    }
  }
}

const NONE: readonly (readonly unknown[])[] = [];

function stateOf(
  participants: readonly Participant[],
  program: Program,
  member: LockedMember,
  need: Need,
  all: RowsOf,
): State {
  const slices: Record<string, unknown> = {};
  for (const participant of participants) {
    const rows: Rows = (fragment) => all.get(`${participant.name}.${fragment}|${member.id}`) ?? NONE;
    slices[participant.name] = participant.slice(rows, need);
  }
  return { member, slices, parts: program.parts };
}
