import { Bell } from '../../kernel/bell.js';
import { endable } from '../../kernel/endable.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { FeedRow } from './feed.js';
import { feedAfter, sequenceAfter } from './feed.js';
import { askingOf } from './told-activities.js';

const ROWS_AT_ONCE = 100;
/** Looks by itself after this long, whatever nobody told it. */
const UNHEARD_MS_MAX = 30_000;

/**
 * Everything that happens to a member from a cursor on, as it is committed; without a cursor from now on. What is told is
 * read from the database, so that nothing is lost and nothing comes twice. A partner that is no longer linked to the member is told nothing more.
 */
export async function followMember(
  context: RequestContext,
  memberId: string,
  after: string | null,
): Promise<AsyncGenerator<FeedRow, void>> {
  const bell = new Bell();
  const stop = await context.session.house.pubsub.subscribe(memberId, () => bell.ring());
  try {
    const sequence = await sequenceAfter(context, memberId, after);
    return endable((signal) => {
      signal.addEventListener('abort', stop, { once: true }); // also where nobody has asked for a row yet
      return rowsFrom(context, { memberId, sequence, bell, signal, stop });
    });
  } catch (error) {
    stop();
    throw error;
  }
}

interface Following {
  readonly memberId: string;
  readonly sequence: number;
  readonly bell: Bell;
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

async function* rowsFrom(
  context: RequestContext,
  { memberId, sequence, bell, signal, stop }: Following,
): AsyncGenerator<FeedRow, void> {
  const { session } = context;
  const asking = askingOf(context);
  let last = sequence;
  const ended = () => signal.aborted;
  try {
    while (!ended()) {
      const rows = await feedAfter(session.sql, asking, memberId, last, ROWS_AT_ONCE);
      for (const row of rows) {
        if (ended()) return;
        last = row.sequence;
        yield row;
      }
      if (rows.length < ROWS_AT_ONCE) await bell.heard(UNHEARD_MS_MAX, signal);
    }
  } finally {
    stop();
  }
}
