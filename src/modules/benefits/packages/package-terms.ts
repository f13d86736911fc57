import { z } from 'zod';
import { CONFIG_CODE } from '../../../kernel/id.js';
import { localisedText } from '../../../kernel/localised-text.js';

export const PACKAGE_KINDS = ['bundle', 'card'] as const;
export const PACKAGE_STATUSES = ['draft', 'live', 'retired'] as const;
export const CYCLE_UNITS = ['week', 'month', 'quarter'] as const;

export type PackageKind = (typeof PACKAGE_KINDS)[number];
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];
export type CycleUnit = (typeof CYCLE_UNITS)[number];

/** So many grants at most come of a package at once: they are all written in one transaction. */
export const GRANTS_MAX = 60;
const DAYS_AT_LEAST: Readonly<Record<CycleUnit, number>> = { week: 7, month: 28, quarter: 89 };

const code = z.string().regex(CONFIG_CODE, 'a code has 2 to 26 small letters, digits and hyphens');

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
    if (wrong) context.addIssue({ code: 'custom', path: [...wrong.path], message: wrong.message });
  });

export type PackageEntry = z.infer<typeof packageEntry>;

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function problemOf({ kind, parts, cycle, noticeDays }: PackageEntry): Problem | undefined {
  if (kind === 'card' && !cycle) return { path: ['cycle'], message: 'a card says how long its cycles are, and how many there are' }; // prettier-ignore
  if (kind === 'bundle' && cycle) return { path: ['cycle'], message: 'a bundle has no cycles' };
  const byMonth = parts.findIndex(({ isBirthdayMonthOnly }) => isBirthdayMonthOnly);
  if (kind === 'bundle' && byMonth >= 0) return { path: ['parts', byMonth, 'isBirthdayMonthOnly'], message: 'only parts of a card wait for a month' }; // prettier-ignore
  const names = parts.map(({ benefit, isBirthdayMonthOnly }) => `${benefit}|${isBirthdayMonthOnly}`);
  const twice = names.findIndex((name, at) => names.indexOf(name) < at);
  if (twice >= 0) return { path: ['parts', twice, 'benefit'], message: 'a benefit is one part: say how many of it' };
  const grants = parts.reduce((sum, { quantity }) => sum + quantity, 0);
  if (grants > GRANTS_MAX) return { path: ['parts'], message: `at most ${GRANTS_MAX} come at once, and these are ${grants}` }; // prettier-ignore
  if (cycle && noticeDays >= DAYS_AT_LEAST[cycle.unit]) return { path: ['noticeDays'], message: `shorter than a cycle: at most ${DAYS_AT_LEAST[cycle.unit] - 1} days` }; // prettier-ignore
}
