import type { Caller } from '../../../kernel/caller.js';
import type { House } from '../../../kernel/house.js';
import type { Once } from '../../../kernel/idempotency.js';
import type { Json, JsonObject } from '../../../kernel/json.js';
import type { RefusalDetails } from '../../../kernel/refusal.js';
import { orRefusal, Refusal, refuse, refuseInput } from '../../../kernel/refusal.js';
import type { WriteSession } from '../../../kernel/session.js';
import { drainNow, write } from '../../../kernel/unit-of-work.js';
import { refundAll } from '../exchange/refund.js';
import { checkedReason, recordLine } from '../operations.js';
import { refundPackages } from '../packages/refund.js';
import type { Parcel, Said, ShipperAct } from './acts.js';
import { isPossible, moved, TABLE } from './acts.js';
import { lockParcels, membersOf, shippedBy, writeParcels } from './parcel-rows.js';
import { benefitReasons as reasons } from '../benefits.reasons.js';

export const LINES_MAX = 500;

/** What whoever ships says of one parcel. */
export interface FulfilmentLine extends Said {
  readonly fulfilmentId: string;
  readonly act: ShipperAct;
}

/** How a line ended. A parcel that stood so before is left as it was. */
export type LineResult = { readonly fulfilmentId: string; readonly isUnchanged: boolean } | Refusal;

export interface Fulfilling {
  readonly lines: readonly FulfilmentLine[];
  readonly once: Once;
  readonly isDryRun: boolean;
}

export interface Fulfilled {
  readonly results: readonly LineResult[];
  readonly isReplay: boolean;
}

/**
 * Does what whoever ships says, line by line in one transaction; a line that cannot be done keeps its refusal to itself:
 * NOT_FOUND, FULFILMENT_STATE, ALREADY_SHIPPED, REASON_MISSING, INVALID_INPUT, also for a parcel that stands in an earlier line.
 */
export async function fulfil(house: House, caller: Caller, { lines, once, isDryRun }: Fulfilling): Promise<Fulfilled> {
  const which = shippedBy(caller);
  const ids = lines.map(({ fulfilmentId }) => fulfilmentId);
  const work = { caller, once, isDryRun, isProven: true, members: membersOf(house, ids, which) };
  const { value, isReplay } = await write(house, work, async (session) => {
    const parcels = await lockParcels(session, ids, which);
    const steps = lines.map((line, at) => orRefusal(() => stepOf(session, parcels, lines, line, at)));
    await drainNow(session);
    const results = steps.map((step) => ended(session, step));
    const done = results.filter((result): result is Moved => !(result instanceof Refusal) && 'next' in result);
    await writeParcels(session.sql, done.map(({ next }) => next)); // prettier-ignore
    const gone = done.filter(isGivenBack).map(({ next }) => ({ memberId: next.memberId, brandId: next.grantBrandId, grantId: next.grantId, reason: next.note ?? 'not sent' })); // prettier-ignore
    await refundAll(session, gone);
    await refundPackages(session, gone);
    session.audit({ action: 'fulfilments.updated', input: { acts: countsOf(done) } });
    return results.map(storedAs);
  });
  return { results: value.map(readBack), isReplay };
}

interface Unchanged {
  readonly fulfilmentId: string;
}

interface Moved extends Unchanged {
  readonly act: ShipperAct;
  readonly activityId: string;
  readonly next: Parcel;
  readonly isLost: boolean;
}

/** Records what is said of a parcel and works out how it stands then. */
function stepOf(session: WriteSession, parcels: ReadonlyMap<string, Parcel>, lines: readonly FulfilmentLine[], line: FulfilmentLine, at: number): Moved | Unchanged {
  const { fulfilmentId, act } = line;
  const parcel = parcels.get(fulfilmentId);
  if (!parcel) refuse('NOT_FOUND', { what: 'fulfilment' }, ['fulfilmentId']);
  if (lines.findIndex((each) => each.fulfilmentId === fulfilmentId) < at) refuseInput(reasons.saidBefore, ['fulfilmentId']);
  const said = saidIn(line);
  if (isDone(parcel, act, said)) return { fulfilmentId };
  const next = moved(parcel, act === 'resend' && parcel.addressedAt === null ? 'ask-again' : act, session.now, said);
  return { fulfilmentId, act, next, isLost: isLost(parcel, act), activityId: recordLine(session, TYPES[act], parcel, payloadOf(parcel, act, said)) };
} // prettier-ignore

