/** What may be bound to a statement. Instants are numbers, days are text, JSON is text: nothing is converted on the way. */
export type Bound = string | number | bigint | boolean | null;

/** Longest text one value may hold: no column is wider, and no packet of the server is smaller. */
export const BOUND_TEXT_LENGTH_MAX = 4_000_000;

/**
 * Checks one value before a driver sees it. The embedded driver aborts the process on a Date or an object, rounds
 * integers beyond 2^53 and turns NaN into NULL, so nothing unchecked may reach it, raw SQL included.
 */
export function checkBound(value: unknown): Bound {
  switch (typeof value) {
    case 'string':
      if (value.length > BOUND_TEXT_LENGTH_MAX) throw new BindError('a text of more than 4,000,000 characters');
      if (!value.isWellFormed()) throw new BindError('a text with half a surrogate pair');
      if (value.includes('\0')) throw new BindError('a text with a NUL character');
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw new BindError(String(value));
      if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new BindError('an integer beyond 2^53');
      return value;
    case 'bigint':
      if (value > MAX_INT64 || value < -MAX_INT64 - 1n) throw new BindError('an integer beyond 64 bits');
      return value;
    case 'boolean':
      return value;
    default:
      if (value === null) return null;
      throw new BindError(value === undefined ? 'undefined' : `a ${describe(value)}`);
  }
}

/**
 * Checks the text of a statement: exactly one, so that nothing can be appended to it. Values never are part of a text, and
 * a server takes several statements at once here (`Sql.later`).
 */
export function checkStatement(text: string): string {
  if (text.includes(';')) throw new Error(`More than one statement in ${text}`);
  return text;
}

/** For the embedded database: integers as BigInt (a JavaScript number would be bound as REAL), booleans as 0 and 1. */
export function toEmbedded(value: unknown): string | number | bigint | null {
  const bound = checkBound(value);
  if (typeof bound === 'boolean') return bound ? 1n : 0n;
  return typeof bound === 'number' && Number.isInteger(bound) ? BigInt(bound) : bound;
}

const MAX_INT64 = 2n ** 63n - 1n;

function describe(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  try {
    return value.constructor.name;
  } catch {
    return 'object'; // one without a prototype, or one that throws when it is looked at
  }
}

/** A bug of ours, found before it could corrupt a row. */
export class BindError extends TypeError {
  override readonly name = 'BindError';

  constructor(what: string) {
    super(`This value cannot be bound to a statement: ${what}`);
  }
}
