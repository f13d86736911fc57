import type { Act, Caller } from './caller.js';
import { newId } from './id.js';
import type { Json, JsonObject } from './json.js';
import { canonical } from './json.js';
import type { Bound } from './bind.js';
import { insertRows } from './rows.js';
import type { WriteSession } from './session.js';

/** What an operation says for the audit: which thing, what it was and what it is now, and why. */
export interface AuditEntry {
  /** Module and act, past tense: `operators.disabled`. */
  readonly action: string;
  readonly subject?: { readonly type: string; readonly id: string };
  /** Whole or in part; only what differs is kept. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** What was sent, instead of before and after. */
  readonly input?: JsonObject;
  /** Why, in the words of whoever did it. */
  readonly reason?: string | null;
}

const TEXT_LENGTH_MAX = 4_000;
const REASON_LENGTH_MAX = 500;

/**
 * Writes what a session has noted, in its own transaction. An operator who changed something leaves at least one row: the
 * mutation it called where the operation noted nothing; without either the work fails, because that is a bug.
 */
export async function storeAudit(session: WriteSession): Promise<void> {
  const { caller, queue } = session;
  if (queue.audits.length === 0 && caller.kind === 'operator') queue.audits.push(entryOf(session, caller));
  await insertRows(
    session.sql,
    'audit_rows',
    queue.audits.map((entry) => rowOf(session, entry)),
  );
}

function entryOf(session: WriteSession, { act }: Caller): AuditEntry {
  if (!act) throw new Error('An operator changed something that no audit row tells of: call session.audit(…)');
  const [memberId] = session.members.keys();
  const id = memberId ?? idIn(act.input);
  return { action: act.name, ...(id ? { subject: { type: typeOf(id), id } } : {}), input: act.input };
}

function rowOf({ caller, now }: WriteSession, entry: AuditEntry): Record<string, Bound> {
  const { action, subject, before, after, input, reason } = entry;
  const [was, is] = differences(before, after);
  return {
    id: newId('aud'),
    at: now,
    actor: caller.kind,
    operatorId: caller.operatorId,
    action,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    was: textOf(was),
    became: textOf(is),
    input: textOf(input ? inputWithoutSecrets(input) : null),
    reason: reason ? withoutAddresses(reason).slice(0, REASON_LENGTH_MAX) : reasonIn(caller.act),
    requestId: caller.act?.requestId ?? null,
    seal: null,
  };
}

/** Only the fields that changed; of personal ones no more than that they did. */
function differences(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly [JsonObject | null, JsonObject | null] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const changed = keys.filter((key) => canonical(before?.[key]) !== canonical(after?.[key]));
  return [before && pick(before, changed), after && pick(after, changed)].map((part) => part ?? null) as [
    JsonObject | null,
    JsonObject | null,
  ];
}

function pick(from: JsonObject, keys: readonly string[]): JsonObject {
  const present = keys.filter((key) => from[key] !== undefined);
  return Object.fromEntries(present.map((key) => [key, PERSONAL.test(key) ? masked(from[key]) : (from[key] as Json)]));
}

const MASK = '***';

/** What says who a person is, or is secret. Sealed rows cannot change when a member is erased, so none of it is put into them. */
const PERSONAL =
  /displayName|login|mail|phone|mobile|birth|address|gender|identit|external|password|secret|token|credential/i;

/** What was sent is not looked at by whoever wrote the operation, so more is left out. */
const PERHAPS_PERSONAL = /name|value|payload|attribute|proof|note|text|title|body|content|message/i;

function masked(value: Json | undefined): Json {
  return value === null || value === undefined ? null : MASK;
}

/** Ids and codes of ours, and names of enums, say nothing about a person; another text might. */
const PLAIN = /^([a-z]{3}_[\w-]{2,26}|[A-Z][A-Z0-9_]{1,40})$/;
const PLAIN_KEYS = /^(wallet|tier|ladder|scopes?|roles?|type|kind|status|currency|locale|zone|event)$/;

/** What was sent, without what is personal or secret. Keys of requests say nothing and are left out. */
export function inputWithoutSecrets(input: JsonObject): JsonObject {
  const shown: Record<string, Json> = {};
  for (const [key, value] of Object.entries(input)) {
    if (key === 'idempotencyKey' || key === 'dryRun' || key === 'reason' || (value as unknown) === undefined) continue;
    shown[key] = PERSONAL.test(key) || PERHAPS_PERSONAL.test(key) ? masked(value) : plain(key, value);
  }
  return shown;
}

function plain(key: string, value: Json): Json {
  if (typeof value === 'string') return PLAIN.test(value) || PLAIN_KEYS.test(key) ? value : MASK;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => plain(key, item));
  return typeof value === 'object' && value !== null ? inputWithoutSecrets(value as JsonObject) : value;
}

/** Mail addresses and long numbers, which are telephones or worse, do not belong into a reason. */
export function withoutAddresses(text: string): string {
  const words = text.replace(/\S+/g, (word) => (/.@./su.test(word) ? MASK : word)); // in one go: words may be very long
  return words.replace(/\d(?:[\s-]?\d){6,}/g, MASK);
}

function reasonIn(act: Act | undefined): string | null {
  const reason = act?.input['reason'] ?? (act?.input['input'] as JsonObject | undefined)?.['reason'];
  return typeof reason === 'string' ? withoutAddresses(reason).slice(0, REASON_LENGTH_MAX) : null;
}

/** The first id in what was sent, which names the thing it is about. */
function idIn(value: Json): string | undefined {
  if (typeof value === 'string') return /^[a-z]{3}_[\w-]{2,26}$/.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const id = idIn(part);
    if (id) return id;
  }
  return undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  act: 'activity', apr: 'approval', brd: 'brand', cmp: 'campaign', job: 'job', key: 'key', lot: 'lot', mem: 'member', opr: 'operator', trf: 'transfer',
}; // prettier-ignore

function typeOf(id: string): string {
  return TYPES[id.slice(0, 3)] ?? id.slice(0, 3);
}

function textOf(value: JsonObject | null): string | null {
  if (value === null) return null;
  const text = canonical(value);
  return text.length <= TEXT_LENGTH_MAX ? text : canonical({ isTooLong: true, length: text.length });
}
