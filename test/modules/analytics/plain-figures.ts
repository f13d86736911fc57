import type { Diary, Sale } from './plain-world.js';
import { later, RANKS } from './plain-world.js';

/** A figure as the test works it out from the diary, with loops and no database. */
export interface Plain {
  readonly numerator: number;
  readonly denominator: number;
  readonly above: readonly string[];
  readonly below: readonly string[];
}

export interface Asked {
  readonly from: string;
  readonly to: string;
  /** Keeps what belongs to a group; everything when absent. */
  readonly member?: (id: string) => boolean;
  readonly sale?: (sale: Pick<Sale, 'brand' | 'store' | 'channel' | 'member'>) => boolean;
  /** What is seen: everything, or through the window of a brand. */
  readonly window?: string;
}

type Figure = (diary: Diary, asked: Asked) => Plain;

const share = (below: readonly string[], isAbove: (id: string) => boolean): Plain => {
  const above = below.filter(isAbove);
  return { numerator: above.length, denominator: below.length, above, below };
};

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
const isIn = (day: string, from: string, to: string): boolean => day >= from && day < to;
export const monthsLater = (day: string, months: number): string => {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
};

function members({ people }: Diary, { member = () => true, window }: Asked, before: string): string[] {
  return people
    .filter(({ isActive, day, brand, id }) => isActive && day < before && (!window || brand === window) && member(id))
    .map(({ id }) => id);
}

function sales(diary: Diary, asked: Asked, from = asked.from, to = asked.to): Sale[] {
  const { sale = () => true, window } = asked;
  const known = new Set(members(diary, asked, to));
  return diary.sales.filter(
    (each) =>
      known.has(each.member) &&
      isIn(each.day, from, to) &&
      each.refunded < each.amount &&
      (!window || each.brand === window) &&
      sale(each),
  );
}

function actors(diary: Diary, { window }: Asked, from: string, to: string): Set<string> {
  return new Set(
    diary.acts
      .filter(({ day, brand }) => isIn(day, from, to) && (!window || brand === window))
      .map(({ member }) => member),
  );
}

function net(diary: Diary, asked: Asked, from: string, to: string): number {
  const known = new Set(members(diary, asked, to));
  const { sale = () => true, window } = asked;
  const loose = diary.loose.filter((each) => known.has(each.member) && isIn(each.day, from, to) && (!window || each.brand === window) && sale(each)); // prettier-ignore
  const sold = sales(diary, asked, from, to).reduce((sum, { amount, refunded }) => sum + amount - refunded, 0);
  return sold - loose.reduce((sum, { amount }) => sum + amount, 0);
}

export function stepAt({ moves }: Diary, id: string, before: string): number {
  return moves.filter(({ member, day }) => member === id && day < before).at(-1)?.to ?? 0;
}

export const plainFigures: Readonly<Record<string, Figure>> = {
  repurchaseRate(diary, asked) {
    const sold = sales(diary, asked);
    const days = (id: string) => unique(sold.filter(({ member }) => member === id).map(({ day }) => day)).length;
    return share(unique(sold.map(({ member }) => member)), (id) => days(id) > 1);
  },

  firstOrderRepurchase30(diary, asked) {
    const all = sales(diary, asked, '2000-01-01', '2100-01-01');
    const first = (id: string) => all.filter(({ member }) => member === id).map(({ day }) => day).sort()[0] ?? ''; // prettier-ignore
    const buyers = unique(all.map(({ member }) => member)).filter((id) => isIn(first(id), asked.from, asked.to));
    return share(buyers, (id) => all.some(({ member, day }) => member === id && day > first(id) && day <= later(first(id), 30))); // prettier-ignore
  },

  activityRate(diary, asked) {
    const active = actors(diary, asked, asked.from, asked.to);
    return share(members(diary, asked, asked.to), (id) => active.has(id));
  },

  newMemberRate(diary, asked) {
    const below = members(diary, asked, asked.from);
    const above = members(diary, asked, asked.to).filter((id) => !below.includes(id));
    return { numerator: above.length, denominator: below.length, above, below };
  },

  churnRate(diary, asked) {
    const buyers = (day: string) => unique(sales(diary, asked, later(day, -60), day).map(({ member }) => member));
    const awake = new Set(buyers(asked.to));
    return share(buyers(asked.from), (id) => !awake.has(id));
  },

  retention(diary, asked) {
    const joinedIn = diary.people.filter(({ day }) => isIn(day, asked.from, asked.to)).map(({ id }) => id);
    const month = (id: string) => `${diary.people.find((each) => each.id === id)?.day.slice(0, 7) ?? ''}-01`;
    const cohort = members(diary, asked, asked.to).filter((id) => joinedIn.includes(id));
    return share(cohort, (id) => actors(diary, asked, monthsLater(month(id), 1), monthsLater(month(id), 2)).has(id));
  },

  retention12(diary, asked) {
    const then = monthsLater(asked.to, -12);
    const before = actors(diary, asked, later(then, -90), then);
    const now = actors(diary, asked, later(asked.to, -90), asked.to);
    return share(members(diary, asked, asked.to).filter((id) => before.has(id)), (id) => now.has(id)); // prettier-ignore
  },

  spendPerBuyer(diary, asked) {
    const below = unique(sales(diary, asked).map(({ member }) => member));
    return { numerator: net(diary, asked, asked.from, asked.to), denominator: below.length, above: [], below };
  },

  averageOrder(diary, asked) {
    const sold = sales(diary, asked);
    return {
      numerator: net(diary, asked, asked.from, asked.to),
      denominator: sold.length,
      above: [],
      below: unique(sold.map(({ member }) => member)),
    };
  },

  clv(diary, asked) {
    const from = monthsLater(asked.to, -12);
    const below = unique(sales(diary, asked, from, asked.to).map(({ member }) => member));
    return { numerator: net(diary, asked, from, asked.to), denominator: below.length, above: [], below };
  },

  pointsUseRate(diary, asked) {
    const known = new Set(members(diary, asked, '2100-01-01'));
    const of = (entries: readonly { member: string; day: string; amount: number }[]) =>
      entries.filter(({ member, day }) => known.has(member) && isIn(day, asked.from, asked.to));
    const sum = (entries: readonly { amount: number }[]) => entries.reduce((all, { amount }) => all + amount, 0);
    return {
      numerator: sum(of(diary.spent)),
      denominator: sum(of(diary.ripened)),
      above: [],
      below: unique(of(diary.ripened).map(({ member }) => member)),
    };
  },

  upgradeRate(diary, asked) {
    const below = members(diary, asked, asked.from).filter((id) => stepAt(diary, id, asked.from) < RANKS.length - 1);
    return share(below, (id) => stepAt(diary, id, asked.to) > stepAt(diary, id, asked.from));
  },

  layerFlow(diary, asked) {
    const there = members(diary, asked, asked.from);
    return share(there, (id) => stepAt(diary, id, asked.to) !== stepAt(diary, id, asked.from));
  },

  partnerShare(diary, asked) {
    const before = new Set(members(diary, asked, asked.from));
    const fresh = members(diary, asked, asked.to).filter((id) => !before.has(id));
    return share(fresh, (id) => diary.people.find((each) => each.id === id)?.brand === 'partner');
  },
};
