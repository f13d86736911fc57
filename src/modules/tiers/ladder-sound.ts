import type { LocalisedText } from '../../kernel/refusal.js';
import { asTexts } from '../../kernel/refusal.js';
import type { Entry, Requirement } from './ladder.js';
import { isCondition } from './ladder.js';
import type { LadderEntry, TierEntry } from './ladder.schema.js';
import { tierReasons } from './tiers.reasons.js';

/** Says what is wrong, and where in the ladder. */
export type Objecting = (text: LocalisedText, ...path: (string | number)[]) => void;

const YEAR_DAYS = 365;
const LEAP_YEAR_DAYS = 366;

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
  if (entry !== null)
    object(
      asTexts(
        'the first tier is the start and has no entry rule',
        '首个等级为起点，不设升级规则',
        '首個等級為起點，不設升級規則',
      ),
      'tiers',
      0,
      'entry',
    );
  if (invitedOnly)
    object(
      asTexts(
        'everybody starts at the first tier: it is not by invitation',
        '首个等级面向所有会员，不能设为仅限邀请',
        '首個等級面向所有會員，不能設為僅限邀請',
      ),
      'tiers',
      0,
      'invitedOnly',
    );
  if (keep !== null)
    object(
      asTexts(
        'nobody loses the start: it has no keep rule',
        '起始等级不会失去，不设保级规则',
        '起始等級不會失去，不設保級規則',
      ),
      'tiers',
      0,
      'keep',
    );
  if (validity.kind !== 'ever')
    object(
      asTexts(
        'nobody loses the start: it has no validity',
        '起始等级不会失去，不设有效期',
        '起始等級不會失去，不設有效期',
      ),
      'tiers',
      0,
      'validity',
    );
  if (graceDays > 0)
    object(
      asTexts(
        'nobody loses the start: it has no grace',
        '起始等级不会失去，不设宽限期',
        '起始等級不會失去，不設寬限期',
      ),
      'tiers',
      0,
      'graceDays',
    );
}

function requireStep(tier: TierEntry, before: TierEntry | undefined, at: number, object: Objecting): void {
  const { rank, entry, invitedOnly } = tier;
  const last = before?.rank ?? -1;
  if (rank <= last) object(asTexts('tiers stand in order of their ranks, each rank once', '等级须按级别从低到高排列，级别不能重复', '等級須按級別從低到高排列，級別不能重複'), 'tiers', at, 'rank');
  else if (rank > last + 1) object(asTexts(`a rank is left out: after ${last} comes ${last + 1}`, `级别不连续：${last} 之后应为 ${last + 1}`, `級別不連續：${last} 之後應為 ${last + 1}`), 'tiers', at, 'rank'); // prettier-ignore
  if (entry === null && !invitedOnly) object(asTexts('only the start and tiers by invitation have no entry rule', '除起始等级与邀请等级外，均须设升级规则', '除起始等級與邀請等級外，均須設升級規則'), 'tiers', at, 'entry'); // prettier-ignore
  if (entry !== null && invitedOnly)
    object(
      asTexts('a tier by invitation is not reached by a rule', '邀请等级不设升级规则', '邀請等級不設升級規則'),
      'tiers',
      at,
      'entry',
    );
}

function requireKeepable({ entry, keep, graceDays, validity }: TierEntry, at: number, object: Objecting): void {
  if (keep && entry && isHarder(keep, entry))
    object(
      asTexts('it is harder to keep than to reach', '保级要求不能高于升级要求', '保級要求不能高於升級要求'),
      'tiers',
      at,
      'keep',
    );
  if (keep && validity.kind === 'ever') object(asTexts('a keep rule is asked when a validity ends, and there is none', '未设有效期，不能设保级规则', '未設有效期，不能設保級規則'), 'tiers', at, 'keep'); // prettier-ignore
  if (graceDays > 0 && validity.kind === 'ever') object(asTexts('grace follows a validity, and there is none', '未设有效期，不能设宽限期', '未設有效期，不能設寬限期'), 'tiers', at, 'graceDays'); // prettier-ignore
}

/**
 * Of tiers that count the same, none asks for less than one below it, whatever the days: the one below would be a step that
 * nobody stands on for long. As much as one below is asked for only within a window that does not hold the one of that:
 * otherwise whoever comes to the lower tier has come to the higher one.
 */
function requireRising(tiers: readonly TierEntry[], object: Objecting): void {
  const below: Entry[] = [];
  for (const [at, { entry }] of tiers.entries()) {
    if (!entry || isCondition(entry)) continue;
    const idle = below.filter((lower) => isReachedWith(entry, lower)).map(({ atLeast }) => atLeast);
    if (idle.length > 0) object(tierReasons.noMoreThanBelow(Math.max(...idle)), 'tiers', at, 'entry', 'atLeast');
    below.push(entry);
  }
}

function isReachedWith(entry: Entry, lower: Entry): boolean {
  if (entry.measure !== lower.measure || entry.wallet !== lower.wallet) return false;
  return entry.atLeast < lower.atLeast || (entry.atLeast === lower.atLeast && holds(entry, lower));
}

/** Whether all days of the second window are always days of the first. Both end on the same day; no year has more than 366. */
function holds({ days, year }: Entry, other: Entry): boolean {
  if (days !== undefined) return days >= (other.days ?? (other.year === undefined ? Infinity : LEAP_YEAR_DAYS));
  return year === undefined || year === other.year;
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
