/** Longer words are not typos of anything. */
const LONGEST = 64;

/**
 * The names somebody may have meant, best first: close by edit distance, or the same last part (`recencyDays` for
 * `metrics.recencyDays`).
 */
export function nearest(word: string, names: readonly string[], count = 3): readonly string[] {
  if (word.length > LONGEST) return [];
  return names
    .map((name) => ({ name, distance: distanceBetween(word, name) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

function distanceBetween(word: string, name: string): number {
  const whole = editDistance(word.toLowerCase(), name.toLowerCase());
  const part = editDistance(lastPart(word).toLowerCase(), lastPart(name).toLowerCase());
  // The right part under a wrong heading is worth one mistake; a near part under a wrong heading is not a guess.
  return part === 0 ? Math.min(whole, 1) : whole;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
