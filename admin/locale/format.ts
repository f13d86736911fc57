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
