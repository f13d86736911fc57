import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import type { ValueNode } from 'graphql';
import type { Json } from '../json.js';

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DEPTH_MAX = 20;
/** No zone is further behind: by its clocks, too, an instant is of a year that is written with four digits. */
const DAY_MS = 86_400_000;

/** An instant. Inside it is a number of milliseconds; outside ISO 8601 with a zone, answered in UTC. */
export const DateTime = scalar(
  'DateTime',
  'An instant, ISO 8601 with an offset: `2026-05-20T10:00:00+08:00`. Answers are in UTC, to the millisecond.',
  (value) => new Date(value as number).toISOString(),
  (value) => {
    const at = typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10)) ? Date.parse(value) : NaN;
    if (Number.isNaN(at) || !hasFourDigits(at) || !hasFourDigits(at - DAY_MS))
      throw new GraphQLError('DateTime must be an instant such as "2026-05-20T10:00:00Z"');
    return at;
  },
);

/** A calendar day as text; nobody's midnight. */
export const CalendarDate = scalar(
  'Date',
  'A calendar day: `2026-05-20`.',
  (value) => value,
  (value) => {
    if (typeof value !== 'string' || !isDay(value)) throw new GraphQLError('Date must be a day such as "2026-05-20"');
    return value;
  },
);

/** A whole number a client can hold exactly. */
export const SafeInt = scalar(
  'SafeInt',
  'A whole number from -(2^53 - 1) to 2^53 - 1: what JSON carries exactly. Points and minor units of money are such numbers.',
  (value) => wholeNumber(value),
  (value) => wholeNumber(value),
);

/** Any JSON value, for what the schema cannot know: payloads of a brand's own activity types, values in explanations. */
export const JsonScalar = scalar(
  'JSON',
  'Any JSON value, at most 20 levels deep.',
  (value) => value,
  (value) => {
    requireShallow(value);
    return value;
  },
);

/** A place in a feed, as clients keep it and hand it back. */
export const Cursor = scalar(
  'Cursor',
  'A place in a feed: opaque, sealed, good for ever. Keep the last one you were given and go on `after` it.',
  (value) => value,
  (value) => {
    if (typeof value !== 'string') throw new GraphQLError('Cursor must be one that this API gave out');
    return value;
  },
);

function scalar(
  name: string,
  description: string,
  serialize: (value: unknown) => unknown,
  parseValue: (value: unknown) => unknown,
): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    description,
    serialize,
    parseValue,
    parseLiteral: (node, variables) => parseValue(literal(name, node, variables)),
  });
}

/** Numbers in a document are text; those that are not exact as a number must not become one silently. */
function literal(name: string, node: ValueNode, variables: unknown): unknown {
  if (name === 'SafeInt') return node.kind === Kind.INT ? Number(node.value) : node;
  return valueFromASTUntyped(node, variables as Record<string, unknown>);
}

function wholeNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new GraphQLError('SafeInt must be a whole number from -9007199254740991 to 9007199254740991');
  }
  return value;
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** An offset may carry an instant into a year that has no four digits in UTC, and then nobody could send it back. */
function hasFourDigits(at: number): boolean {
  return /^\d{4}-/.test(new Date(at).toISOString());
}

/** Level by level and not by recursion: what is too deep must not take the stack with it. */
function requireShallow(value: unknown): asserts value is Json {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) throw new GraphQLError(`JSON must have at most ${DEPTH_MAX} levels`);
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null ? (Object.values(item) as unknown[]) : [],
    );
  }
}
