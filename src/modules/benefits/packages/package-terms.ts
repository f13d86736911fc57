import { z } from 'zod';
import { localisedText } from '../../../kernel/localised-text.js';
import type { LocalisedText } from '../../../kernel/refusal.js';
import { asTexts } from '../../../kernel/refusal.js';
import { saying } from '../../../kernel/wrong-value.js';
import { configCode } from '../../../kernel/config-code.js';

export const PACKAGE_KINDS = ['bundle', 'card'] as const;
export const PACKAGE_STATUSES = ['draft', 'live', 'retired'] as const;
export const CYCLE_UNITS = ['week', 'month', 'quarter'] as const;

export type PackageKind = (typeof PACKAGE_KINDS)[number];
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];
export type CycleUnit = (typeof CYCLE_UNITS)[number];

/** So many grants at most come of a package at once: they are all written in one transaction. */
export const GRANTS_MAX = 60;
const DAYS_AT_LEAST: Readonly<Record<CycleUnit, number>> = { week: 7, month: 28, quarter: 89 };

const code = configCode;

const part = z.strictObject({
  benefit: code,
  /** How many of it: in a bundle in all, with a card every cycle. */
  quantity: z.int().min(1).max(GRANTS_MAX).default(1),
  /** Of a card: once a year, for the month of the member's birthday. */
  isBirthdayMonthOnly: z.boolean().default(false),
});

export const packageTerms = z.strictObject({
  name: localisedText(80),
  description: localisedText(1_000).nullable().default(null),
  parts: z.array(part).min(1).max(30),
  /** Of a card: how long a cycle is, counted from the day it was issued, and how many there are. */
  cycle: z
    .strictObject({ unit: z.enum(CYCLE_UNITS), count: z.int().min(1).max(120) })
    .nullable()
    .default(null),
  /** Of a card: so many days before a cycle ends the member hears of what it has not used; never when 0. */
  noticeDays: z.int().min(0).max(80).default(3),
  price: z.strictObject({ wallet: code, points: z.int().min(1).max(1_000_000_000) }).nullable().default(null),
  /** What it costs in money, in minor units. */
  priceMinor: z.int().min(1).max(1_000_000_000_000).nullable().default(null),
  /** Files of the media module, by id. */
  images: z.array(z.string().min(1).max(30)).max(10).default([]),
}); // prettier-ignore

export type PackageTerms = z.infer<typeof packageTerms>;
export type PackagePart = PackageTerms['parts'][number];

export const packageEntry = packageTerms
  .extend({
    code,
    kind: z.enum(PACKAGE_KINDS),
    /** The brand that offers it; the host when null. */
    brand: code.nullable().default(null),
    status: z.enum(PACKAGE_STATUSES).default('live'),
  })
  .superRefine((entry, context) => {
    const wrong = problemOf(entry);
    if (wrong) context.addIssue({ code: 'custom', path: [...wrong.path], ...saying(wrong.text) });
  });

export type PackageEntry = z.infer<typeof packageEntry>;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly text: LocalisedText;
}

function problemOf({ kind, parts, cycle, noticeDays }: PackageEntry): Problem | undefined {
  if (kind === 'card' && !cycle) return { path: ['cycle'], text: asTexts('a card says how long its cycles are, and how many there are', '权益卡须填写周期与期数', '權益卡須填寫週期與期數') }; // prettier-ignore
  if (kind === 'bundle' && cycle)
    return { path: ['cycle'], text: asTexts('a bundle has no cycles', '组合包没有周期', '組合包沒有週期') };
  const byMonth = parts.findIndex(({ isBirthdayMonthOnly }) => isBirthdayMonthOnly);
  if (kind === 'bundle' && byMonth >= 0) return { path: ['parts', byMonth, 'isBirthdayMonthOnly'], text: asTexts('only parts of a card wait for a month', '仅权益卡的内含权益可限生日月', '僅權益卡的內含權益可限生日月') }; // prettier-ignore
  const names = parts.map(({ benefit, isBirthdayMonthOnly }) => `${benefit}|${isBirthdayMonthOnly}`);
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  if (twice >= 0)
    return {
      path: ['parts', twice, 'benefit'],
      text: asTexts(
        'a benefit is one part: say how many of it',
        '同一权益请合并为一行并填写数量',
        '同一權益請合併為一行並填寫數量',
      ),
    };
  const grants = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  if (grants > GRANTS_MAX) return { path: ['parts'], text: asTexts(`at most ${GRANTS_MAX} come at once, and these are ${grants}`, `一次最多发放 ${GRANTS_MAX} 份，目前为 ${grants} 份`, `一次最多發放 ${GRANTS_MAX} 份，目前為 ${grants} 份`) }; // prettier-ignore
  if (cycle && noticeDays >= DAYS_AT_LEAST[cycle.unit]) return { path: ['noticeDays'], text: tooEarly(DAYS_AT_LEAST[cycle.unit] - 1) }; // prettier-ignore
}

function tooEarly(days: number): LocalisedText {
  return asTexts(
    `shorter than a cycle: at most ${days} days`,
    `须短于一个周期：最多 ${days} 天`,
    `須短於一個週期：最多 ${days} 天`,
  );
}
