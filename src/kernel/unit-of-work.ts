import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityInput } from './activity.js';
import { storeAudit } from './audit.js';
import { dayOf } from './calendar.js';
import type { Caller } from './caller.js';
import type { Instant } from './clock.js';
import type { Sql, Transaction } from './database.js';
import { DatabaseUnavailable, faultOf } from './database.js';
import { groupBy } from './group.js';
import type { House } from './house.js';
import { newId } from './id.js';
import type { Once } from './idempotency.js';
import { claimKey, isKeyHeld, onceKey, storedAnswer, storeAnswer } from './idempotency.js';
import type { Json, JsonObject } from './json.js';
import { withoutMadeIds } from './made-ids.js';
import { post } from './outbox.js';
import type { LockedMember, State } from './participant.js';
import type { Queue, Recorded } from './queue.js';
import { emptyQueue } from './queue.js';
import { Refusal, refuse } from './refusal.js';
import type { ReadSession, WriteSession } from './session.js';

const ATTEMPTS_MAX = 5;

/** What a unit of work says about itself before it opens. */
export interface Work {
  readonly caller: Caller;
  /**
   * The members it will touch, or how to find them; locked in id order first, once more on every retry. Whoever finds them
   * may lock them in the same breath and answer their rows.
   */
  readonly members: readonly string[] | ((sql: Sql) => Promise<readonly string[] | readonly LockedMember[]>);
  /** Makes a repeat of the request answer what the first one did. */
  readonly once?: Once | undefined;
  /**
   * The caller need not see the members: it has another proof of its right to this work, such as a code, and `members`
   * locks them by itself. A repeat of the request asks for no more than the request did.
   */
  readonly isProven?: boolean;
  /**
   * A look from outside before anything is locked, for what many want at once: refuses whoever comes too late without a
   * place in the queue. It decides nothing else: what it lets through is decided on in the transaction.
   */
  readonly first?: ((sql: Sql) => Promise<void>) | undefined;
  /**
   * Work of this process about other members that goes first: what follows is read and decided meanwhile, and waits before
   * it takes or writes anything that both may share. It fails where that fails.
   */
  readonly follows?: Promise<unknown>;
  /** Does everything and rolls it back. */
  readonly isDryRun?: boolean;
  /** The house's own time, for schedules that work at the instant something was due. */
  readonly now?: Instant;
}

/** What a unit of work answers: committed already, unless it was a dry run. */
export interface Written<T> {
  readonly value: T;
  readonly isReplay: boolean;
  /** How each recorded activity ended, by the id `record` gave it. */
  readonly results: ReadonlyMap<string, Recorded | Refusal>;
  /** Where members stand after what was decided on them, as it is written; empty for a repeat. */
  readonly after: ReadonlyMap<string, State>;
  /** Statements of the transaction, BEGIN and COMMIT included. */
  readonly statements: number;
  /** Activities stored, by type. */
  readonly recorded: ReadonlyMap<string, number>;
  /** Members about whom something was stored that is not history. */
  readonly touched: readonly string[];
}

/** A session that reads committed rows outside any transaction. */
export function read(house: House, caller: Caller): ReadSession {
  return { caller, house, now: house.clock.now(), sql: house.database.reader };
}

/**
 * Opens the transaction, locks the named members in id order, runs the closure, drains what it queued, writes the outbox
 * and commits. The whole closure runs again after a deadlock, a lock timeout or a lost race for a unique key, so it must
 * not do anything outside its session. A refusal rolls everything back. With a key it happens once: a repeat answers what
 * the first answered, and waits for it where that is still running.
 */
export async function write<T extends Json | undefined>(
  house: House,
  work: Work,
  closure: (session: WriteSession) => Promise<T>,
): Promise<Written<T>> {
  const { once, caller, isDryRun } = work;
  if (!once || isDryRun) return attempts(house, work, closure);
  const key = onceKey(caller, once);
  return house.flights.alone(
    key,
    () => replay<T>(house, work),
    async () => (await refusedAtFirst<T>(house, work)) ?? (await attempts(house, work, closure)),
  );
}

/** Whoever got what it wanted before is not too late: a repeat is answered what the first was. */
async function refusedAtFirst<T extends Json | undefined>(house: House, work: Work): Promise<Written<T> | undefined> {
  try {
    await work.first?.(house.database.reader);
    return undefined;
  } catch (error) {
    const answered = await replay<T>(house, work);
    if (answered) return answered;
    throw error;
  }
}

