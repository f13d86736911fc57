import { addDays, startOfDay } from '../../src/kernel/calendar.js';
import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { isDay, textOf } from '../door/form.js';
import { lastDayOf } from './benefit.forms.js';
import { hoursIn, linesIn, listIn, numberIn, threeIn } from './benefit.words.js';
import { slotsSent } from './slots.forms.js';

type Sent = Readonly<Record<string, unknown>>;

/** What was sent of a benefit, as the API takes it: null for what was left empty. What the form does not show stays. */
export function benefitTerms(desk: Desk, sent: Sent, before: BenefitEntry | null) {
  const text = (name: string) => textOf(sent[name]).trim();
  const yes = (name: string) => text(name) === 'yes';
  const number = (name: string) => numberIn(text(name));
  return {
    level: text('level') || null,
    description: threeIn(text('description')),
    value: threeIn(text('value')),
    valueMinor: number('valueMinor'),
    costMinor: number('costMinor'),
    isHighlighted: yes('isHighlighted'),
    face: faceIn(text, before),
    validity: validityIn(desk, text, before),
    stock: stockIn(text, before),
    otherwise: linesIn(text('otherwise')).map(stepIn),
    limits: pairsIn(text('limits')).map(([max, per]) => ({ max: numberIn(max), per: per.toUpperCase() })),
    eligibility: text('eligibility') || null,
    funders: pairsIn(text('funders')).map(([brand, percent]) => ({ brand, percent: numberIn(percent) })),
    ...{ brands: listIn(text('brands')), stores: listIn(text('stores')), tiers: listIn(text('tiers')) },
    isClaimable: yes('isClaimable'),
    isStanding: yes('isStanding'),
    price: text('wallet') || text('points') ? { wallet: text('wallet'), points: number('points') } : null,
    priceMinor: number('priceMinor'),
    holdMinutes: number('holdMinutes'),
    usesMax: number('usesMax'),
    isPartial: yes('isPartial'),
    delivery: text('shipWithinDays') ? { shipWithinDays: number('shipWithinDays'), eraseAddressAfterDays: number('eraseAddressAfterDays') } : null, // prettier-ignore
    slots: slotsSent(sent),
    stacking: { group: text('group') || null, isAlone: yes('isAlone') },
    images: listIn(text('images')),
  };
}

/** The end of a day in the zone of the program; what is no day is left to the API, which says so. */
export function endOf({ house }: Desk, said: string): string | null {
  const day = said.trim();
  if (day === '') return null;
  return isDay(day) ? new Date(startOfDay(addDays(day, 1), house.programs.current().zone)).toISOString() : day;
}

type Texts = (name: string) => string;

function faceIn(text: Texts, before: BenefitEntry | null): object {
  const number = (name: string) => numberIn(text(name));
  const [hours = '', ...skus] = text('early').split(/[\s,]+/);
  const { include, exclude } = before?.face ?? {};
  return {
    amountMinor: number('amountMinor'),
    percent: number('percent'),
    thresholdMinor: number('thresholdMinor'),
    capMinor: number('capMinor'),
    multiplier: number('multiplier'),
    include: { categories: listIn(text('include')), skus: include?.skus ?? [] },
    exclude: { categories: listIn(text('exclude')), skus: exclude?.skus ?? [] },
    prices: linesIn(text('prices')).map(([sku = '', price = '']) => ({ sku, priceMinor: numberIn(price) })),
    early: hours === '' ? null : { hours: Number(hours), skus },
    hours: linesIn(text('hours')).map(hoursIn),
    startsNextDay: text('startsNextDay') === 'yes',
  };
}

function validityIn(desk: Desk, text: Texts, before: BenefitEntry | null): object {
  const kind = text('validity') || 'EVER';
  if (kind === 'DAYS') return { kind, days: numberIn(text('days')) };
  if (kind === 'EVER') return { kind };
  const fixed = before?.validity.kind === 'fixed' ? before.validity : null;
  const isSame = fixed !== null && lastDayOf(desk, fixed.until) === text('until');
  return { kind, from: fixed?.from ?? null, until: isSame ? fixed.until : endOf(desk, text('until')) };
}

function stockIn(text: Texts, before: BenefitEntry | null): object {
  const kind = text('stock') || 'UNLIMITED';
  if (kind === 'COUNTED') return { kind, units: numberIn(text('units')) };
  return kind === 'POOL' && before?.stock.kind === 'pool' ? { kind, isPrinted: before.stock.isPrinted } : { kind };
}

/** `wait 30`, `pre-sale 2026-09-30`, `substitute code` */
function stepIn([said = '', what = '']: readonly string[]): object {
  const kind = said.toUpperCase().replaceAll('-', '_');
  if (kind === 'WAIT') return { kind, days: numberIn(what) };
  return kind === 'PRE_SALE' ? { kind, on: what } : { kind, benefit: what };
}

function pairsIn(text: string): [string, string][] {
  return listIn(text).map((pair) => pair.split(/\s+/)).map(([one = '', two = '']) => [one, two]); // prettier-ignore
}
