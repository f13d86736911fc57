import type { Candidate, Left } from './taking.js';
import { dies, inOrder, taken, untouched, worthAlone } from './taking.js';
import type { Basket } from './worth.js';

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
  const start = untouched(basket);
  const worthy = candidates.map((candidate) => ({ candidate, worthMinor: worthAlone(start, candidate).worthMinor })).filter(({ worthMinor }) => worthMinor > 0).sort((a, b) => inOrder(a.candidate, b.candidate)); // prettier-ignore
  const none: Combination = { used: [], payableMinor: start.payableMinor };
  const single = worthy.map(({ candidate }) => applied(start, [candidate])).reduce(better, none);
  const sociable = worthy.filter(({ candidate }) => !candidate.isAlone);
  const chosen = new Set(chosenOf(sociable));
  const found = new Search(start, [...chosen], single).best();
  const others = sociable.filter((each) => !chosen.has(each)).sort(byWorth);
  return widened(start, found, others.map(({ candidate }) => candidate)); // prettier-ignore
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
  const groups = new Set<string>();
  const firsts = new Set(byValue.filter(({ candidate: { group } }) => group === null || (!groups.has(group) && groups.add(group)))); // prettier-ignore
  const ranked = [...firsts, ...byValue.filter((each) => !firsts.has(each))];
  const kept = new Set(ranked.slice(0, EXACT_MAX));
  return worthy.filter((each) => kept.has(each));
}

/** So often a right is taken off a rest while others are tried one by one; what is left to try then is tried together. */
const TAKEN_MAX = 15_000;

/** Adds others to those that are used as long as that leaves less to pay, those that come first first. */
function widened(start: Left, found: Combination, others: readonly Candidate[]): Combination {
  if (others.length === 0 || found.used.some(({ candidate }) => candidate.isAlone)) return found;
  const wider = new Wider(start, found);
  const late = others.filter((candidate) => {
    if (wider.taken >= TAKEN_MAX) return true;
    wider.add(candidate);
    return false;
  });
  return late.length === 0 ? wider.best : better(wider.best, withAll(start, wider.best, late));
}

/** With all that go with those that are used and with one another, of a group the first; without what takes nothing off. */
function withAll(start: Left, { used }: Combination, others: readonly Candidate[]): Combination {
  const groups = new Set(used.map(({ candidate }) => candidate.group));
  const going = others.filter(({ group }) => group === null || (!groups.has(group) && groups.add(group)));
  const all = applied(start, [...used.map(({ candidate }) => candidate), ...going]);
  return { ...all, used: all.used.filter(({ takenMinor }) => takenMinor > 0) };
}

/** Rights that are used, and what each of them found: to try one more, only those that are applied after it are taken again. */
class Wider {
  taken = 0;
  /** What was left before each right that is used, and after the last. */
  #left: readonly Left[];

  constructor(
    start: Left,
    public best: Combination,
  ) {
    this.#left = this.#from(start, best.used.map(({ candidate }) => candidate)).left; // prettier-ignore
  }

  add(candidate: Candidate): void {
    const { used, payableMinor } = this.best;
    if (payableMinor === 0 || !areCompatible([candidate, ...used.map((each) => each.candidate)])) return;
    const later = used.findIndex((each) => inOrder(candidate, each.candidate) < 0);
    const at = later < 0 ? used.length : later;
    const [own] = this.#from(this.#left[at], [candidate]).used;
    if (!own) return;
    const after = this.#from(this.#left[at], [candidate, ...used.slice(at).map((each) => each.candidate)]);
    const left = after.left.at(-1)?.payableMinor ?? payableMinor;
    if (left >= payableMinor) return;
    this.best = { used: [...used.slice(0, at), ...after.used], payableMinor: left };
    this.#left = [...this.#left.slice(0, at), ...after.left];
  }

  /** Without what takes nothing off. */
  #from(start: Left | undefined, candidates: readonly Candidate[]) {
    const used: Used[] = [];
    const left = start ? [start] : [];
    for (const candidate of candidates) {
      const last = left.at(-1);
      if (!last) break;
      const step = taken(last, candidate);
      if (step.takenMinor === 0) continue;
      used.push({ candidate, takenMinor: step.takenMinor });
      left.push(step.left);
    }
    this.taken += candidates.length;
    return { used, left };
  }
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
