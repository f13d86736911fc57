import { session } from './page-state';

/** Times in the zone of the program and the language of the page. */
export function instant(value: string | number): string {
  const { locale, zone } = session();
  const at = new Date(value);
  if (Number.isNaN(at.getTime())) return String(value);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at);
}

export function day(value: string): string {
  const { locale } = session();
  const at = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return value;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

export function number(value: number): string {
  return new Intl.NumberFormat(session().locale).format(value);
}

/** A share from 0 to 1. */
export function percent(share: number): string {
  return new Intl.NumberFormat(session().locale, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A change, with its sign. */
export function change(value: number): string {
  return new Intl.NumberFormat(session().locale, { signDisplay: 'exceptZero' }).format(value);
}

/** Minor units as money. */
export function money(minor: number, currency = session().currency): string {
  const format = new Intl.NumberFormat(session().locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** Which way a text runs is its own business: signs that turn others around are shown, not obeyed. */
export function plain(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `⟦U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}⟧`,
  );
}
