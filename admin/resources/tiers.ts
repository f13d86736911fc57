import type { LocalisedText } from '../../src/kernel/refusal.js';
import { offeredOf, packageOf } from '../../src/modules/benefits/index.js';
import type { Entry, PackItem, Requirement, Validity } from '../../src/modules/tiers/index.js';
import { isBenefit, isPackage, isCondition, Tier, TierLadder } from '../../src/modules/tiers/index.js';
import { equals } from '../adapter/table.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { moneyIn, numberIn } from '../locale/format.js';
import type { Texts } from '../locale/texts.js';
import { textsIn } from '../locale/texts.js';
import { giftIn, nameIn, STATUSES, unitsOf } from './program.js';
import type { Shelf } from './shelf.js';
import { ladderDeeds, tierDeeds } from './tiers.deeds.js';

export const laddersShelf: Shelf = {
  icon: 'TrendingUp',
  deeds: ladderDeeds,
  table: {
    id: 'ladders',
    entity: TierLadder,
    scope: 'program:read',
    columns: {
      id: 'code', code: 'code', name: 'text', nearPercent: 'number', endingDays: 'number', position: 'number', status: 'choice', version: 'number',
    }, // prettier-ignore
    list: ['name', 'code', 'nearPercent', 'endingDays', 'status'],
    order: ['position', 'id'],
    filters: { status: equals('status', STATUSES) },
    present: (rows, desk) => rows.map((row) => ({ ...row, name: nameIn(desk, row['name']) })),
  },
};

export const tiersShelf: Shelf = {
  icon: 'Award',
  deeds: tierDeeds,
  table: {
    id: 'tiers',
    entity: Tier,
    scope: 'program:read',
    columns: {
      id: 'code',
      ladder: 'code',
      code: 'code',
      name: 'text',
      rank: 'number',
      entry: 'text',
      upgradePack: 'text',
      keepRule: 'text',
      validity: 'text',
      graceDays: 'number',
      policy: 'text',
      multiplier: 'text',
      perks: 'text',
      isInvitedOnly: 'yesno',
      status: 'choice',
      version: 'number',
    },
    list: ['name', 'rank', 'entry', 'validity', 'keepRule', 'multiplier', 'upgradePack', 'code', 'ladder', 'status'],
    order: ['ladder', 'rank', 'id'],
    filters: { status: equals('status', STATUSES) },
    present: async (rows, desk) => {
      const units = await unitsOf(desk);
      return rows.map((row) => ({
        ...row,
        name: nameIn(desk, row['name']),
        ...rulesIn(desk, units, row as unknown as TierTold),
        upgradePack:
          (row['upgradePack'] as PackItem[])
            .map((item) => packItemIn(desk, units, item))
            .join(textsIn(desk.locale).rule.and) || null,
      }));
    },
  },
};

function packItemIn(desk: Desk, units: ReadonlyMap<string, string>, item: PackItem): string {
  if (isPackage(item)) {
    const entry = packageOf(desk.house.programs.current(), item.package);
    return entry ? nameIn(desk, entry.name) : item.package;
  }
  if (!isBenefit(item)) return giftIn(desk, units, { ...item, rounding: 'half-up' });
  const offered = offeredOf(desk.house.programs.current(), item.benefit);
  return `${offered ? nameIn(desk, offered.name) : item.benefit} × ${numberIn(desk, item.quantity)}`;
}

interface TierTold {
  readonly rank: number;
  readonly entry: Requirement | null;
  readonly keepRule: Requirement | null;
  readonly validity: Validity | null;
  readonly policy: string;
  readonly isInvitedOnly: boolean | number;
  readonly multiplier: { readonly numerator: number; readonly denominator: number } | null;
  readonly perks: readonly LocalisedText[] | null;
}

/** The rules of a tier in words. */
function rulesIn(desk: Desk, units: ReadonlyMap<string, string>, tier: TierTold) {
  const { entry: say, tierForm } = textsIn(desk.locale);
  const { entry, keepRule, validity, policy, multiplier, perks } = tier;
  const { kind } = validity ?? { kind: 'ever' };
  const ends = kind !== 'ever';
  return {
    entry: tier.isInvitedOnly ? say.invited : entryIn(desk, units, entry),
    keepRule: !ends ? null : keepRule ? entryIn(desk, units, keepRule) : say.same,
    validity: validity?.kind === 'months' ? fill(tierForm.monthsOf, { months: validity.months }) : tierForm[spelled(kind)],
    policy: ends ? tierForm[spelled(policy)] : null,
    multiplier: multiplier ? `× ${numberIn(desk, multiplier.numerator / multiplier.denominator)}` : null,
    perks: (perks ?? []).map((text) => nameIn(desk, text)).join(textsIn(desk.locale).rule.and) || null,
  };
} // prettier-ignore

function spelled(value: string): 'EVER' {
  return value.toUpperCase().replaceAll('-', '_') as 'EVER';
}

function entryIn(desk: Desk, units: ReadonlyMap<string, string>, entry: Requirement | null): string {
  const { entry: say, why } = textsIn(desk.locale);
  if (!entry) return say.none;
  if (isCondition(entry)) return fill(say.condition, { condition: entry.when });
  const amount = entry.measure === 'spend' ? moneyIn(desk, entry.atLeast) : numberIn(desk, entry.atLeast);
  return fill(say[entry.measure], { amount, window: windowIn(why, entry), unit: units.get(entry.wallet ?? '') ?? '' });
}

function windowIn(why: Texts['why'], { days, year }: Entry): string {
  if (days !== undefined) return fill(why.within, { days });
  return year === undefined ? why.ever : why[year];
}