async function attempts<T extends Json | undefined>(
  house: House,
  work: Work,
  closure: (session: WriteSession) => Promise<T>,
): Promise<Written<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      const written = await house.database.transaction((sql) => attemptOnce(house, work, sql, closure));
      house.metrics.transactions.inc({ outcome: work.isDryRun ? 'dry_run' : 'committed' });
      for (const [type, count] of written.recorded) if (!work.isDryRun) house.metrics.activities.inc({ type }, count);
      if (!work.isDryRun) house.bell.ring();
      if (!work.isDryRun) house.pubsub.publish(written.touched);
      return written;
    } catch (error) {
      const fault = faultOf(error);
      const answered = fault === 'duplicate' ? await replay<T>(house, work) : undefined;
      if (answered) return answered;
      if (fault === 'retry') await requireKeyFree(house, work);
      const isWorthAnother = (fault === 'retry' || fault === 'duplicate') && attempt < ATTEMPTS_MAX;
      if (!isWorthAnother) {
        house.metrics.transactions.inc({ outcome: error instanceof Refusal ? 'refused' : 'failed' });
        throw fault === 'retry' ? new DatabaseUnavailable('busy', error) : error;
      }
      house.metrics.retries.inc({ why: fault });
      await sleep(2 ** attempt * 2 * (0.5 + Math.random()));
    }
  }
}

async function attemptOnce<T extends Json | undefined>(
  house: House,
  work: Work,
  sql: Transaction,
  closure: (session: WriteSession) => Promise<T>,
): Promise<{ value: Written<T>; commit: boolean }> {
  const { once, caller, isDryRun = false } = work;
  const stored = isDryRun ? await replay<T>(house, work, sql) : undefined;
  if (stored) return { value: stored, commit: false };
  const isLocking = typeof work.members === 'function' || work.members.length > 0;
  if (once && !isDryRun) await claimKey(sql, { caller, once, now: work.now ?? house.clock.now(), isLocking });
  const named = typeof work.members === 'function' ? await work.members(sql) : work.members;
  const locked = areLocked(named) ? named : await lockSeen(house, caller, sql, [...new Set(named)].sort());
  const session = openSession(house, work, sql, new Map(locked.map((member) => [member.id, member])));
  const value = await closure(session);
  await house.drain(session);
  await post(session);
  await storeAudit(session);
  if (once && !isDryRun) await storeAnswer(sql, caller, once, toAnswer(value, session));
  const { after } = session.queue;
  const results = isDryRun ? asOfDryRun(session.queue.results) : session.queue.results;
  const recorded = countByType(session.queue);
  const statements = sql.statements + 1;
  const written = { value, isReplay: false, results, after, statements, recorded, touched: touchedIn(session.queue) };
  return { value: written, commit: !isDryRun };
}

/** What the same request was answered before, by whichever process; undefined when it was not. */
async function replay<T extends Json | undefined>(
  house: House,
  { caller, once, isProven = false }: Work,
  sql: Sql = house.database.reader,
): Promise<Written<T> | undefined> {
  const stored = once && (await storedAnswer(sql, caller, once));
  if (stored === undefined) return undefined;
  if (!isProven) await requireSeen(house, caller, sql, stored);
  return replayed<T>(stored);
}

/** A lock that did not come in time: where it is the key itself, the first request with it is still running elsewhere. */
async function requireKeyFree({ database }: House, { caller, once, isDryRun }: Work): Promise<void> {
  if (!once || isDryRun || !(await isKeyHeld(database.reader, caller, once))) return;
  refuse('IDEMPOTENCY_IN_PROGRESS', {}, ['idempotencyKey']);
}

/**
 * Brands, clerks and members lock only those they may see, whatever a resolver has checked before. Whoever has another proof for
 * its right to a member (a code of the member, a sign-in) locks it by itself in `members`.
 */
async function lockSeen(
  { lockMembers }: House,
  caller: Caller,
  sql: Transaction,
  memberIds: readonly string[],
): Promise<readonly LockedMember[]> {
  const isPartner = caller.kind === 'brand' && !caller.isHost;
  const isBounded = caller.kind === 'member' || isPartner || caller.metSince !== undefined;
  if (!isBounded) return lockMembers(sql, memberIds);
  const locked = await lockMembers(sql, memberIds, caller);
  if (locked.length < memberIds.length) refuse('NOT_FOUND', { what: 'member' }, ['member']);
  return locked;
}

function areLocked(named: readonly string[] | readonly LockedMember[]): named is readonly LockedMember[] {
  return typeof named[0] === 'object';
}

