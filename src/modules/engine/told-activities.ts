import type { Caller } from '../../kernel/caller.js';
import type { RequestContext } from '../../kernel/graphql/context.js';
import type { House } from '../../kernel/house.js';
import { marks } from '../../kernel/rows.js';
import type { Narrowing } from '../members/index.js';
import { ofSeenMembers, seenFacts } from '../members/index.js';

/** Who asks, and whose types of activities there are. */
export interface Asking {
  readonly caller: Caller;
  readonly house: Pick<House, 'activityTypes'>;
}

export function askingOf({ caller, session }: RequestContext): Asking {
  return { caller, house: session.house };
}

/** Leaves of activities what the caller is told: a partner what it reported itself, and nobody but the host what is the host's alone. */
export function toldActivities({ caller, house }: Asking): Narrowing {
  return and(seenFacts(caller), ofHostAlone(caller, house));
}

/** The same where the brand that reported is asked for already. */
export function toldOfMembers({ caller, house }: Asking): Narrowing {
  return and(ofSeenMembers(caller), ofHostAlone(caller, house));
}

/** Whether a caller works for the host itself: a member of its does not. */
export function isOfHost({ isHost, kind }: Caller): boolean {
  return isHost && kind !== 'member';
}

function ofHostAlone(caller: Caller, { activityTypes }: Asking['house']): Narrowing {
  const kept = [...activityTypes.values()].filter(({ isForHost }) => isForHost).map(({ type }) => type);
  if (isOfHost(caller) || kept.length === 0) return { where: '', params: [] };
  return { where: ` AND type NOT IN ${marks(kept)}`, params: kept };
}

function and(one: Narrowing, other: Narrowing): Narrowing {
  return { where: one.where + other.where, params: [...one.params, ...other.params] };
}