const TYPES: Readonly<Record<ShipperAct, string>> = {
  ship: 'fulfilment.shipped',
  receive: 'fulfilment.received',
  return: 'fulfilment.returned',
  resend: 'fulfilment.resent',
  restock: 'fulfilment.cancelled',
  revoke: 'fulfilment.cancelled',
};

/** A shipment says by whom and under which number, and nothing else does; what takes something away says why. */
function saidIn({ act, carrier, trackingNumber, reason }: FulfilmentLine): Said {
  const isShipment = act === 'ship';
  const said = { carrier: wordIn(carrier, 'carrier'), trackingNumber: wordIn(trackingNumber, 'trackingNumber') };
  for (const name of ['carrier', 'trackingNumber'] as const) {
    if (isShipment !== (said[name] !== null)) refuseInput(reasons.ofShipment(name), [name]); // prettier-ignore
  }
  const isGivenUp = act === 'revoke' || act === 'restock';
  return { ...said, reason: isGivenUp || reason ? checkedReason(reason ?? '') : null };
}

function wordIn(said: string | null | undefined, name: string): string | null {
  const word = said?.trim() ?? '';
  if (word.length > 64 || /\p{Cc}/u.test(word)) refuseInput(reasons.shipmentWord(name), [name]); // prettier-ignore
  return word === '' ? null : word;
}

/** Whether it stands so already. Refuses ALREADY_SHIPPED where it went out under another number. */
function isDone({ status, carrier, trackingNumber }: Parcel, act: ShipperAct, said: Said): boolean {
  if (isPossible(act, status)) return false;
  const isSame = carrier === said.carrier && trackingNumber === said.trackingNumber;
  const isOut = trackingNumber !== null && act === 'ship';
  if (isOut && !isSame) refuse('ALREADY_SHIPPED', {}, ['trackingNumber']);
  return isOut || Object.values(TABLE[act]).includes(status);
}

/** What the activity says: nothing by which a person could be found. */
function payloadOf(parcel: Parcel, act: ShipperAct, { carrier, reason }: Said): JsonObject {
  const { id, grantId, benefit, useId, shipments } = parcel;
  const facts: JsonObject = { grantId, fulfilmentId: id, benefit, reason: reason ?? act };
  const isFirst = shipments === 0;
  if (act === 'ship') return { ...facts, carrier: carrier ?? null, ...(isFirst ? { redemptionId: useId, isAhead: true } : {}) }; // prettier-ignore
  if (act !== 'revoke' && act !== 'restock') return facts;
  const undo: JsonObject = useId === null ? {} : { redemptionId: useId, undo: isFirst ? 'release' : 'reverse' };
  return { ...facts, ...undo, ...(isLost(parcel, act) ? { isLost: true } : {}) };
}

/** It came back and is given up where it lies: there is not one more of it. What was to go out once more is as good as new. */
function isLost({ status }: Parcel, act: ShipperAct): boolean {
  return act === 'revoke' && status === 'returned';
}

function ended({ queue }: WriteSession, step: Moved | Unchanged | Refusal): Moved | Unchanged | Refusal {
  if (step instanceof Refusal || !('next' in step)) return step;
  const result = queue.results.get(step.activityId);
  return result instanceof Refusal ? result : step;
}

/** Points that were paid for what the member does not get go back; for what came back and is lost they do not. */
function isGivenBack({ act, isLost }: Moved): boolean {
  return act === 'restock' || (act === 'revoke' && !isLost);
}

function countsOf(done: readonly Moved[]): JsonObject {
  const counts: Record<string, number> = {};
  for (const { act } of done) counts[act] = (counts[act] ?? 0) + 1;
  return counts;
}

/** As it is kept for a repeat. */
function storedAs(result: Moved | Unchanged | Refusal): JsonObject {
  if (!(result instanceof Refusal)) return { fulfilmentId: result.fulfilmentId, isUnchanged: !('next' in result) };
  return { code: result.code, details: result.details as unknown as Json, path: [...result.path] };
}

function readBack(stored: JsonObject): LineResult {
  const { code, details, path, fulfilmentId, isUnchanged } = stored;
  if (typeof code === 'string') return new Refusal(code, details as unknown as RefusalDetails, path as string[]);
  return { fulfilmentId: fulfilmentId as string, isUnchanged: isUnchanged as boolean };
}
