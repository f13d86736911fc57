import type { Caller } from './caller.js';
import { callerKey } from './caller.js';
import type { Sql } from './database.js';
import { faultOf } from './database.js';
import type { Instant } from './clock.js';
import { digest } from './json.js';
import type { Json } from './json.js';
import { asTexts, refuse, refuseInput } from './refusal.js';

/** What makes a request the same request: who, which mutation, which key, and the input without key and dryRun. */
export interface Once {
  readonly mutation: string;
  readonly key: string;
  readonly input: unknown;
}

const IDEMPOTENCY_KEY_LENGTH_MAX = 255;
export const IDEMPOTENCY_KEPT_MS = 7 * 86_400_000;

/** The stored answer of the same request, or undefined when there is none. Another input under the key is refused. */
export async function storedAnswer(sql: Sql, caller: Caller, once: Once): Promise<Json | undefined> {
  const [row] = await sql.rows<{ inputHash: string; answer: string }>(
    'SELECT inputHash, answer FROM idempotency_keys WHERE id = ?',
    [onceKey(caller, once)],
  );
  if (!row) return undefined;
  if (row.inputHash !== digest(once.input)) refuse('IDEMPOTENCY_KEY_REUSED', {}, ['idempotencyKey']);
  return JSON.parse(row.answer) as Json;
}

/**
 * Takes the key in the transaction of the work, before anything else in it: whoever comes with the same key on another
 * process waits here and not in the middle of things, and meets a duplicate when the first is done. It may travel with
 * the statement that locks members; where none are locked it must not wait for a later one.
 */
export async function claimKey(
  sql: Sql,
  { caller, once, now, isLocking }: { caller: Caller; once: Once; now: Instant; isLocking: boolean },
): Promise<void> {
  const claim = (...statement: Parameters<Sql['later']>) =>
    isLocking ? sql.later(...statement) : sql.run(...statement);
  await claim('INSERT INTO idempotency_keys (id, inputHash, answer, createdAt) VALUES (?, ?, ?, ?)', [
    onceKey(caller, once),
    digest(once.input),
    'null',
    now,
  ]);
}

/** Stores the answer in the transaction of the work itself: both are there, or neither. */
export async function storeAnswer(sql: Sql, caller: Caller, once: Once, answer: Json): Promise<void> {
  const params = [JSON.stringify(answer), onceKey(caller, once)];
  await sql.later('UPDATE idempotency_keys SET answer = ? WHERE id = ?', params);
}

/** Whether a transaction that is still open holds the key. The embedded database has one writer, so nobody can ask there. */
export async function isKeyHeld(sql: Sql, caller: Caller, once: Once): Promise<boolean> {
  if (sql.engine === 'sqlite') return false;
  try {
    await sql.rows('SELECT id FROM idempotency_keys WHERE id = ? FOR UPDATE NOWAIT', [onceKey(caller, once)]);
    return false;
  } catch (error) {
    if (faultOf(error) === 'retry') return true;
    throw error;
  }
}

/** Refuses INVALID_INPUT for a key that is too long or empty. */
export function requireKey(key: string): void {
  if (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_LENGTH_MAX) return;
  refuseInput(KEY_LENGTH, ['idempotencyKey']);
}

const KEY_LENGTH = asTexts(
  `idempotencyKey must have 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters`,
  `idempotencyKey 为 1 至 ${IDEMPOTENCY_KEY_LENGTH_MAX} 个字符`,
  `idempotencyKey 為 1 至 ${IDEMPOTENCY_KEY_LENGTH_MAX} 個字元`,
);

/** What stands for a request in the table. Refuses INVALID_INPUT for a key that is too long or empty. */
export function onceKey(caller: Caller, { mutation, key }: Once): string {
  requireKey(key);
  return digest([callerKey(caller), mutation, key]);
}
