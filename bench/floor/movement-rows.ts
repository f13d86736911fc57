import { createHash } from 'node:crypto';
import { escape } from 'mysql2';
import type { Moment } from './decide.js';
import type { Holder, Movement } from './movement.js';
import { BRAND } from './rules.js';

/** What a movement comes to: what the journal keeps, the statements that move points, and the member afterwards. */
export interface Decided {
  readonly payload: string;
  readonly outcome: string;
  readonly holdId: string | null;
  readonly statements: readonly string[];
  readonly after: Holder;
}

/** Everything one movement writes, and COMMIT, as one packet. The answer is kept with its key: a repeat finds it there. */
export function writesOf(movement: Movement, holder: Holder, decided: Decided, moment: Moment): string {
  const { type, idempotencyKey, inputHash } = movement;
  const { memberId } = holder;
  const { now, day, base, programHash } = moment;
  const sequence = holder.sequence + 1;
  const activityId = `act_${base}00`;
  const payload = escape(decided.payload);
  return [
    `INSERT INTO idempotency_keys (id, inputHash, answer, createdAt) VALUES ('${keyIdOf(type, idempotencyKey)}','${inputHash}',${escape(answerOf(type, memberId, activityId, decided))},${now})`,
    ...decided.statements,
    `${METRICS}('${memberId}',${sequence},0,0,0,0,0,NULL,NULL,NULL,NULL) ON DUPLICATE KEY UPDATE sequence = ${sequence}`,
    `${ACTIVITIES}('${activityId}','${memberId}',${sequence},'${type}','${BRAND}',NULL,${now},'${day}',${now},0,NULL,NULL,NULL,${payload},NULL,'${programHash}',NULL,${escape(decided.outcome)})`,
    `${LETTERS}('let_${base}00','${memberId}',${sequence},'member.activities','{"activities":[{"id":"${activityId}","type":"${type}","brandId":"${BRAND}","occurredAt":${now}}]}',${now},${now},0,'[]',NULL,NULL)`,
    'COMMIT',
  ].join(';');
}

const METRICS = 'INSERT INTO member_metrics (memberId, sequence, orders, spendMinor, refunds, refundedMinor, interactions, firstOrderAt, lastOrderAt, lastActivityAt, lastOrderDay) VALUES '; // prettier-ignore
const ACTIVITIES = 'INSERT INTO activities (id, memberId, sequence, type, brandId, externalId, occurredAt, occurredOn, recordedAt, isHistory, causeId, subjectId, amountMinor, payload, inputHash, programHash, decisions, outcome) VALUES '; // prettier-ignore
const LETTERS = 'INSERT INTO outbox (id, topic, sequence, type, payload, createdAt, dueAt, attempts, deliveredTo, parkedAt, lastError) VALUES '; // prettier-ignore

/** The transfer every movement that changes a balance has. */
export function transferRow(
  kind: 'spend',
  { memberId }: Holder,
  amount: number,
  reason: string,
  holdId: string | null,
  { base, now, day }: Moment,
): string {
  const hold = holdId === null ? 'NULL' : `'${holdId}'`;
  return `INSERT INTO point_transfers (id, memberId, wallet, kind, debit, credit, amount, brandId, causeId, reason, reversesId, subjectId, holdId, occurredAt, occurredOn, recordedAt) VALUES ('trf_${base}01','${memberId}','points','${kind}','${memberId}','redeemed:${BRAND}',${amount},'${BRAND}','act_${base}00',${escape(reason)},NULL,NULL,${hold},${now},'${day}',${now})`;
}

/** What stands for a request in the table. */
export function keyIdOf(type: string, idempotencyKey: string): string {
  return hashOf(`${type}|${idempotencyKey}`);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** What an order was paid with is told of those that may pay for one. */
function answerOf(type: string, memberId: string, activityId: string, { holdId, outcome }: Decided): string {
  const hold = holdId === null ? '' : `,"holdId":"${holdId}"`;
  const payment = PAYING.has(type) ? ',"payment":null' : '';
  return `{"value":{"memberId":"${memberId}","id":"${activityId}"${hold}${payment}},"members":["${memberId}"],"results":[["${activityId}",{"activityId":"${activityId}","memberId":"${memberId}","isReplay":false,"outcome":${outcome}}]]}`;
}

interface Stored {
  readonly value: { readonly holdId?: string };
  readonly results: readonly (readonly [string, { readonly outcome: object }])[];
}

const PAYING: ReadonlySet<string> = new Set(['points.spent', 'points.held']);

/** What a repeat needs of a stored answer. */
export function storedIn(answer: string): { readonly outcome: string; readonly holdId: string | null } {
  const { value, results } = JSON.parse(answer) as Stored;
  return { outcome: JSON.stringify(results[0]?.[1].outcome ?? {}), holdId: value.holdId ?? null };
}
