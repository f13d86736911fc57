import type { Desk } from '../desk.js';

export function numberIn({ locale }: Desk, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** Minor units of the currency of the program as money. */
export function moneyIn({ locale, house }: Desk, minor: number): string {
  const { currency } = house.programs.current();
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A time in the zone of the program. */
export function instantIn({ locale, house }: Desk, at: string | number): string {
  const { zone } = house.programs.current();
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
    new Date(at),
  );
}

export function dayIn({ locale }: Desk, day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
