import { digitsOf } from '../money.js';
import type { Locale } from '../refusal.js';
import { phrases } from './phrases.js';
import type { ExpressionType, Value } from './value.js';
import type { Unit } from './vocabulary.js';

/** For whom a value is shown: language, money and zone. */
export interface Showing {
  readonly locale: Locale;
  /** ISO 4217: what minor units are units of. */
  readonly currency: string;
  /** IANA zone in which days are told. */
  readonly zone: string;
}

export interface Kind {
  readonly type?: ExpressionType | undefined;
  readonly unit?: Unit | undefined;
  /** An instant with its time of day. */
  readonly isToTheMinute?: boolean;
}

/** A value as people read it. */
export function shown(value: Value | readonly number[], kind: Kind, showing: Showing): string {
  const words = phrases[showing.locale];
  if (typeof value === 'boolean') return words.bool[value ? 'true' : 'false'];
  if (typeof value === 'number') return shownNumber(value, kind, showing);
  if (typeof value === 'string') return value === '' ? words.quoted.replace('{text}', '') : value;
  return value.map((item) => shown(item, kind, showing)).join(words.list) || words.nothing;
}

/** A whole number of minor units, as a difference of averages also between them, as money. */
export function money(minor: number, { locale, currency }: Pick<Showing, 'locale' | 'currency'>): string {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const digits = digitsOf(currency);
  const finer = Number.isInteger(minor) ? {} : { maximumFractionDigits: digits + 2 };
  return new Intl.NumberFormat(locale, { ...options, ...finer }).format(minor / 10 ** digits);
}

/** The day of an instant in the zone of the program. */
export function dated(at: number, { locale, zone }: Pick<Showing, 'locale' | 'zone'>, isToTheMinute = false): string {
  if (Math.abs(at) > LAST_DATE) return new Intl.NumberFormat(locale).format(at);
  const time = isToTheMinute ? ({ timeStyle: 'short' } as const) : {};
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...time, timeZone: zone }).format(at);
}

/** The latest instant a Date can have. */
const LAST_DATE = 8.64e15;

function shownNumber(value: number, { type, unit, isToTheMinute }: Kind, showing: Showing): string {
  if (type === 'instant') return dated(value, showing, isToTheMinute);
  if (type === 'duration') return lasting(value, showing.locale);
  if (unit === 'MONEY') return money(value, showing);
  if (unit === 'DAYS') return counted(value, 'day', showing.locale);
  return new Intl.NumberFormat(showing.locale, { maximumFractionDigits: 6 }).format(value);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
  ['millisecond', 1],
] as const;

/** A length of time in its two largest units. */
function lasting(ms: number, locale: Locale): string {
  const length = Math.abs(ms);
  const first = UNITS.findIndex(([, size]) => length >= size);
  const [[unit, size], next] = [UNITS[first] ?? UNITS[0], UNITS[first + 1]];
  const rest = next ? Math.floor((length % size) / next[1]) : 0;
  const whole = counted(Math.floor(length / size) * Math.sign(ms), unit, locale);
  if (!next || rest === 0 || first < 0) return whole;
  return `${whole}${locale === 'zh-CN' ? '' : ' '}${counted(rest, next[0], locale)}`;
}

function counted(value: number, unit: string, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
