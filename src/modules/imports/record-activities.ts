import type { Caller } from '../../kernel/caller.js';
import { groupBy } from '../../kernel/group.js';
import type { LockedMember } from '../../kernel/participant.js';
import { Refusal } from '../../kernel/refusal.js';
import type { WriteSession } from '../../kernel/session.js';
import { drainNow } from '../../kernel/unit-of-work.js';
import { queueReports } from '../engine/index.js';
import type { Identity, MemberRef } from '../members/index.js';
import { enrolAll, lockNamed, normalise } from '../members/index.js';
import type { ActivityItem } from './read-activities.js';
import type { Recorder } from './recorder.js';
import type { Counted } from './tally.js';

export interface ActivityOptions {
  readonly caller: Caller;
  /** Members nobody knows are enrolled when their first activity happened. */
  readonly isEnrolling: boolean;
  /** Facts of the past: no messages, no webhooks, no incentives. */
  readonly isHistory: boolean;
}

/** Records activities in batches, each batch in the transaction that also enrols the members it is about. */
export function activityRecorder({ caller, isEnrolling, isHistory }: ActivityOptions): Recorder<ActivityItem> {
  let found = new Map<string, LockedMember>();
  return {
    async lock(sql, items) {
      const refs = new Map(items.map(({ ref, refKey }) => [refKey, ref]));
      found = await lockNamed(sql, caller, [...refs.values()]);
      return [...found.values()];
    },

    async record(session, items) {
      const members = new Map([...found].map(([key, { id }]) => [key, id]));
      if (isEnrolling) await enrolUnknown(session, items, members, isHistory);
      const known = items.flatMap((item) => ({ ...item, memberId: members.get(item.refKey) ?? '' }));
      const ids = queueReports(session, known.filter(({ memberId }) => memberId !== ''), isHistory); // prettier-ignore
      await drainNow(session);
      let next = 0;
      return known.map(({ memberId, facts, report }) => {
        if (memberId === '') return new Refusal('NOT_FOUND', { what: 'member' }, ['member']);
        const amountMinor = (facts.amountMinor ?? 0) * (SIGNS[report.type] ?? 0);
        return countedOf(session, ids[next++] ?? '', memberId, amountMinor);
      });
    },
  };
}

/** What counts in the amount of an import: purchases less refunds. */
const SIGNS: Readonly<Record<string, number>> = { purchase: 1, refund: -1 };

async function enrolUnknown(
  session: WriteSession,
  items: readonly ActivityItem[],
  members: Map<string, string>,
  isHistory: boolean,
) {
  const unknown = groupBy(items.filter(({ refKey }) => !members.has(refKey)), ({ refKey }) => refKey); // prettier-ignore
  const enrolments = [...unknown.values()].map((group) => ({
    brandId: session.caller.brandId,
    identities: [identityOf((group[0] as ActivityItem).ref)],
    enrolledAt: group.reduce((first, { report }) => Math.min(first, report.occurredAt ?? session.now), session.now),
    isHistory,
  }));
  const enrolled = await enrolAll(session, enrolments);
  for (const [at, refKey] of [...unknown.keys()].entries()) members.set(refKey, enrolled[at]?.memberId ?? '');
}

function identityOf({ externalId, phone, email }: MemberRef): Identity {
  if (phone) return normalise({ kind: 'phone', value: phone });
  if (email) return normalise({ kind: 'email', value: email });
  return normalise({ kind: 'external', value: externalId ?? '' });
}

function countedOf(
  session: WriteSession,
  activityId: string,
  memberId: string,
  amountMinor: number,
): Counted | Refusal {
  const result = session.queue.results.get(activityId);
  if (!result) throw new Error(`Activity ${activityId} was queued and has no result`);
  if (result instanceof Refusal) return result;
  const memberNumber = session.members.get(memberId)?.number ?? 0;
  return { how: result.isReplay ? 'replayed' : 'accepted', memberNumber, amountMinor };
}
