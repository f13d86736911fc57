import type { Caller } from '../../kernel/caller.js';
import type { House } from '../../kernel/house.js';
import { newId } from '../../kernel/id.js';
import type { JsonObject } from '../../kernel/json.js';
import { Refusal } from '../../kernel/refusal.js';
import { drainNow, write } from '../../kernel/unit-of-work.js';
import { queueReports, ready } from '../engine/index.js';
import { enrol, suspend } from '../members/index.js';
import { pointsParticipant } from '../points/index.js';
import { tiersParticipant } from '../tiers/index.js';
import type { TiersPart } from '../tiers/index.js';
import type { PointsPart } from '../points/index.js';
import { sandboxClock } from './only-here.js';
import type { Circumstances, Persona } from './personas.js';
import { lifeOf } from './personas.js';

export interface NewPersona {
  readonly kind: Persona;
  /** The brand's own id for it; made up when nothing is said. */
  readonly externalId?: string | null;
  readonly key: string;
}

/**
 * Makes a member who has lived: it is enrolled and its deeds are recorded by the operations that serve everybody, as
 * history up to now. Refuses SANDBOX_ONLY, and what enrolling refuses.
 */
export async function createPersona(
  house: House,
  caller: Caller,
  { kind, externalId, key }: NewPersona,
): Promise<{ memberId: string; isReplay: boolean }> {
  sandboxClock(house);
  const once = { mutation: 'personaCreate', key, input: { kind, externalId } };
  const written = await write(house, { caller, members: [], once }, async (session) => {
    const own = externalId ?? `persona-${newId('mem').slice(4).toLowerCase()}`;
    const { displayName, joinedAt, deeds, isSuspended } = lifeOf(kind, circumstancesOf(house, session.now));
    const { memberId } = await enrol(session, {
      brandId: caller.brandId,
      identities: [{ kind: 'external', value: own }],
      displayName,
      enrolledAt: joinedAt,
      isHistory: true,
    });
    const lines = deeds.map(({ type, at, orderNumber, payload }, nth) => {
      const order: JsonObject = orderNumber === undefined ? {} : { orderId: `${own}-order-${orderNumber}` };
      const report = { member: { id: memberId }, type, externalId: `${own}-${nth + 1}`, occurredAt: at };
      return { ...ready(house, caller, { ...report, payload: { ...payload, ...order } }), memberId };
    });
    queueReports(session, lines, true);
    session.queue.settle.set(memberId, session.now); // what has become available or has died by now
    await drainNow(session);
    for (const result of session.queue.results.values()) if (result instanceof Refusal) throw result;
    if (isSuspended) await suspend(session, memberId, 'a persona of the sandbox');
    return { memberId };
  });
  return { memberId: written.value.memberId, isReplay: written.isReplay };
}

function circumstancesOf({ programs }: House, now: number): Circumstances {
  const { parts } = programs.current();
  const { ladders } = parts[tiersParticipant.name] as TiersPart;
  const { wallets } = parts[pointsParticipant.name] as PointsPart;
  const months = [...wallets.values()].flatMap(({ expiry }) => (expiry.kind === 'rolling' ? expiry.months : []));
  return { now, ladder: ladders[0] ?? null, expiryMonths: months[0] ?? null };
}
