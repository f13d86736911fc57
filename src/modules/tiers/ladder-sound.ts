import type { Entry, Requirement } from './ladder.js';
import { isCondition } from './ladder.js';
import type { LadderEntry, TierEntry } from './ladder.schema.js';

/** Says what is wrong, and where in the ladder. */
export type Objecting = (message: string, ...path: (string | number)[]) => void;

const YEAR_DAYS = 365;

/** A ladder somebody can climb: ranks without gaps, each step higher than the one before, and nothing harder to keep than to reach. */
export function requireSound({ tiers }: LadderEntry, object: Objecting): void {
  for (const [at, tier] of tiers.entries()) {
    if (at === 0) requireStart(tier, object);
    else requireStep(tier, tiers[at - 1], at, object);
    requireKeepable(tier, at, object);
  }
  requireRising(tiers, object);
}

function requireStart({ entry, keep, validity, invitedOnly, graceDays }: TierEntry, object: Objecting): void {
  if (entry !== null) object('the first tier is the start and has no entry rule', 'tiers', 0, 'entry');
  if (invitedOnly) object('everybody starts at the first tier: it is not by invitation', 'tiers', 0, 'invitedOnly');
  if (keep !== null) object('nobody loses the start: it has no keep rule', 'tiers', 0, 'keep');
  if (validity.kind !== 'ever') object('nobody loses the start: it has no validity', 'tiers', 0, 'validity');
  if (graceDays > 0) object('nobody loses the start: it has no grace', 'tiers', 0, 'graceDays');
}

function requireStep(tier: TierEntry, before: TierEntry | undefined, at: number, object: Objecting): void {
  const { rank, entry, invitedOnly } = tier;
  const last = before?.rank ?? -1;
  if (rank <= last) object('tiers stand in order of their ranks, each rank once', 'tiers', at, 'rank');
  else if (rank > last + 1) object(`a rank is left out: after ${String(last)} comes ${String(last + 1)}`, 'tiers', at, 'rank'); // prettier-ignore
  if (entry === null && !invitedOnly) object('only the start and tiers by invitation have no entry rule', 'tiers', at, 'entry'); // prettier-ignore
  if (entry !== null && invitedOnly) object('a tier by invitation is not reached by a rule', 'tiers', at, 'entry');
}

function requireKeepable({ entry, keep, graceDays, validity }: TierEntry, at: number, object: Objecting): void {
  if (keep && entry && isHarder(keep, entry)) object('it is harder to keep than to reach', 'tiers', at, 'keep');
  if (keep && validity.kind === 'ever') object('a keep rule is asked when a validity ends, and there is none', 'tiers', at, 'keep'); // prettier-ignore
  if (graceDays > 0 && validity.kind === 'ever') object('grace follows a validity, and there is none', 'tiers', at, 'graceDays'); // prettier-ignore
}

/** Of tiers that count the same over the same days, each takes more than the one before. */
function requireRising(tiers: readonly TierEntry[], object: Objecting): void {
  const highest = new Map<string, number>();
  for (const [at, { entry }] of tiers.entries()) {
    if (!entry || isCondition(entry)) continue;
    const what = [entry.measure, entry.wallet, entry.days, entry.year].join('|');
    const below = highest.get(what) ?? 0;
    if (entry.atLeast <= below) object(`it takes no more than the tier below, which takes ${String(below)}`, 'tiers', at, 'entry', 'atLeast'); // prettier-ignore
    highest.set(what, Math.max(below, entry.atLeast));
  }
}

/** More of the same in no more time, or as much of it in less. What counts different things cannot be compared. */
function isHarder(keep: Requirement, entry: Requirement): boolean {
  if (isCondition(keep) || isCondition(entry)) return false;
  if (keep.measure !== entry.measure || keep.wallet !== entry.wallet) return false;
  const [own, other] = [widthOf(keep), widthOf(entry)];
  return own <= other ? keep.atLeast > entry.atLeast || (own < other && keep.atLeast === entry.atLeast) : false;
}

function widthOf({ days, year }: Entry): number {
  if (days !== undefined) return days;
  return year === undefined ? Infinity : YEAR_DAYS;
}
