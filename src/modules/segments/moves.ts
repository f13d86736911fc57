import { groupBy } from '../../kernel/group.js';
import type { Change } from '../../kernel/participant.js';
import { insertRows, marks, pages } from '../../kernel/rows.js';
import type { WriteSession } from '../../kernel/session.js';
import type { SegmentsSlice } from './segments.participant.js';

interface Move {
  readonly segment: string;
  readonly memberId: string;
}

/** Writes who came in and who left, all members of a drain at once. */
export async function moveMembers(session: WriteSession, changes: readonly Change[]): Promise<void> {
  const left = changes.flatMap((change) => missing(change.memberId, withinOf(change.before), withinOf(change.after)));
  for (const [segment, moves] of groupBy(left, (move) => move.segment)) {
    for (const page of pages(moves.map(({ memberId }) => memberId))) {
      await session.sql.later(`DELETE FROM segment_members WHERE segment = ? AND memberId IN ${marks(page)}`, [segment, ...page]); // prettier-ignore
    }
  }
  const rows = changes.flatMap(({ memberId, before, after }) =>
    missing(memberId, withinOf(after), withinOf(before)).map((move) => ({
      ...move,
      since: withinOf(after).get(move.segment) ?? session.now,
    })),
  );
  await insertRows(session.sql, 'segment_members', rows);
}

function withinOf(state: Change['before']): SegmentsSlice['within'] {
  return (state.slices['segments'] as SegmentsSlice).within;
}

function missing(memberId: string, from: SegmentsSlice['within'], to: SegmentsSlice['within']): Move[] {
  if (from === to) return [];
  return [...from.keys()].filter((segment) => !to.has(segment)).map((segment) => ({ segment, memberId }));
}
