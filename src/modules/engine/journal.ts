import type { Activity } from '../../kernel/activity.js';
import type { Sql } from '../../kernel/database.js';
import type { JsonObject } from '../../kernel/json.js';
import type { Decision } from '../../kernel/participant.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import { seenFacts } from '../members/index.js';

interface Row {
  id: string;
  type: string;
  memberId: string;
  brandId: string;
  externalId: string | null;
  occurredAt: number;
  occurredOn: string;
  recordedAt: number;
  isHistory: number;
  causeId: string | null;
  subjectId: string | null;
  amountMinor: number | null;
  payload: string;
}

const COLUMNS = 'id, type, memberId, brandId, externalId, occurredAt, occurredOn, recordedAt, isHistory, causeId, subjectId, amountMinor, payload'; // prettier-ignore

/** What callers reported of some members, in the order it was recorded; what the house recorded itself follows from it. */
export async function reportedBetween(sql: Sql, fromMember: string, toMember: string): Promise<Activity[]> {
  const rows = await sql.rows<Row>(
    `SELECT ${COLUMNS} FROM activities WHERE memberId >= ? AND memberId <= ? AND causeId IS NULL ORDER BY memberId, sequence`,
    [fromMember, toMember],
  );
  return rows.map(activityOf);
}

/** A row of the journal with the version of the program it was decided under, and what its reporter was told. */
export interface Entry {
  readonly activity: Activity;
  readonly programHash: string;
  readonly outcome: JsonObject | null;
}

/** Everything written down about some members before an instant, in its order. */
export async function entriesOf(sql: Sql, memberIds: readonly string[], until: number): Promise<Entry[]> {
  const rows = await sql.rows<Row & { programHash: string; outcome: string | null }>(
    `SELECT ${COLUMNS}, programHash, outcome FROM activities WHERE memberId IN ${marks(memberIds)} AND recordedAt < ? ORDER BY memberId, sequence`,
    [...memberIds, until],
  );
  return rows.map(({ programHash, outcome, ...row }) => ({
    activity: activityOf(row),
    programHash,
    outcome: outcome === null ? null : (JSON.parse(outcome) as JsonObject),
  }));
}

/** One activity of a member with what was decided then; null when there is none that the caller may see. */
export async function storedActivity(
  { sql, caller }: ReadSession,
  memberId: string,
  activityId: string,
): Promise<{ activity: Activity; decisions: readonly Decision[] | null } | null> {
  const seen = seenFacts(caller);
  const [row] = await sql.rows<Row & { decisions: string | null }>(
    `SELECT ${COLUMNS}, decisions FROM activities WHERE id = ? AND memberId = ?${seen.where}`,
    [activityId, memberId, ...seen.params],
  );
  if (!row) return null;
  return {
    activity: activityOf(row),
    decisions: decisionsOf(row.decisions),
  };
}

/** The last activity of each type at or before an instant that the caller may see, with what was decided then. */
export async function activityAt(
  { sql, caller }: ReadSession,
  memberId: string,
  types: readonly string[],
  at: number,
): Promise<{ activity: Activity; decisions: readonly Decision[] | null }[]> {
  const seen = seenFacts(caller);
  const rows = await sql.rows<Row & { decisions: string | null }>(
    `SELECT ${COLUMNS}, decisions FROM activities WHERE memberId = ? AND sequence IN (
       SELECT MAX(sequence) FROM activities WHERE memberId = ? AND occurredAt <= ? AND type IN ${marks(types)}${seen.where} GROUP BY type)`,
    [memberId, memberId, at, ...types, ...seen.params],
  );
  return rows.map((row) => ({ activity: activityOf(row), decisions: decisionsOf(row.decisions) }));
}

function decisionsOf(text: string | null): Decision[] | null {
  return text === null ? null : (JSON.parse(text) as Decision[]);
}

function activityOf(row: Row): Activity {
  const { isHistory, payload, ...facts } = row;
  return { ...pick(facts), isHistory: isHistory === 1, payload: JSON.parse(payload) as JsonObject };
}

/** Exactly the facts of an activity, whatever else a query read along. */
function pick({ id, type, memberId, brandId, externalId, occurredAt, occurredOn, recordedAt, causeId, subjectId, amountMinor }: Omit<Row, 'isHistory' | 'payload'>) {
  return { id, type, memberId, brandId, externalId, occurredAt, occurredOn, recordedAt, causeId, subjectId, amountMinor };
} // prettier-ignore
