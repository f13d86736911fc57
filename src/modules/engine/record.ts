import type { ActivityFacts } from '../../kernel/activity.js';
import type { Caller } from '../../kernel/caller.js';
import type { Instant } from '../../kernel/clock.js';
import type { House } from '../../kernel/house.js';
import { digest } from '../../kernel/json.js';
import type { JsonObject } from '../../kernel/json.js';
import type { LockedMember } from '../../kernel/participant.js';
import type { Recorded } from '../../kernel/queue.js';
import { Refusal, refuse, refuseInput } from '../../kernel/refusal.js';
import { queueActivity, write } from '../../kernel/unit-of-work.js';
import type { WriteSession } from '../../kernel/session.js';
import type { MemberRef } from '../members/index.js';
import { lockNamed, refKey } from '../members/index.js';
import { withPlace } from './whereabouts.js';
import { engineReasons as reasons } from './engine.reasons.js';

export const BATCH_MAX = 500;
const AHEAD_MAX_MS = 5 * 60_000;
const EARLIEST = Date.UTC(1970, 0, 2);
/** Leaves room in the column for the id of a member in front of it. */
const EXTERNAL_ID_LENGTH_MAX = 150;
const PAYLOAD_LENGTH_MAX = 512_000;

/** A fact as a caller reports it. */
export interface Report {
  readonly member: MemberRef;
  readonly type: string;
  /** The reporter's own id of the fact: the same id again is a repeat. */
  readonly externalId: string;
  readonly occurredAt?: Instant | null;
  readonly payload: JsonObject;
}

/** A report that passed its checks, before its member is looked up. */
export interface Readied {
  readonly report: Report;
  readonly facts: ActivityFacts;
  readonly inputHash: string;
}

export type LineResult = Recorded | Refusal;

/**
 * Records one fact and answers what it led to, committed. Refuses what cannot be: UNKNOWN_ACTIVITY_TYPE,
 * ACTIVITY_NOT_ALLOWED, FUTURE_DATE, INVALID_INPUT, WRONG_CURRENCY, NOT_FOUND, IDEMPOTENCY_KEY_REUSED …
 */
export async function recordOne(house: House, caller: Caller, report: Report, isDryRun = false): Promise<Recorded> {
  const readied = ready(house, caller, report);
  const [result] = await writeReports(house, caller, [readied], isDryRun);
  if (result instanceof Refusal) throw result;
  return result as Recorded;
}

/** Records up to 500 facts in one transaction; each line has its own result, and a bad line does not lose the others. */
export async function recordMany(
  house: House,
  caller: Caller,
  reports: readonly Report[],
  isDryRun = false,
): Promise<LineResult[]> {
  if (reports.length === 0 || reports.length > BATCH_MAX) refuse('BATCH_TOO_LARGE', { max: BATCH_MAX }, ['inputs']);
  const readied = reports.map((report) => settleRefusal(() => ready(house, caller, report)));
  const good = readied.filter((line): line is Readied => !(line instanceof Refusal));
  const results = good.length > 0 ? await writeReports(house, caller, good, isDryRun) : [];
  let next = 0;
  return readied.map((line) => (line instanceof Refusal ? line : (results[next++] as LineResult)));
}

