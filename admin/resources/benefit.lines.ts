import { brandsOfProgram } from '../../src/modules/brands/index.js';
import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import type { LadderEntry } from '../../src/modules/tiers/index.js';
import type { Desk } from '../desk.js';
import { fill } from '../locale/fill.js';
import { dayIn, instantIn, moneyIn, numberIn } from '../locale/format.js';
import type { Texts } from '../locale/texts.js';
import { textsIn } from '../locale/texts.js';
import { lastDayOf } from './benefit.forms.js';
import type { Names } from './names.js';
import { named, storesNamed } from './names.js';
import { nameIn, priceIn } from './program.js';

/** A term in words. */
export interface Line {
  readonly label: string;
  readonly text: string;
}

type Said = readonly (readonly [keyof Texts['terms']['labels'], string | null])[];

/** The terms of a benefit in the language of the desk, a line each; what is not said of it has none. */
export function benefitLines(desk: Desk, entry: BenefitEntry, benefits: Names, units: Names): Line[] {
  const { labels } = textsIn(desk.locale).terms;
  const said = [...textLines(desk, entry), ...faceLines(desk, entry), ...reachLines(desk, entry), ...useLines(desk, entry, units), ...endLines(desk, entry, benefits), ...slotLines(desk, entry)]; // prettier-ignore
  return said.flatMap(([name, text]) => (text ? [{ label: labels[name], text }] : []));
}

function textLines(desk: Desk, { description, value, valueMinor, costMinor, isHighlighted, images }: BenefitEntry): Said {
  return [
    ['description', description && nameIn(desk, description)],
    ['value', value && nameIn(desk, value)],
    ['worth', moneyOf(desk, valueMinor)],
    ['cost', moneyOf(desk, costMinor)],
    ['isHighlighted', yes(desk, isHighlighted)],
    ['images', images.length > 0 ? numberIn(desk, images.length) : null],
  ];
} // prettier-ignore

function faceLines(desk: Desk, { face }: BenefitEntry): Said {
  const { terms: say } = textsIn(desk.locale);
  const { amountMinor, percent, thresholdMinor, capMinor, multiplier, include, exclude, prices, early, hours, startsNextDay } = face; // prettier-ignore
  return [
    ['amount', moneyOf(desk, amountMinor)],
    ['percent', percent === undefined ? null : fill(say.percentOff, { percent })],
    ['threshold', moneyOf(desk, thresholdMinor)],
    ['cap', moneyOf(desk, capMinor)],
    ['multiplier', multiplier === undefined ? null : fill(say.times, { times: multiplier })],
    ['include', list(desk, [...include.categories, ...include.skus])],
    ['exclude', list(desk, [...exclude.categories, ...exclude.skus])],
    ['prices', list(desk, prices.map(({ sku, priceMinor }) => `${sku} ${moneyIn(desk, priceMinor)}`))],
    ['early', early && fill(say.early, { hours: early.hours, skus: list(desk, early.skus) ?? '' })],
    ['hours', hoursIn(desk, hours)],
    ['startsNextDay', yes(desk, startsNextDay)],
  ];
} // prettier-ignore

function reachLines(desk: Desk, entry: BenefitEntry): Said {
  const { funders, brands, stores, tiers, limits, eligibility, isClaimable, isStanding } = entry;
  const { terms: say } = textsIn(desk.locale);
  const program = desk.house.programs.current();
  const brandNames = new Map(brandsOfProgram(program).map(({ code, name }) => [code, name]));
  const ladders = (program.sections['ladders'] ?? []) as readonly LadderEntry[];
  const tierNames = new Map(ladders.flatMap((ladder) => ladder.tiers).map(({ code, name }) => [code, nameIn(desk, name)])); // prettier-ignore
  return [
    ['validity', validityIn(desk, entry.validity)],
    ['stock', stockIn(desk, entry.stock)],
    ['limits', list(desk, limits.map(({ max, per }) => fill(say[per], { max })))],
    ['eligibility', eligibility],
    ['isClaimable', yes(desk, isClaimable)],
    ['isStanding', yes(desk, isStanding)],
    ['funders', list(desk, funders.map(({ brand, percent }) => `${brandNames.get(brand) ?? brand} ${percent}%`))],
    ['brands', list(desk, named(brands, brandNames))],
    ['stores', list(desk, named(stores, storesNamed(desk)))],
    ['tiers', list(desk, named(tiers, tierNames))],
  ];
} // prettier-ignore

