import type { Bound } from '../../../kernel/bind.js';
import type { Effect } from '../../../kernel/effect.js';
import { groupBy } from '../../../kernel/group.js';
import { sibling } from '../../../kernel/id.js';
import { insertRows, marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Obliged, Settled } from '../settled.js';

type Ours = Effect<Settled>;

/** Later than every date that can be written: what nothing keeps by itself. */
export const NEVER = 8_640_000_000_000_000;

/** Writes down what is owed from now on, and ends what is not owed any more. */
export async function writeObligations(session: WriteSession, effects: readonly Ours[]): Promise<void> {
  await insertRows(session.sql, 'obligations', effects.flatMap((effect) => rowOf(session, effect))); // prettier-ignore
  const closing = effects.filter(({ intent }) => intent.closes !== undefined);
  for (const group of groupBy(closing, ({ reason, intent }) => `${intent.closes ?? ''}|${reason}`).values()) {
    await close(session, group);
  }
}

async function close({ sql, now }: WriteSession, effects: readonly Ours[]): Promise<void> {
  const [first] = effects;
  if (!first) return;
  for (const page of pages(effects.map(({ intent }) => obligationOf(intent.grant.id)))) {
    const set =
      "UPDATE obligations SET status = ?, endedAt = ?, note = ?, alarmAt = NULL WHERE status = 'open' AND id IN";
    await sql.later(`${set} ${marks(page)}`, [first.intent.closes ?? null, now, first.reason.slice(0, 500), ...page]);
  }
}

function rowOf({ now }: WriteSession, { memberId, brandId, causeId, intent }: Ours): Record<string, Bound>[] {
  const { grant, owed } = intent;
  if (!owed) return [];
  const { kind, dueAt, missing = null } = owed;
  return [
    {
      ...{
        id: obligationOf(grant.id),
        memberId,
        grantId: grant.id,
        benefit: grant.benefit,
        kind,
        missing,
        brandId,
        causeId,
      },
      ...{ status: 'open', owner: null, dueAt, createdAt: now, endedAt: null, note: null },
      readyAt: isForHand(owed) ? NEVER : kind === 'pre-sale' ? dueAt : now,
      alarmAt: dueAt,
    },
  ];
}

/** Units come by themselves; that a limit is passed or points are missing is for a person to decide. */
function isForHand({ missing = 'stock' }: Obliged): boolean {
  return missing !== 'stock';
}

/** The obligation of a grant that is owed: the same ULID. */
export function obligationOf(grantId: string): string {
  return sibling(grantId, 'obl');
}
