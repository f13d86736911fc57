import type { Candidate, Left } from './taking.js';
import { dies, inOrder, taken, untouched } from './taking.js';
import type { Basket } from './worth.js';
import { worthOf } from './worth.js';

/** A right that is used, and what it takes off where it stands in the order. */
export interface Used {
  readonly candidate: Candidate;
  readonly takenMinor: number;
}

/** Rights used together, in the order in which they are applied. */
export interface Combination {
  readonly used: readonly Used[];
  readonly payableMinor: number;
}

/** So many rights are looked through exactly: each with and without. */
export const EXACT_MAX = 12;

/**
 * The combination that leaves the least to pay; of those that leave the same the one that uses up fewer grants, then fewer
 * rights, then what dies first. Exact for up to twelve rights that go with others. Of more, the best of each group and
 * then those worth most are looked through, and the others added while they take something off: never worse than the best
 * one by itself. In whatever order they come, the answer is the same.
 */
export function bestCombination(basket: Basket, candidates: readonly Candidate[]): Combination {
  const worthy = candidates.map((candidate) => ({ candidate, worthMinor: worthOf(candidate.face, candidate.kind, basket).worthMinor })).filter(({ worthMinor }) => worthMinor > 0).sort((a, b) => inOrder(a.candidate, b.candidate)); // prettier-ignore
  const start = untouched(basket);
  const none: Combination = { used: [], payableMinor: start.payableMinor };
  const singles = worthy.map(({ candidate }) => applied(start, [candidate]));
  const single = [none, ...singles].reduce(better);
  const sociable = worthy.filter(({ candidate }) => !candidate.isAlone);
  const chosen = chosenOf(sociable);
  const found = new Search(start, chosen, single).best();
  return sociable.filter((each) => !chosen.includes(each)).sort(byWorth).reduce((best, { candidate }) => widened(start, best, candidate), found); // prettier-ignore
}

/** What rights take off when they are used together. */
export function applied(start: Left, candidates: readonly Candidate[]): Combination {
  let left = start;
  const used = [...candidates].sort(inOrder).map((candidate): Used => {
    const step = taken(left, candidate);
    left = step.left;
    return { candidate, takenMinor: step.takenMinor };
  });
  return { used, payableMinor: left.payableMinor };
}

/** Whether rights may be used together. */
export function areCompatible(candidates: readonly Candidate[]): boolean {
  if (candidates.length > 1 && candidates.some(({ isAlone }) => isAlone)) return false;
  const groups = candidates.flatMap(({ group }) => group ?? []);
  return new Set(groups).size === groups.length;
}

/** Below zero where the first is the better one. Never 0 for two that are not the same. */
export function compare(a: Combination, b: Combination): number {
  return a.payableMinor - b.payableMinor || grantsOf(a.used) - grantsOf(b.used) || a.used.length - b.used.length || laterThan(a, b); // prettier-ignore
}

function better(a: Combination, b: Combination): Combination {
  return compare(b, a) < 0 ? b : a;
}

function grantsOf(used: readonly Used[]): number {
  return used.filter(({ candidate }) => !candidate.isStanding).length;
}

/** By when their rights die, the earliest first; then by name, so that there is one answer. */
function laterThan(a: Combination, b: Combination): number {
  const ends = (of: Combination) => of.used.map(({ candidate }) => dies(candidate)).sort((x, y) => x - y);
  const [own, others] = [ends(a), ends(b)];
  const at = own.findIndex((end, index) => end !== others[index]);
  if (at >= 0) return (own[at] ?? 0) - (others[at] ?? 0);
  const names = (of: Combination) => of.used.map(({ candidate }) => candidate.id).sort().join(' '); // prettier-ignore
  return names(a) < names(b) ? -1 : Number(names(a) > names(b));
}

interface Worthy {
  readonly candidate: Candidate;
  readonly worthMinor: number;
}

function byWorth(a: Worthy, b: Worthy): number {
  return b.worthMinor - a.worthMinor || dies(a.candidate) - dies(b.candidate) || inOrder(a.candidate, b.candidate);
}

/** All of them, or the best of each group first and then those worth most; in the order of application. */
function chosenOf(worthy: readonly Worthy[]): readonly Worthy[] {
  if (worthy.length <= EXACT_MAX) return worthy;
  const byValue = [...worthy].sort(byWorth);
  const isFirst = ({ candidate }: Worthy): boolean => candidate.group === null || byValue.find((other) => other.candidate.group === candidate.group)?.candidate === candidate; // prettier-ignore
  const ranked = [...byValue.filter(isFirst), ...byValue.filter((each) => !isFirst(each))];
  const kept = new Set(ranked.slice(0, EXACT_MAX));
  return worthy.filter((each) => kept.has(each));
}

function widened(start: Left, best: Combination, candidate: Candidate): Combination {
  const together = [...best.used.map((each) => each.candidate), candidate];
  return areCompatible(together) ? better(best, applied(start, together)) : best;
}

/** Looks at each right with and without it, and turns back where the rest cannot make up for what is missing to the best. */
class Search {
  /** What those from an index on take off at most: no right takes more off a rest than off the whole. */
  private readonly atMost: readonly number[];

  constructor(
    private readonly start: Left,
    private readonly worthy: readonly Worthy[],
    private found: Combination,
  ) {
    const sums = [0];
    for (const { worthMinor } of [...worthy].reverse()) sums.unshift(worthMinor + (sums[0] ?? 0));
    this.atMost = sums;
  }

  best(): Combination {
    this.from(0, this.start, [], new Set());
    return this.found;
  }

  private from(at: number, left: Left, used: readonly Used[], groups: ReadonlySet<string>): void {
    const least = Math.max(0, left.payableMinor - (this.atMost[at] ?? 0));
    if (least > this.found.payableMinor || (least === this.found.payableMinor && grantsOf(used) > grantsOf(this.found.used))) return; // prettier-ignore
    const candidate = this.worthy[at]?.candidate;
    if (!candidate) {
      this.found = better(this.found, { used, payableMinor: left.payableMinor });
      return;
    }
    const { group } = candidate;
    if (group === null || !groups.has(group)) {
      const step = taken(left, candidate);
      const within = group === null ? groups : new Set(groups).add(group);
      if (step.takenMinor > 0) this.from(at + 1, step.left, [...used, { candidate, takenMinor: step.takenMinor }], within); // prettier-ignore
    }
    this.from(at + 1, left, used, groups);
  }
}
