import type { Activity } from '../../../kernel/activity.js';
import type { Effect, Wish } from '../../../kernel/effect.js';
import type { FollowUp, Resolved, State } from '../../../kernel/participant.js';
import { refuse } from '../../../kernel/refusal.js';
import type { BenefitsPart } from '../compile.js';
import { sendingOf } from '../fulfilment/sending.js';
import { isHolding } from '../grants.js';
import type { Promised } from '../grants.js';
import { isDeadMultiplier } from '../multiplying/dead.js';
import { givesBack } from '../resolve.js';
import type { Intent, Settled } from '../settled.js';
import { declined, fact, settled } from '../settled.js';
import { sliceIn } from '../slice.js';
import type { Packed } from './packed.js';

/** Takes back what of a package was not used, and ends its card. What was used, or is held, stays and is named. */
export function unpacked(part: BenefitsPart, state: State, effect: Effect<Intent['ofPackage']>): Resolved {
  const { packages, grants } = sliceIn(state);
  const held = packages.get(effect.intent.packageIssueId);
  if (!held) refuse('NOT_FOUND', { what: 'package issue' }, ['packageIssueId']);
  if (held.status === 'revoked') return declined(effect, 'PACKAGE_REVOKED', {});
  const own = [...grants.values()].filter(({ packageIssueId }) => packageIssueId === held.id);
  const isTouched = (grant: Promised) => grant.uses.some((use) => use.status === 'redeemed' || isHolding(use, effect.at));
  const there = own.filter(({ benefit, over }) => over === null || over === 'owed' || isDeadMultiplier(part, benefit, over));
  const parts = there.filter((grant) => !isTouched(grant)).map((grant) => takenBack(part, grant, effect.at));
  const used = own.filter(isTouched).map(({ id }) => id);
  const after = { ...held, status: 'revoked', dueAt: null, noticeAt: null, endedAt: effect.at } as const;
  const intent: Packed = { held: after, parts, missing: used };
  const tells: FollowUp = { type: 'package.revoked', subjectId: held.id, payload: { packageIssueId: held.id } };
  return { effect: { ...effect, intent }, ...(effect.intent.isTold ? {} : { fact: tells }) };
} // prettier-ignore

function takenBack(part: BenefitsPart, grant: Promised, at: number): Settled {
  const over = { ...grant, over: 'revoked', endedAt: at } as const;
  if (grant.over === 'owed') return { grant: over, closes: 'cancelled' };
  return { grant: over, givesUnitBack: givesBack(part, grant), stopsSending: sendingOf(part, grant.benefit) };
}

/** What came or went together is told of one by one, so that whoever listens to a benefit hears of every one. */
export function tellEach(state: State, { type, payload }: Activity): Wish[] {
  const as = type === 'package.revoked' ? 'benefit.revoke' : 'benefit.issue';
  const ids = type === 'package.revoked' ? takenIn(state, payload['packageIssueId'] as string) : (payload['grants'] as string[]); // prettier-ignore
  const reason = sliceIn(state).packages.get(payload['packageIssueId'] as string)?.reason ?? 'package';
  return ids.map((grantId) => ({ kind: 'benefit.tell', reason, intent: { grantId, as } }));
}

function takenIn(state: State, packageIssueId: string): string[] {
  const { packages, grants } = sliceIn(state);
  const endedAt = packages.get(packageIssueId)?.endedAt;
  const own = [...grants.values()].filter((grant) => grant.packageIssueId === packageIssueId);
  return own.filter((grant) => grant.over === 'revoked' && grant.endedAt === endedAt).map(({ id }) => id);
}

/** Changes nothing: the grant is as it is. */
export function toldOf(_part: BenefitsPart, state: State, effect: Effect<Intent['told']>): Resolved {
  const { grantId, as } = effect.intent;
  const grant = sliceIn(state).grants.get(grantId);
  if (!grant) return { skipped: 'it is not there' };
  const type = as === 'benefit.revoke' ? 'benefit.revoked' : grant.over === 'owed' ? 'benefit.owed' : 'benefit.issued';
  return settled(effect, { grant, as }, fact(type, grant));
}
