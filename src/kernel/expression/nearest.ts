/** Longer words are not typos of anything. */
const LONGEST = 64;

/**
 * The names somebody may have meant, best first: close by edit distance, or the same last part (`recencyDays` for
 * `metrics.recencyDays`).
 */
export function nearest(word: string, names: readonly string[], count = 3): readonly string[] {
  if (word.length > LONGEST) return [];
  const limit = Math.max(1, Math.floor(word.length / 3));
  return names
    .map((name) => ({ name, distance: distanceBetween(word.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, count)
    .map(({ name }) => name);
}

/** The right last part under a wrong heading is worth one mistake. */
const distanceBetween = (word: string, name: string, limit: number): number =>
  lastPart(word) === lastPart(name) ? Number(word !== name) : editDistance(word, name, limit);

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other; gives up above the limit. */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let least = row;
    let left = row;
    for (let column = 1; column <= to.length; column++) {
      const above = last[column] ?? row;
      const diagonal = last[column - 1] ?? row;
      const isSame = from[row - 1] === to[column - 1];
      let distance = isSame ? diagonal : 1 + Math.min(above, left, diagonal);
      if (!isSame && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        distance = Math.min(distance, 1 + (beforeLast[column - 2] ?? row));
      current.push(distance);
      left = distance;
      least = Math.min(least, distance);
    }
    if (least > limit) return limit + 1;
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? limit + 1;
}
