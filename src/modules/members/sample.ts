import type { Sql } from '../../kernel/database.js';

/** So many answers are asked of all members: of one rule by as many members, of five by a fifth. */
const ANSWERS_MAX = 200_000;
/** Of more, so many by a hash of their numbers, always the same ones. */
const DRAWN = 10_000;

/** Members that stand for all of them. */
export interface Sample {
  /** Numbers that were drawn, rising, whether or not a member who takes part has them. */
  readonly numbers: readonly number[];
  /** How many members there are for each that was drawn. */
  readonly weight: number;
}

/** Draws members where there are too many to ask each so many rules; null where all of them can be asked. */
export async function drawSample(sql: Sql, rules = 1): Promise<Sample | null> {
  const [last] = await sql.rows<{ number: number | null }>('SELECT MAX(number) AS number FROM members');
  const max = last?.number ?? 0;
  if (max * rules <= ANSWERS_MAX) return null;
  const numbers = drawnNumbers(max);
  return { numbers, weight: max / numbers.length };
}

/** A number of members; of a sample, with the interval in which it lies nineteen times out of twenty. */
export interface Estimate {
  readonly members: number;
  readonly low: number;
  readonly high: number;
  readonly isEstimate: boolean;
}

/** How many members there are for those that were found among the ones asked; of a sample by Wilson's interval. */
export function estimated(found: number, sample: Sample | null): Estimate {
  if (!sample) return { members: found, low: found, high: found, isEstimate: false };
  const { numbers, weight } = sample;
  const [low, high] = wilson(found, numbers.length);
  return {
    members: Math.round(found * weight),
    low: Math.floor(low * numbers.length * weight),
    high: Math.ceil(high * numbers.length * weight),
    isEstimate: true,
  };
}

const NINETEEN_OF_TWENTY = 1.96;

function wilson(hits: number, of: number): [number, number] {
  const z = NINETEEN_OF_TWENTY ** 2;
  const share = hits / of;
  const middle = (share + z / (2 * of)) / (1 + z / of);
  const half = (Math.sqrt((share * (1 - share)) / of + z / (4 * of * of)) * NINETEEN_OF_TWENTY) / (1 + z / of);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** Numbers up to `max` whose hash is among the lowest: some ten thousand, and a member stays drawn as others join until there are many more. */
function drawnNumbers(max: number): number[] {
  const below = (DRAWN / max) * 2 ** 32;
  const drawn: number[] = [];
  for (let number = 1; number <= max; number++) if (hashOf(number) < below) drawn.push(number);
  return drawn;
}

/** The last steps of MurmurHash3: neighbours become strangers. */
function hashOf(number: number): number {
  let mixed = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
