import type { Caller } from '../../kernel/caller.js';
import type { LockedMember } from '../../kernel/participant.js';
import { Refusal } from '../../kernel/refusal.js';
import { drainNow } from '../../kernel/unit-of-work.js';
import type { Identity, MemberRef } from '../members/index.js';
import { enrolAll, lockNamed } from '../members/index.js';
import type { MemberItem } from './read-members.js';
import type { Recorder } from './recorder.js';
import type { Counted } from './tally.js';

/** Enrols members in batches. Who is known by one of the identities stays as it is. */
export function memberRecorder(caller: Caller, isHistory: boolean): Recorder<MemberItem> {
  let found = new Map<string, LockedMember>();
  return {
    async lock(sql, items) {
      const refs = items.flatMap(({ identities }) => identities.map(refOf));
      found = await lockNamed(sql, caller, refs);
      return [...found.values()];
    },

    async record(session, items) {
      const plan = planOf(items, found);
      const fresh = plan.flatMap((step) => (step.how === 'enrol' ? { ...step.item, isHistory } : []));
      const enrolled = await enrolAll(session, fresh);
      await drainNow(session);
      let next = 0;
      return plan.map((step): Counted | Refusal => {
        if (step.how === 'refuse') return step.refusal;
        if (step.how === 'known') return { how: 'replayed', memberNumber: 0, amountMinor: 0 };
        const memberNumber = session.members.get(enrolled[next++]?.memberId ?? '')?.number ?? 0;
        return { how: 'accepted', memberNumber, amountMinor: 0 };
      });
    },
  };
}

type Step =
  | { readonly how: 'enrol'; readonly item: MemberItem }
  | { readonly how: 'known' }
  | { readonly how: 'refuse'; readonly refusal: Refusal };

/** Two rows of one person in a batch are one person; identities of two people in one row are a mistake in the file. */
function planOf(items: readonly MemberItem[], found: ReadonlyMap<string, LockedMember>): Step[] {
  const owners = new Map([...found].map(([key, { id }]) => [key, id]));
  return items.map((item, at) => {
    const keys = item.identities.map(keyOf);
    const known = new Set(keys.flatMap((key) => owners.get(key) ?? []));
    if (known.size > 1) return { how: 'refuse', refusal: new Refusal('MEMBERS_MIXED') };
    for (const key of keys) owners.set(key, [...known][0] ?? `row ${at}`);
    return known.size === 1 ? { how: 'known' } : { how: 'enrol', item };
  });
}

function keyOf({ kind, value }: Identity): string {
  return `${kind}|${value}`;
}

function refOf({ kind, value }: Identity): MemberRef {
  return kind === 'external' ? { externalId: value } : { [kind]: value };
}
