import type { Caller } from './caller.js';
import { callerKey } from './caller.js';
import type { Sql } from './database.js';
import type { Instant } from './clock.js';
import { digest } from './json.js';
import type { Json } from './json.js';
import { refuse } from './refusal.js';

/** What makes a request the same request: who, which mutation, which key, and the input without key and dryRun. */
export interface Once {
  readonly mutation: string;
  readonly key: string;
  readonly input: unknown;
}

export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;
export const IDEMPOTENCY_KEPT_MS = 7 * 86_400_000;

/** The stored answer of the same request, or undefined when this is the first. Another input under the key is refused. */
export async function storedAnswer(sql: Sql, caller: Caller, once: Once): Promise<Json | undefined> {
  if (once.key.length === 0 || once.key.length > IDEMPOTENCY_KEY_LENGTH_MAX) {
    refuse('INVALID_INPUT', { reason: 'idempotencyKey must have 1 to 255 characters' }, ['idempotencyKey']);
  }
  const [row] = await sql.rows<{ inputHash: string; answer: string }>(
    'SELECT inputHash, answer FROM idempotency_keys WHERE id = ?',
    [scopeOf(caller, once)],
  );
  if (!row) return undefined;
  if (row.inputHash !== digest(once.input)) refuse('IDEMPOTENCY_KEY_REUSED', {}, ['idempotencyKey']);
  return JSON.parse(row.answer) as Json;
}

/** Stores the answer in the transaction of the work itself: both are there, or neither. */
export async function storeAnswer(sql: Sql, caller: Caller, once: Once, answer: Json, now: Instant): Promise<void> {
  await sql.run('INSERT INTO idempotency_keys (id, inputHash, answer, createdAt) VALUES (?, ?, ?, ?)', [
    scopeOf(caller, once),
    digest(once.input),
    JSON.stringify(answer),
    now,
  ]);
}

function scopeOf(caller: Caller, once: Once): string {
  return digest([callerKey(caller), once.mutation, once.key]);
}