/** Everything about a report that can be checked without the database. */
export function ready(house: House, caller: Caller, report: Report): Readied {
  const { type, externalId, payload } = report;
  const declared = house.activityTypes.get(type) ?? refuse('UNKNOWN_ACTIVITY_TYPE', { type }, ['type']);
  const isAllowed = caller.kind === 'member' ? declared.origin === 'MEMBER' : declared.origin !== 'HOUSE';
  if (!isAllowed) refuse('ACTIVITY_NOT_ALLOWED', { type }, ['type']);
  checkExternalId(externalId);
  const occurredAt = report.occurredAt ?? house.clock.now();
  if (occurredAt > house.clock.now() + AHEAD_MAX_MS) refuse('FUTURE_DATE', {}, ['occurredAt']);
  if (!(occurredAt >= EARLIEST)) refuseInput(reasons.tooEarly, ['occurredAt']);
  if (JSON.stringify(payload).length > PAYLOAD_LENGTH_MAX) {
    refuseInput(reasons.payloadLength(PAYLOAD_LENGTH_MAX), ['payload']);
  }
  const { currency } = house.programs.current();
  const facts = declared.read?.(payload, { currency }) ?? { subjectId: null, amountMinor: null, payload };
  const placed = withPlace(house.programs.current(), caller, type, facts);
  return { report, facts: placed, inputHash: digest([type, report.occurredAt ?? null, payload]) };
}

/** Spaces at the end are refused because one of the databases would take two such ids for the same. */
function checkExternalId(externalId: string): void {
  const isPlain = externalId.isWellFormed() && externalId === externalId.trim() && !/\p{Cc}/u.test(externalId);
  if (isPlain && externalId.length >= 1 && externalId.length <= EXTERNAL_ID_LENGTH_MAX) return;
  refuseInput(reasons.externalIdLike(EXTERNAL_ID_LENGTH_MAX), ['externalId']);
}

/** Queues readied facts of members that are locked; answers the ids under which `results` will tell how they ended. */
export function queueReports(
  session: WriteSession,
  lines: readonly (Readied & { readonly memberId: string })[],
  isHistory: boolean,
): string[] {
  return lines.map(({ report, facts, inputHash, memberId }) =>
    queueActivity(
      session,
      {
        type: report.type,
        memberId,
        brandId: session.caller.brandId,
        externalId: externalIdFor(session.caller, memberId, report.externalId),
        ...(report.occurredAt == null ? {} : { occurredAt: report.occurredAt }),
        ...facts,
        isHistory,
      },
      { inputHash, isLine: true },
    ),
  );
}

/** What members report has a name space a member, so that nobody can occupy the ids of a brand. */
export function externalIdFor(caller: Caller, memberId: string, externalId: string): string {
  return caller.kind === 'member' ? `${memberId}:${externalId}` : externalId;
}

async function writeReports(
  house: House,
  caller: Caller,
  lines: readonly Readied[],
  isDryRun: boolean,
): Promise<LineResult[]> {
  const refs = lines.map(({ report }) => settleRefusal(() => refKey(memberRef(caller, report))));
  const named = lines.filter((_, at) => typeof refs[at] === 'string').map(({ report }) => memberRef(caller, report));
  let found = new Map<string, LockedMember>();
  const order: (string | Refusal)[] = [];
  const { results } = await write(
    house,
    {
      caller,
      isDryRun,
      members: async (sql) => {
        found = await lockNamed(sql, caller, named);
        return [...found.values()];
      },
    },
    (session) => {
      order.length = 0;
      for (const [at, line] of lines.entries()) {
        const ref = refs[at];
        const memberId = typeof ref === 'string' ? found.get(ref)?.id : undefined;
        if (ref instanceof Refusal) order.push(ref);
        else if (memberId === undefined) order.push(new Refusal('NOT_FOUND', { what: 'member' }, ['member']));
        else order.push(...queueReports(session, [{ ...line, memberId }], false));
      }
      return Promise.resolve(undefined);
    },
  );
  return order.map((entry) => (entry instanceof Refusal ? entry : (results.get(entry) as LineResult)));
}

/** A member's own token speaks for that member only. */
function memberRef(caller: Caller, report: Report): MemberRef {
  if (caller.kind !== 'member') return report.member;
  const { id, externalId, phone, email } = report.member;
  if ((id && id !== caller.memberId) || externalId || phone || email)
    refuse('NOT_FOUND', { what: 'member' }, ['member']);
  return { id: caller.memberId };
}

function settleRefusal<T>(work: () => T): T | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
