interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

const ROUNDS_MAX = 4_000;
const SPREAD_MIN = 1e-9;
const ROUNDS_A_BREATH = 2;

/** Where a function is least, near a start: the simplex of Nelder and Mead (1965), begun anew once where it first came to rest. */
export async function minimum(of: (at: readonly number[]) => number, start: readonly number[]): Promise<Vertex> {
  const first = await descended(of, start);
  return descended(of, first.at);
}

async function descended(of: (at: readonly number[]) => number, start: readonly number[]): Promise<Vertex> {
  const vertex = (at: readonly number[]): Vertex => ({ at, value: finite(of(at)) });
  let simplex = [
    vertex(start),
    ...start.map((_, axis) => vertex(start.map((x, each) => (each === axis ? x + 0.5 : x)))),
  ];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (round % ROUNDS_A_BREATH === 0) await breath();
    simplex.sort((a, b) => a.value - b.value);
    const [best, worst] = [simplex[0] as Vertex, simplex.at(-1) as Vertex];
    if (Math.abs(worst.value - best.value) <= SPREAD_MIN * (Math.abs(best.value) + SPREAD_MIN)) break;
    const better = stepped(vertex, simplex);
    simplex = better
      ? [...simplex.slice(0, -1), better]
      : simplex.map((each) => (each === best ? best : vertex(between(best.at, each.at, 0.5))));
  }
  return simplex.reduce((least, each) => (each.value < least.value ? each : least));
}

/** What takes the place of the worst corner; null where all are to come nearer to the best. */
function stepped(vertex: (at: readonly number[]) => Vertex, simplex: readonly Vertex[]): Vertex | null {
  const worst = simplex.at(-1) as Vertex;
  const others = simplex.slice(0, -1);
  const middle = worst.at.map((_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length);
  const reflected = vertex(between(middle, worst.at, -1));
  if (reflected.value < (simplex[0] as Vertex).value) {
    const expanded = vertex(between(middle, worst.at, -2));
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < (others.at(-1) as Vertex).value) return reflected;
  const isOutside = reflected.value < worst.value;
  const contracted = vertex(between(middle, worst.at, isOutside ? -0.5 : 0.5));
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

function between(from: readonly number[], to: readonly number[], part: number): number[] {
  return from.map((x, axis) => x + part * ((to[axis] ?? 0) - x));
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.MAX_VALUE;
}

/** Lets everybody else have a turn: estimates take a second and must not hold the process. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
