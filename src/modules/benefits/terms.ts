import { z } from 'zod';
import { localisedText } from '../../kernel/localised-text.js';
import { configCode, matching } from '../../kernel/config-code.js';
import type { LocalisedText } from '../../kernel/refusal.js';
import { saying } from '../../kernel/wrong-value.js';
import { benefitReasons as reasons } from './benefits.reasons.js';

export const KINDS = ['threshold', 'percent', 'cash', 'exchange', 'free-shipping', 'trial', 'gift', 'waiver', 'set-meal', 'upgrade', 'priority', 'member-price', 'event-ticket', 'service', 'multiplier', 'custom'] as const; // prettier-ignore
export const LEVELS = ['basic', 'advanced', 'premium', 'emotional'] as const;
export const STATUSES = ['draft', 'live', 'watch', 'retiring', 'retired'] as const;
export const PERIODS = ['ever', 'day', 'week', 'month', 'quarter', 'year'] as const;

export type BenefitKind = (typeof KINDS)[number];
export type BenefitLevel = (typeof LEVELS)[number];
export type BenefitStatus = (typeof STATUSES)[number];
export type Period = (typeof PERIODS)[number];

export const UNITS_MAX = 1_000_000;
/** A billion of the largest unit of money: what a coupon may be worth at most. */
const MONEY_MAX = 1_000_000_000_000;
/** How long something is kept for whoever pays for it, unless its terms say otherwise, and at most. */
export const HOLD_MINUTES = 15;
const HOLD_MINUTES_MAX = 1_440;

const code = configCode;
const money = z.int().min(0).max(MONEY_MAX);
const instant = z.iso.datetime({ offset: true });
const word = z.string().min(1).max(64);
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, reasons.aTimeOfDayIs);
const scope = z.strictObject({
  categories: z.array(word).max(100).default([]),
  skus: z.array(word).max(500).default([]),
});

/** What stands on a coupon: what it takes off, from which amount on, of what, and when. */
export const face = z.strictObject({
  /** What it takes off, or is worth, in minor units. */
  amountMinor: money.min(1).optional(),
  /** What it takes off, in percent. */
  percent: z.number().gt(0).max(100).multipleOf(0.01).optional(),
  /** The amount the basket must reach within its scope. */
  thresholdMinor: money.default(0),
  /** It takes off no more than this. */
  capMinor: money.min(1).nullable().default(null),
  /** Prices of a member, by SKU. */
  prices: z.array(z.strictObject({ sku: word, priceMinor: money })).max(500).default([]),
  include: scope.prefault({}),
  exclude: scope.prefault({}),
  /** When it may be used, in the zone of the program; always when empty. 1 is Monday. */
  hours: z.array(z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), from: time, to: time })).max(20).default([]),
  /** Usable from the day after it was issued. */
  startsNextDay: z.boolean().default(false),
  /** Points that rules give for a purchase are multiplied by this, by itself. */
  multiplier: z.number().gt(1).max(100).multipleOf(0.01).optional(),
  /** SKUs that may be bought so many hours before everybody else. */
  early: z.strictObject({ skus: z.array(word).min(1).max(500), hours: z.int().min(1).max(8_760) }).nullable().default(null),
}); // prettier-ignore

const validity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ever') }),
  z.strictObject({ kind: z.literal('days'), days: z.int().min(1).max(3_650) }),
  z.strictObject({ kind: z.literal('fixed'), from: instant.nullable().default(null), until: instant }),
]);

const stock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unlimited') }),
  /** So many in all, those that were handed out included. */
  z.strictObject({ kind: z.literal('counted'), units: z.int().min(0).max(UNITS_MAX) }),
  /** Codes that somebody else has made, imported. */
  z.strictObject({
    kind: z.literal('pool'),
    /** They are handed out on paper: whoever enters one first has it, and nobody gets one otherwise. */
    isPrinted: z.boolean().default(false),
  }),
]);

/** What happens when there is none: the first that works. */
const otherwise = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('substitute'), benefit: code }),
  z.strictObject({ kind: z.literal('wait'), days: z.int().min(1).max(365) }),
  z.strictObject({ kind: z.literal('pre-sale'), on: z.iso.date() }),
  z.strictObject({ kind: z.literal('compensation'), benefit: code }),
]);

const delivery = z.strictObject({
  kind: z.literal('ship'),
  shipWithinDays: z.int().min(1).max(365).default(7),
  eraseAddressAfterDays: z.int().min(1).max(365).default(30),
});

const weekly = z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1).max(7), from: time, to: time }).refine(({ from, to }) => from < to, saying(reasons.hoursEndOnTheDay)); // prettier-ignore

const slots = z.strictObject({
  /** Where it is had, by codes of stores of its brand, and whether online. */
  stores: z.array(code).max(100).default([]),
  isOnline: z.boolean().default(false),
  /** When, in the zone of the program; every time is so long, one after the other. 1 is Monday. */
  hours: z.array(weekly).min(1).max(20),
  minutes: z.int().min(5).max(480),
  /** How many members a time has room for. */
  capacity: z.int().min(1).max(500).default(1),
  aheadMinMinutes: z.int().min(0).max(43_200).default(60),
  aheadMaxDays: z.int().min(1).max(365).default(30),
  /** A member cancels until so many minutes before. */
  cancelMinutes: z.int().min(0).max(43_200).default(120),
}); // prettier-ignore