function useLines(desk: Desk, entry: BenefitEntry, units: Names): Said {
  const { price, priceMinor, holdMinutes, usesMax, isPartial, stacking, isStanding } = entry;
  const { terms: say } = textsIn(desk.locale);
  return [
    ['price', priceIn(desk, units, { price, priceMinor })],
    ['hold', priceMinor === null ? null : fill(say.minutes, { minutes: holdMinutes })],
    ['uses', isStanding ? null : numberIn(desk, usesMax)],
    ['isPartial', yes(desk, isPartial)],
    ['group', stacking.group],
    ['isAlone', yes(desk, stacking.isAlone)],
  ];
}

function endLines(desk: Desk, { otherwise, delivery, replacement, honourUntil }: BenefitEntry, benefits: Names): Said {
  const { terms: say } = textsIn(desk.locale);
  const nameOf = (code: string) => benefits.get(code) ?? code;
  const steps = otherwise.map((step) => {
    if (step.kind === 'wait') return fill(say.wait, { days: step.days });
    if (step.kind === 'pre-sale') return fill(say.preSale, { on: dayIn(desk, step.on) });
    return fill(say[step.kind], { benefit: nameOf(step.benefit) });
  });
  return [
    ['otherwise', list(desk, steps)],
    ['ship', delivery && fill(say.within, { days: delivery.shipWithinDays })],
    ['erase', delivery && fill(say.afterArrival, { days: delivery.eraseAddressAfterDays })],
    ['replacement', replacement && nameOf(replacement)],
    ['honourUntil', honourUntil && endIn(desk, honourUntil)],
  ];
}

function slotLines(desk: Desk, { slots }: BenefitEntry): Said {
  if (!slots) return [];
  const { terms: say } = textsIn(desk.locale);
  const { minutes, capacity, aheadMinMinutes, aheadMaxDays, cancelMinutes } = slots;
  return [
    ['slotHours', hoursIn(desk, slots.hours)],
    ['slotPlaces', list(desk, [...named(slots.stores, storesNamed(desk)), ...(slots.isOnline ? [say.online] : [])])],
    ['slotMinutes', fill(say.minutes, { minutes })],
    ['slotCapacity', numberIn(desk, capacity)],
    ['slotAhead', fill(say.ahead, { minutes: aheadMinMinutes, days: aheadMaxDays })],
    ['slotCancel', fill(say.before, { minutes: cancelMinutes })],
  ];
}

function validityIn(desk: Desk, validity: BenefitEntry['validity']): string {
  const { terms: say, benefitForm } = textsIn(desk.locale);
  if (validity.kind === 'ever') return benefitForm.EVER;
  if (validity.kind === 'days') return fill(say.days, { days: validity.days });
  const from = validity.from === null ? [] : [fill(say.from, { at: instantIn(desk, validity.from) })];
  return list(desk, [...from, endIn(desk, validity.until)]) ?? '';
}

/** By the day at whose end something ends; by the instant, where that is within a day. */
function endIn(desk: Desk, instant: string): string {
  const { terms: say } = textsIn(desk.locale);
  const last = lastDayOf(desk, instant);
  if (last === instant) return fill(say.until, { at: instantIn(desk, instant) });
  return fill(say.untilEndOf, { on: dayIn(desk, last) });
}

function stockIn(desk: Desk, stock: BenefitEntry['stock']): string {
  const { terms: say, benefitForm } = textsIn(desk.locale);
  if (stock.kind === 'counted') return fill(say.units, { units: numberIn(desk, stock.units) });
  if (stock.kind === 'unlimited') return benefitForm.UNLIMITED;
  return stock.isPrinted ? say.printed : benefitForm.POOL;
}

function hoursIn(desk: Desk, hours: BenefitEntry['face']['hours']): string | null {
  const weekday = new Intl.DateTimeFormat(desk.locale, { weekday: 'short', timeZone: 'UTC' });
  const dayOf = (each: number) => weekday.format(Date.UTC(2024, 0, each)); // the first of that month was a Monday
  return hours.map(({ weekdays, from, to }) => `${list(desk, weekdays.map(dayOf)) ?? ''} ${from}–${to}`).join('; ') || null;
} // prettier-ignore

/** Nothing is said of an amount that is none. */
function moneyOf(desk: Desk, minor: number | null | undefined): string | null {
  return minor ? moneyIn(desk, minor) : null;
}

function yes({ locale }: Desk, is: boolean): string | null {
  return is ? textsIn(locale).choices.yes : null;
}

function list({ locale }: Desk, texts: readonly string[]): string | null {
  return texts.join(textsIn(locale).rule.and) || null;
}
