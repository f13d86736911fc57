import type { Effect } from '../../../kernel/effect.js';
import { DAY_MS } from '../../../kernel/calendar.js';
import { groupBy } from '../../../kernel/group.js';
import { sibling } from '../../../kernel/id.js';
import { marks, pages } from '../../../kernel/rows.js';
import type { WriteSession } from '../../../kernel/session.js';
import type { Settled } from '../settled.js';
import type { Parcel } from './acts.js';
import { writeParcels } from './parcel-rows.js';

type Ours = Effect<Settled>;

/** The parcel of a grant: the same ULID. */
export function fulfilmentOf(grantId: string): string {
  return sibling(grantId, 'ful');
}

/** Opens a parcel for each grant of something that is sent, and ends those whose grants are over before they were shipped. */
export async function writeFulfilments(session: WriteSession, effects: readonly Ours[]): Promise<void> {
  await writeParcels(session.sql, effects.flatMap((effect) => opened(session, effect))); // prettier-ignore
  const ending = effects.filter(({ intent }) => intent.stopsSending);
  for (const group of groupBy(ending, ({ intent }) => String(intent.stopsSending?.eraseDays)).values()) {
    await end(session, group);
  }
}

function opened({ now }: WriteSession, { memberId, intent }: Ours): Parcel[] {
  const { grant, sends } = intent;
  if (!sends) return [];
  return [
    {
      ...{ id: fulfilmentOf(grant.id), memberId, grantId: grant.id, benefit: grant.benefit, grantBrandId: grant.brandId },
      ...sends,
      ...{ status: 'needs-address', useId: null, carrier: null, trackingNumber: null, shipments: 0 },
      ...{ dueAt: null, alarmAt: null, eraseAt: null, openedAt: now, since: now, addressedAt: null },
      ...{ shippedAt: null, receivedAt: null, returnedAt: null, endedAt: null, note: null },
    },
  ]; // prettier-ignore
}

/** In the table of acts this is `end`: guarded by how they stand, because whoever ships may be at it as well. */
async function end({ sql, now }: WriteSession, effects: readonly Ours[]): Promise<void> {
  const eraseAt = now + (effects[0]?.intent.stopsSending?.eraseDays ?? 0) * DAY_MS;
  const set = "UPDATE fulfilments SET status = 'cancelled', since = ?, endedAt = ?, alarmAt = NULL, eraseAt = CASE WHEN addressedAt IS NULL THEN NULL ELSE ? END WHERE status IN ('needs-address', 'to-ship') AND id IN"; // prettier-ignore
  for (const page of pages(effects.map(({ intent }) => fulfilmentOf(intent.grant.id)))) {
    await sql.later(`${set} ${marks(page)}`, [now, now, eraseAt, ...page]);
  }
}