export const termsSchema = z.strictObject({
  name: localisedText(80),
  description: localisedText(1_000).nullable().default(null),
  /** Why it is worth having, in a sentence. */
  value: localisedText(300).nullable().default(null),
  face: face.prefault({}),
  /** What it is worth to a member, in minor units. */
  valueMinor: money.default(0),
  /** What it costs whoever pays for it, in minor units. */
  costMinor: money.default(0),
  /** Who pays for it, in percent; whoever issues it when nobody is named. */
  funders: z.array(z.strictObject({ brand: code, percent: z.int().min(1).max(100) })).max(10).default([]),
  /** Where it is good, by brand: the brand's own when empty. */
  brands: z.array(code).max(100).default([]),
  /** And there in these stores only; everywhere when empty. */
  stores: z.array(code).max(1_000).default([]),
  /** Shown with these tiers, by their codes: what standing there brings. Who may have it is for `eligibility`. */
  tiers: z.array(code).max(20).default([]),
  validity: validity.prefault({ kind: 'ever' }),
  stock: stock.prefault({ kind: 'unlimited' }),
  limits: z.array(z.strictObject({ max: z.int().min(1).max(1_000_000), per: z.enum(PERIODS) })).max(6).default([]),
  /** Who may have it, in the rule language; everybody when absent. */
  eligibility: z.string().min(1).max(4_000).nullable().default(null),
  price: z.strictObject({ wallet: code, points: z.int().min(1).max(1_000_000_000) }).nullable().default(null),
  priceMinor: money.min(1).nullable().default(null),
  /** Of one that costs money: for how long it is kept for whoever pays, in minutes. */
  holdMinutes: z.int().min(1).max(HOLD_MINUTES_MAX).default(HOLD_MINUTES),
  /** How often it may be used. */
  usesMax: z.int().min(1).max(10_000).default(1),
  /** Its money may be used bit by bit. */
  isPartial: z.boolean().default(false),
  /** Of one group only one is used in a basket; one that stands alone allows no other. */
  stacking: z.strictObject({ group: code.nullable().default(null), isAlone: z.boolean().default(false) }).prefault({}),
  /** A right of whoever is eligible, used without being granted. */
  isStanding: z.boolean().default(false),
  /** Members may take it by themselves. */
  isClaimable: z.boolean().default(false),
  otherwise: z.array(otherwise).max(4).default([]),
  /** It is a thing that is sent to the member: within so many days of its address, which is erased so many days after. */
  delivery: delivery.nullable().default(null),
  /** Times of a service that are booked. */
  slots: slots.nullable().default(null),
  isHighlighted: z.boolean().default(false),
  /** Files of the media module, by id. */
  images: z.array(z.string().min(1).max(30)).max(10).default([]),
  /** What takes its place once it is retired, and until when it is honoured. */
  replacement: code.nullable().default(null),
  honourUntil: instant.nullable().default(null),
}); // prettier-ignore

export type Face = z.infer<typeof face>;
export type Slots = z.infer<typeof slots>;
export type Terms = z.infer<typeof termsSchema>;
export type Fallback = z.infer<typeof otherwise>;

export const benefitEntry = termsSchema
  .extend({
    code,
    kind: z.enum(KINDS),
    level: z.enum(LEVELS).default('basic'),
    brand: code.nullable().default(null),
    status: z.enum(STATUSES).default('live'),
  })
  .superRefine((entry, context) => {
    const wrong = problemOf(entry);
    if (wrong) context.addIssue({ code: 'custom', path: [...wrong.path], ...saying(wrong.text) });
  });

export type BenefitEntry = z.infer<typeof benefitEntry>;

/** What kind and terms must have in common. */
function problemOf(entry: Terms & { kind: BenefitKind }): { path: string[]; text: LocalisedText } | undefined {
  const { kind, face: said, isPartial, funders, isStanding, stock: units, priceMinor, price, isClaimable } = entry;
  const needs = NEEDS[kind];
  if (needs && said[needs] === undefined) return { path: ['face', needs], text: reasons.needs(kind, needs) };
  if (kind === 'member-price' && said.prices.length === 0) return { path: ['face', 'prices'], text: reasons.aMemberPriceNamesSkus }; // prettier-ignore
  if (kind === 'priority' && !said.early) return { path: ['face', 'early'], text: reasons.priorityNamesSkusAndHours };
  if (kind === 'waiver' && said.capMinor === null) return { path: ['face', 'capMinor'], text: reasons.aWaiverHasACap };
  if (isPartial && kind !== 'cash') return { path: ['isPartial'], text: reasons.onlyCashIsUsedBit };
  if (isPartial && entry.usesMax > 1) return { path: ['usesMax'], text: reasons.whatIsUsedBitBy };
  if (funders.length > 0 && funders.reduce((sum, { percent }) => sum + percent, 0) !== 100) return { path: ['funders'], text: reasons.theSharesOfWhoPays }; // prettier-ignore
  const isUsedOtherwise = isStanding || isPartial || entry.usesMax > 1;
  if (entry.delivery && isUsedOtherwise) return { path: ['delivery'], text: reasons.whatIsSentIsGranted }; // prettier-ignore
  if (entry.slots && kind !== 'service') return { path: ['slots'], text: reasons.onlyAServiceHasTimes };
  if (entry.slots && isStanding) return { path: ['slots'], text: reasons.whatIsBookedIsGranted };
  if (entry.slots && entry.delivery) return { path: ['slots'], text: reasons.whatIsSentIsNot };
  if (entry.slots && !entry.slots.isOnline && entry.slots.stores.length === 0) return { path: ['slots', 'stores'], text: reasons.timesAreAtStoresOr }; // prettier-ignore
  if (isStanding && (units.kind !== 'unlimited' || price || priceMinor !== null || isClaimable)) return { path: ['isStanding'], text: reasons.aStandingRightHasNo }; // prettier-ignore
}

const NEEDS: Partial<Record<BenefitKind, 'amountMinor' | 'percent' | 'multiplier'>> = {
  threshold: 'amountMinor',
  cash: 'amountMinor',
  percent: 'percent',
  multiplier: 'multiplier',
};
