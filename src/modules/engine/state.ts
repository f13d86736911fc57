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
 * participant asks for, the current version of the program, and activities stored under the same external ids.
 */
export async function load(
  sql: Sql,
  participants: readonly Participant[],
  program: Program,
  members: readonly LockedMember[],
  work: { readonly activities: readonly Activity[]; readonly wishes: readonly Wish[]; readonly until: Instant },
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
    const overdue = participants.flatMap((participant) => participant.overdue ?? []);
    const need: Need = { ...work, memberIds, activities, today, wants: program.wants, overdue };
    const answer = await stateQuery(sql, participants, need);
    programHash = answer.programHash;
    for (const [key, activity] of answer.stored) stored.set(key, activity);
    for (const member of page) states.set(member.id, stateOf(participants, program, member, need, answer.rows));
  }
  return { states, stored, programHash };
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
  readonly programHash: string;
}

async function stateQuery(sql: Sql, participants: readonly Participant[], need: Need): Promise<Answer> {
  const params: Bound[] = [];
  const selects = [`SELECT 'program' AS part, '' AS memberId, json_array(hash) AS body FROM program_head`];
  const add = (part: string, fragment: Fragment) => {
    selects.push(`SELECT '${part}', ${fragment.member}, json_array(${fragment.columns.join(', ')}) ${fragment.from}`);
    params.push(...fragment.params);
  };
  for (const participant of participants) {
    for (const fragment of participant.load(need)) add(`${participant.name}.${fragment.name}`, fragment);
  }
  for (const fragment of replayFragments(need.activities)) add('replay', fragment);
  const rows = await sql.rows<{ part: string; memberId: string; body: string }>(selects.join(' UNION ALL '), params);
  return sort(rows);
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

function sort(answer: readonly { part: string; memberId: string; body: string }[]): Answer {
  const rows: RowsOf = new Map();
  const stored = new Map<string, StoredActivity>();
  let programHash = '';
  for (const { part, memberId, body } of answer) {
    const values = JSON.parse(body) as unknown[];
    if (part === 'program') programHash = values[0] as string;
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
  return { rows, stored, programHash };
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