/**
 * Decides on what is queued so far, so that the closure sees how it ended (`queue.results`) and can write that down in
 * the same transaction. What it queues afterwards is drained before the commit, as ever.
 */
export async function drainNow(session: WriteSession): Promise<void> {
  await session.house.drain(session);
  session.queue.facts.length = 0;
  session.queue.settle.clear();
  session.queue.asked.clear();
}

function openSession(house: House, work: Work, sql: Transaction, members: Map<string, LockedMember>): WriteSession {
  const queue = emptyQueue();
  const now = work.now ?? house.clock.now();
  const session: WriteSession = {
    caller: work.caller,
    house,
    now,
    sql,
    members,
    queue,
    isDryRun: work.isDryRun ?? false,
    follows: work.follows,
    record: (input) => queueActivity(session, input, { inputHash: null, isLine: false }),
    grant: (wish, because) => {
      const queued = queue.facts.find((fact) => fact.activity.id === because.cause);
      if (!queued) throw new Error(`Effect ${wish.kind} has no cause in this session: record the activity first`);
      queued.wishes.push({ ...wish, isRequired: because.isRequired ?? false });
    },
    emit: (event) => void queue.events.push(event),
    audit: (entry) => void queue.audits.push(entry),
    adopt: (enrolled) => {
      for (const member of enrolled) members.set(member.id, member);
    },
  } as WriteSessionBody as WriteSession;
  return session;
}

/** A write session before it is branded; only this file may brand one. */
type WriteSessionBody = { [Key in keyof WriteSession as Key extends symbol ? never : Key]: WriteSession[Key] };

/** Queues an activity of a locked member; `inputHash` and `isLine` are for what brands report, in `engine`. */
export function queueActivity(
  session: WriteSession,
  input: ActivityInput,
  how: { readonly inputHash: string | null; readonly isLine: boolean },
): string {
  if (!session.members.has(input.memberId)) {
    throw new Error(`Member ${input.memberId} was not named when the unit of work opened`);
  }
  const occurredAt = input.occurredAt ?? session.now;
  const id = newId('act');
  session.queue.facts.push({
    activity: {
      id,
      type: input.type,
      memberId: input.memberId,
      brandId: input.brandId,
      externalId: input.externalId ?? null,
      occurredAt,
      occurredOn: dayOf(occurredAt, session.house.programs.current().zone),
      recordedAt: session.now,
      isHistory: input.isHistory ?? false,
      causeId: input.causeId ?? null,
      subjectId: input.subjectId ?? null,
      amountMinor: input.amountMinor ?? null,
      payload: input.payload ?? {},
    },
    wishes: [],
    inputHash: how.inputHash,
    isLine: how.isLine,
  });
  return id;
}

function asOfDryRun(results: Queue['results']): Queue['results'] {
  const told = (result: Recorded | Refusal, id: string) =>
    result instanceof Refusal ? result : { ...result, outcome: withoutMadeIds(result.outcome, id) };
  return new Map([...results].map(([id, result]) => [id, told(result, id)]));
}

function countByType(queue: Queue): Map<string, number> {
  const groups = groupBy(queue.stored, ({ activity }) => activity.type);
  return new Map([...groups].map(([type, group]) => [type, group.length]));
}

function touchedIn({ stored }: Queue): string[] {
  const live = stored.filter(({ activity }) => !activity.isHistory);
  return [...new Set(live.map(({ activity }) => activity.memberId))];
}

interface Answer {
  readonly value: Json;
  /** The members it was about. */
  readonly members?: readonly string[];
  readonly results: readonly (readonly [string, Recorded])[];
}

function toAnswer(value: Json | undefined, { queue, members }: WriteSession): Json {
  const results = [...queue.results].filter((entry): entry is [string, Recorded] => !(entry[1] instanceof Refusal));
  return { value: value ?? null, members: [...members.keys()], results: results as unknown as Json };
}

/** A repeat tells nothing of a member the caller may not see any more. */
async function requireSeen(house: House, caller: Caller, sql: Sql, stored: Json): Promise<void> {
  const { members = [] } = stored as JsonObject as unknown as Answer;
  if (!(await house.seesMembers(sql, caller, members))) refuse('NOT_FOUND', { what: 'member' }, ['member']);
}

function replayed<T extends Json | undefined>(stored: Json): Written<T> {
  const answer = stored as JsonObject as unknown as Answer;
  const results = new Map(answer.results.map(([id, recorded]) => [id, { ...recorded, isReplay: true }]));
  return { value: answer.value as T, isReplay: true, results, after: new Map(), statements: 0, recorded: new Map(), touched: [] }; // prettier-ignore
}
