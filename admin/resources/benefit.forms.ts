import { addDays, dayOf } from '../../src/kernel/calendar.js';
import { KINDS, LEVELS } from '../../src/modules/benefits/index.js';
import type { BenefitEntry } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { textsIn } from '../locale/texts.js';
import { hoursOut, inThree, listed } from './benefit.words.js';
import type { DeedField } from './deed.js';
import { picturesField } from './pictures.deeds.js';
import { slotField, slotFields } from './slots.forms.js';

/** The fields of a benefit beside its code, its kind and its brand, which never change. */
export async function benefitFields(desk: Desk, benefit: BenefitEntry | null): Promise<DeedField[]> {
  const said = [...saidOf(desk, benefit), ...faceOf(desk, benefit?.face)];
  const used = [...reachOf(desk, benefit), ...useOf(desk, benefit), ...timesOf(desk, benefit)];
  return [...said, ...used, await picturesField(desk, benefit?.images ?? [])];
}

/** Times are of services alone: what the kind is to be may be open yet. */
function timesOf(desk: Desk, benefit: BenefitEntry | null): DeedField[] {
  if (!benefit) return slotFields(desk, '', null, { field: 'kind', is: 'SERVICE' });
  return benefit.kind === 'service' ? slotFields(desk, benefit.brand, benefit.slots) : [];
}

export function kindField(desk: Desk): DeedField {
  return choose(desk, 'kind', KINDS, 'threshold');
}

/** Where in the form a place of the input stands: the innermost name the form has a field for. */
export function fieldOf(path: readonly string[]): string | null {
  const [, inside = '', language] = path;
  if (inside === 'name') return LANGUAGES[language ?? ''] ?? 'nameEn';
  if (inside === 'slots') return slotField(language);
  return path.findLast((part) => NAMES.has(part)) ?? path.at(-1) ?? null;
}

const LANGUAGES: Readonly<Record<string, string>> = { zhCN: 'nameZhCN', zhTW: 'nameZhTW', en: 'nameEn' };
const NAMES = new Set(['code', 'kind', 'brand', 'level', 'description', 'value', 'amountMinor', 'percent', 'thresholdMinor', 'capMinor', 'multiplier', 'include', 'exclude', 'prices', 'early', 'hours', 'startsNextDay', 'valueMinor', 'costMinor', 'funders', 'brands', 'stores', 'tiers', 'validity', 'days', 'until', 'stock', 'units', 'limits', 'eligibility', 'wallet', 'points', 'priceMinor', 'holdMinutes', 'usesMax', 'isPartial', 'group', 'isAlone', 'isStanding', 'isClaimable', 'otherwise', 'isHighlighted', 'images', 'shipWithinDays', 'eraseAddressAfterDays']); // prettier-ignore

function saidOf(desk: Desk, benefit: BenefitEntry | null): DeedField[] {
  const { name, description = null, value = null } = benefit ?? {};
  const three = { nameZhCN: name?.['zh-CN'], nameZhTW: name?.['zh-TW'], nameEn: name?.en };
  return [
    ...Object.entries(three).map(([of, text]): DeedField => ({ name: of, label: of, kind: 'text', isRequired: true, otherwise: text ?? '' })),
    choose(desk, 'level', LEVELS, benefit?.level ?? 'basic'),
    field('description', 'long', inThree(description)),
    field('value', 'long', inThree(value)),
    field('valueMinor', 'number', numbered(benefit?.valueMinor)),
    field('costMinor', 'number', numbered(benefit?.costMinor)),
    flag(desk, 'isHighlighted', benefit?.isHighlighted),
  ];
} // prettier-ignore

function faceOf(desk: Desk, face: BenefitEntry['face'] | undefined): DeedField[] {
  const { early = null, prices = [], hours = [] } = face ?? {};
  return [
    field('amountMinor', 'number', numbered(face?.amountMinor)),
    field('percent', 'text', numbered(face?.percent)),
    field('thresholdMinor', 'number', numbered(face?.thresholdMinor)),
    field('capMinor', 'number', numbered(face?.capMinor)),
    field('multiplier', 'text', numbered(face?.multiplier)),
    field('include', 'text', listed(face?.include.categories)),
    field('exclude', 'text', listed(face?.exclude.categories)),
    field('prices', 'long', prices.map(({ sku, priceMinor }) => `${sku} ${priceMinor}`).join('\n')),
    field('early', 'text', early ? [early.hours, ...early.skus].join(' ') : ''),
    field('hours', 'times', hoursOut(hours)),
    flag(desk, 'startsNextDay', face?.startsNextDay),
  ];
}

