import type { Day } from '../../kernel/calendar.js';
import type { Caller } from '../../kernel/caller.js';
import { windowOf } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { Loading } from '../../kernel/graphql/loaders.js';
import { ask } from '../../kernel/graphql/loaders.js';
import type { PageArguments } from '../../kernel/graphql/page.js';
import { readPage } from '../../kernel/graphql/page.js';
import { groupBy } from '../../kernel/group.js';
import { marks } from '../../kernel/rows.js';
import type { ReadSession } from '../../kernel/session.js';
import type { MemberRow } from '../members/index.js';
import { ofSeenMembers } from '../members/index.js';
import { Bits } from './bits.js';
import type { StoredSegments } from './segments.section.js';
import { storedSegments } from './segments.section.js';
import { rfmSegmentOf } from './rfm/names.js';

/** Groups of fewer people than this are not told of to who is not of the house: they are persons, not an audience. */
export const GROUP_MIN = 20;

/** Members of several segments, as many as the caller may see. */
export const sizes: Loading<string, number> = {
  async read(context, segments) {
    const seen = ofSeenMembers(context.caller, 's.memberId');
    const rows = await ask<{ segment: string; members: number }>(context, {
      columns: ['s.segment', 'COUNT(*) AS members'],
      from: `FROM segment_members s WHERE s.segment IN ${marks(segments)}${seen.where} GROUP BY s.segment`,
      params: [...segments, ...seen.params],
    });
    const counts = new Map(rows.map(({ segment, members }) => [segment, members]));
    return new Map(segments.map((segment) => [segment, counts.get(segment) ?? 0]));
  },
};

/** A size as a caller is told it: null where it would tell of persons. */
export function toldSize(caller: Caller, size: number): number | null {
  return windowOf(caller) === null || size >= GROUP_MIN ? size : null;
}

export interface BuildRow {
  readonly segment: string;
  readonly ruleHash: string;
  readonly day: Day;
  readonly builtAt: number;
}

export const builds: Loading<string, BuildRow> = {
  async read(context, segments) {
    const rows = await ask<BuildRow>(context, {
      columns: ['segment', 'ruleHash', 'day', 'builtAt'],
      from: `FROM segment_builds WHERE segment IN ${marks(segments)}`,
      params: segments,
    });
    return new Map(rows.map((row) => [row.segment, row]));
  },
};

const HISTORY_DAYS = 400;

/** Sizes by day of several segments, the oldest first. */
export const histories: Loading<string, { day: Day; size: number }[]> = {
  async read(context, segments) {
    const rows = await ask<{ segment: string; day: Day; size: number }>(context, {
      columns: ['segment', 'day', 'size'],
      from: `FROM segment_sizes WHERE segment IN ${marks(segments)}`,
      params: segments,
    });
    const bySegment = groupBy(rows, ({ segment }) => segment);
    const inOrder = (own: typeof rows) => own.sort((a, b) => (a.day < b.day ? -1 : 1)).slice(-HISTORY_DAYS);
    return new Map([...bySegment].map(([segment, own]) => [segment, inOrder(own)]));
  },
};

/** Segments of several members, by code, with since when. */
export const memberships: Loading<string, { segment: string; since: number }[]> = {
  async read(context, memberIds) {
    const seen = ofSeenMembers(context.caller);
    const rows = await ask<{ memberId: string; segment: string; since: number }>(context, {
      columns: ['memberId', 'segment', 'since'],
      from: `FROM segment_members WHERE memberId IN ${marks(memberIds)}${seen.where}`,
      params: [...memberIds, ...seen.params],
    });
    return groupBy(rows.sort((a, b) => (a.segment < b.segment ? -1 : 1)), ({ memberId }) => memberId); // prettier-ignore
  },
};

export interface ScoreRow {
  readonly memberId: string;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  readonly scoredOn: Day;
}

export const scores: Loading<string, ScoreRow> = {
  async read(context, memberIds) {
    const seen = ofSeenMembers(context.caller);
    const rows = await ask<ScoreRow>(context, {
      columns: ['memberId', 'r', 'f', 'm', 'scoredOn'],
      from: `FROM member_rfm WHERE memberId IN ${marks(memberIds)}${seen.where}`,
      params: [...memberIds, ...seen.params],
    });
    return new Map(rows.map((row) => [row.memberId, row]));
  },
};

/** A page of the members of a segment, who came in last first. */
export async function segmentMembers(context: RequestContext, segment: string, page: PageArguments) {
  const seen = ofSeenMembers(context.caller, 'm.id');
  return readPage<MemberRow>(
    context,
    {
      name: `segment.${segment}`,
      columns: ['m.id', 'm.number', 'm.status', 'm.brandId', 'm.channel', 'm.enrolledAt', 's.since'],
      from: `FROM segment_members s JOIN members m ON m.id = s.memberId WHERE s.segment = ?${seen.where}`,
      params: [segment, ...seen.params],
      order: ['m.id'],
      isDescending: false,
    },
    page,
  );
}

/** How members are spread over the scores of recency and frequency. */
export async function rfmMatrixOf({ sql }: ReadSession) {
  const rows = await sql.rows<{ r: number; f: number; members: number; spendMinor: number | null }>(
    'SELECT x.r AS r, x.f AS f, COUNT(*) AS members, SUM(y.spendMinor) AS spendMinor FROM member_rfm x JOIN member_metrics y ON y.memberId = x.memberId GROUP BY x.r, x.f ORDER BY x.r, x.f',
  );
  const [all] = await sql.rows<{ n: number }>("SELECT COUNT(*) AS n FROM members WHERE status = 'active'");
  const cells = rows.map((row) => ({ ...row, spendMinor: row.spendMinor ?? 0, segment: rfmSegmentOf(row.r, row.f).code }));
  const scored = rows.reduce((sum, { members }) => sum + members, 0);
  return { cells, scored, unscored: Math.max(0, (all?.n ?? 0) - scored) };
} // prettier-ignore

/** Every pair of some segments with how many members both had when they were last worked out. */
export async function overlapsOf({ sql }: ReadSession, segments: readonly string[]) {
  if (segments.length === 0) return [];
  const rows = await sql.rows<{ segment: string; chunk: number; bits: string }>(
    `SELECT segment, chunk, bits FROM segment_bitmaps WHERE segment IN ${marks(segments)} ORDER BY segment, chunk`,
    segments,
  );
  const chunks = groupBy(rows, ({ segment }) => segment);
  const sets = segments.map((code) => ({ code, bits: Bits.fromChunks(chunks.get(code) ?? []) }));
  const sized = sets.map((set) => ({ ...set, size: set.bits.size }));
  return sized.flatMap((a, at) =>
    sized.slice(at).map((b) => ({ a: a.code, b: b.code, members: a.bits.shared(b.bits), ofA: a.size, ofB: b.size })),
  );
}

/** Everything the program says of segments as it is stored, read once a request however many ask for their version. */
export function storedOnce({ loaders, session }: RequestContext): Promise<StoredSegments> {
  return loaders.once(session.house.programs.current(), 'segments', () => storedSegments(session.sql));
}
