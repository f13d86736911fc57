const OPENS_OR_ENDS = /\(|\)|\bCASE\b|\bEND\b/g;

/**
 * What a text asks of a parser that keeps so many unfinished parts at once: what stands before a bracket and the bracket,
 * and all that stands before a branch of CASE. The embedded database has room for a hundred.
 */
export function unfinishedIn(text: string): number {
  const open: number[] = [];
  let now = 0;
  let most = 0;
  for (const [token] of text.matchAll(OPENS_OR_ENDS)) {
    if (token === ')' || token === 'END') now -= open.pop() ?? 0;
    else {
      const cost = token === '(' ? BRACKET : BRANCH;
      open.push(cost);
      now += cost;
      most = Math.max(most, now);
    }
  }
  return most;
}

const BRACKET = 3;
const BRANCH = 6;
