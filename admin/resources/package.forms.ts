import { CYCLE_UNITS, PACKAGE_KINDS } from '../../src/modules/benefits/index.js';
import type { PackageEntry } from '../../src/modules/benefits/index.js';
import type { Desk } from '../desk.js';
import { textOf } from '../door/form.js';
import { textsIn } from '../locale/texts.js';
import type { DeedField } from './deed.js';
import { picturesField } from './pictures.deeds.js';
import { inThree, listIn, numberIn, threeIn } from './benefit.words.js';

type Sent = Readonly<Record<string, unknown>>;

/** The fields of a package beside its code, its kind and its brand, which never change. */
export async function packageFields(desk: Desk, entry: PackageEntry | null): Promise<DeedField[]> {
  const { name, description = null, parts = [], cycle = null, price = null } = entry ?? {};
  const three = { nameZhCN: name?.['zh-CN'], nameZhTW: name?.['zh-TW'], nameEn: name?.en };
  return [
    ...Object.entries(three).map(([of, text]): DeedField => ({ name: of, label: of, kind: 'text', isRequired: true, otherwise: text ?? '' })), // prettier-ignore
    field('description', 'long', inThree(description)),
    { ...field('parts', 'long', parts.map(partIn).join('\n')), isRequired: true },
    choose(desk, 'unit', CYCLE_UNITS, cycle?.unit ?? ''),
    field('count', 'number', numbered(cycle?.count)),
    field('noticeDays', 'number', String(entry?.noticeDays ?? 3)),
    field('wallet', 'text', price?.wallet ?? ''),
    field('points', 'number', numbered(price?.points)),
    field('priceMinor', 'number', numbered(entry?.priceMinor)),
    await picturesField(desk, entry?.images ?? []),
  ];
}

export function packageKindField(desk: Desk): DeedField {
  return { ...choose(desk, 'kind', PACKAGE_KINDS, 'bundle'), isRequired: true };
}

/** What was sent of a package, as the API takes it: null for what was left empty. */
export function packageSent(sent: Sent) {
  const text = (name: string) => textOf(sent[name]).trim();
  const unit = text('unit');
  return {
    description: threeIn(text('description')),
    parts: text('parts').split('\n').map((line) => line.trim()).filter(Boolean).map(partSent), // prettier-ignore
    cycle: unit || text('count') ? { unit: (unit || 'month').toUpperCase(), count: numberIn(text('count')) ?? 0 } : null, // prettier-ignore
    noticeDays: numberIn(text('noticeDays')),
    price: text('wallet') || text('points') ? { wallet: text('wallet'), points: numberIn(text('points')) ?? 0 } : null,
    priceMinor: numberIn(text('priceMinor')),
    images: listIn(text('images')),
  };
}

/** Where in the form a place of the input stands. */
export function packageField(path: readonly string[]): string | null {
  const [, inside = '', language = ''] = path;
  if (inside === 'name') return LANGUAGES[language] ?? 'nameEn';
  if (inside === 'parts') return 'parts';
  if (inside === 'cycle') return language === 'count' ? 'count' : 'unit';
  return path.at(-1) ?? null;
}

const LANGUAGES: Readonly<Record<string, string>> = { zhCN: 'nameZhCN', zhTW: 'nameZhTW', en: 'nameEn' };
const BIRTHDAY = 'birthday';

/** `coffee 2`, and `double 1 birthday` for what waits for the month of the birthday. */
function partIn({ benefit, quantity, isBirthdayMonthOnly }: PackageEntry['parts'][number]): string {
  return `${benefit} ${quantity}${isBirthdayMonthOnly ? ` ${BIRTHDAY}` : ''}`;
}

function partSent(line: string): object {
  const [benefit = '', ...rest] = line.split(/\s+/);
  const isBirthdayMonthOnly = rest.at(-1) === BIRTHDAY;
  const [quantity] = isBirthdayMonthOnly ? rest.slice(0, -1) : rest;
  return { benefit, quantity: quantity === undefined ? 1 : Number(quantity), isBirthdayMonthOnly };
}

function field(name: string, kind: DeedField['kind'], otherwise: string): DeedField {
  return { name, label: labelOf(name), kind, otherwise };
}

function choose(desk: Desk, name: string, among: readonly string[], otherwise: string): DeedField {
  const { packageForm } = textsIn(desk.locale);
  const choices = among.map((value) => ({ value, label: packageForm[value as 'month'] }));
  return { name, label: labelOf(name), kind: 'one', otherwise, choices };
}

function labelOf(name: string): string {
  return `package${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function numbered(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}