function reachOf(desk: Desk, benefit: BenefitEntry | null): DeedField[] {
  const { validity, stock, funders = [], limits = [], otherwise = [] } = benefit ?? {};
  const until = validity?.kind === 'fixed' ? lastDayOf(desk, validity.until) : '';
  return [
    choose(desk, 'validity', ['ever', 'days', 'fixed'], validity?.kind ?? 'ever'),
    field('days', 'number', validity?.kind === 'days' ? String(validity.days) : ''),
    field('until', 'text', until),
    choose(desk, 'stock', ['unlimited', 'counted', 'pool'], stock?.kind ?? 'unlimited'),
    field('units', 'number', stock?.kind === 'counted' ? String(stock.units) : ''),
    field('otherwise', 'long', otherwise.map(stepIn).join('\n')),
    field('limits', 'text', limits.map(({ max, per }) => `${max} ${per}`).join(', ')),
    field('eligibility', 'long', benefit?.eligibility ?? ''),
    field('funders', 'text', funders.map(({ brand, percent }) => `${brand} ${percent}`).join(', ')),
    field('brands', 'text', listed(benefit?.brands)),
    field('stores', 'text', listed(benefit?.stores)),
    field('tiers', 'text', listed(benefit?.tiers)),
  ];
}

function useOf(desk: Desk, benefit: BenefitEntry | null): DeedField[] {
  const { price = null, stacking } = benefit ?? {};
  return [
    flag(desk, 'isClaimable', benefit?.isClaimable),
    flag(desk, 'isStanding', benefit?.isStanding),
    field('wallet', 'text', price?.wallet ?? ''),
    field('points', 'number', numbered(price?.points)),
    field('priceMinor', 'number', numbered(benefit?.priceMinor)),
    field('holdMinutes', 'number', numbered(benefit?.holdMinutes)),
    field('usesMax', 'number', numbered(benefit?.usesMax ?? 1)),
    flag(desk, 'isPartial', benefit?.isPartial),
    field('shipWithinDays', 'number', numbered(benefit?.delivery?.shipWithinDays)),
    field('eraseAddressAfterDays', 'number', numbered(benefit?.delivery?.eraseAddressAfterDays)),
    field('group', 'text', stacking?.group ?? ''),
    flag(desk, 'isAlone', stacking?.isAlone),
  ];
}

/** The day at whose end something ends; what ends within a day is told whole. */
export function lastDayOf({ house }: Desk, instant: string): string {
  const { zone } = house.programs.current();
  const at = Date.parse(instant);
  return dayOf(at - 1, zone) === dayOf(at, zone) ? instant : addDays(dayOf(at, zone), -1);
}

function stepIn(step: BenefitEntry['otherwise'][number]): string {
  if (step.kind === 'wait') return `wait ${step.days}`;
  return `${step.kind} ${step.kind === 'pre-sale' ? step.on : step.benefit}`;
}

function field(name: string, kind: DeedField['kind'], otherwise: string): DeedField {
  return { name, label: labelOf(name), kind, otherwise };
}

function choose(desk: Desk, name: string, among: readonly string[], otherwise: string): DeedField {
  const { benefitForm } = textsIn(desk.locale);
  const offered = among.map(spelled).map((value) => ({ value, label: benefitForm[value as 'CASH'] }));
  return { name, label: labelOf(name), kind: 'one', isRequired: true, otherwise: spelled(otherwise), choices: offered };
}

function flag(desk: Desk, name: string, value: boolean | undefined): DeedField {
  const { choices } = textsIn(desk.locale);
  const offered = (['no', 'yes'] as const).map((each) => ({ value: each, label: choices[each] }));
  return { name, label: labelOf(name), kind: 'one', isRequired: true, otherwise: value ? 'yes' : 'no', choices: offered }; // prettier-ignore
}

function labelOf(name: string): string {
  return `benefit${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function numbered(value: number | null | undefined): string {
  return value == null || value === 0 ? '' : String(value);
}

/** `free-shipping` of the file is `FREE_SHIPPING` of the API. */
function spelled(value: string): string {
  return value.toUpperCase().replaceAll('-', '_');
}
